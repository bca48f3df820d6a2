"""Organisers' lists to try imports on, from people who are made up."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

import xlsxwriter

from db.records import Registration, Status

HEADINGS = (
    *("Prénom", "Nom", "Organisme", "Fonction", "Catégorie", "Pays", "Adresse e-mail", "Téléphone"),
    *("Référence commande", "Code du billet", "Langue", "Ateliers", "Statut", "Remarques"),
)
WORDS = {
    Status.CONFIRMED: "Validé",
    Status.PENDING: "En attente",
    Status.UNPAID: "Impayé",
    Status.CANCELLED: "Annulé",
    Status.WAITING: "Liste d'attente",
    Status.BLOCKED: "Bloqué",
}


def rows(people: Iterable[Registration]) -> Iterator[tuple[str, ...]]:
    """Yield the cells of each person, under HEADINGS."""
    for person in people:
        yield (
            *(person.given_name, person.family_name, person.organisation, person.function),
            *(person.category, person.country, person.email, person.phone),
            *(person.order, person.code, person.language, ", ".join(person.sessions)),
            *(WORDS[person.status], person.note),
        )


def write_csv(path: Path, people: Iterable[Registration]) -> Path:
    """Write the list as Excel does in France."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows((HEADINGS, *rows(people)))
    return path


def write_xlsx(path: Path, people: Iterable[Registration]) -> Path:
    """Write the list as a workbook."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Participants")
        for line, cells in enumerate((HEADINGS, *rows(people))):
            for column, cell in enumerate(cells):
                sheet.write_string(line, column, cell)
    return path
