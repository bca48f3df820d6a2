"""What people answered: told from housekeeping, found by its words, shown once."""

from pathlib import Path

import pytest

from db import answers
from db.events import RegistrationsImported
from db.indexing import words_of
from db.records import Registration
from tests.journals import desk, person


@pytest.mark.parametrize(
    "heading",
    [
        *("Régime alimentaire", "Besoins d'accessibilité", "N° de carte de presse", "Taille"),
        *("Which date suits you?", "Accepte d'être photographié·e", "Libellé du département"),
        "Par quelle ville passerez-vous, et à quelle heure environ",
    ],
)
def test_questions_are_asked(heading: str) -> None:
    assert answers.is_asked(heading)


@pytest.mark.parametrize(
    "heading",
    [
        *("Prix", "Total Paid", "Date de commande", "Horodateur", "ID produit", "Nom du siège"),
        *("Code postal", "Pays (2)", "Lien vers la commande", "Nom payeur", "Moyen de paiement"),
        *("Eventbrite Fees", "Automatically checked in", "Date de naissance", "Home Zip", "---"),
    ],
)
def test_housekeeping_is_not(heading: str) -> None:
    assert not answers.is_asked(heading)


def test_an_answer_is_found_by_its_words() -> None:
    extra = (
        *(("Prix", "120,00"), ("Régime alimentaire", "Végétarien"), ("Vélo ?", "Oui")),
        ("Organisme", "Ville de Val-Clair"),
    )
    who = Registration("1", "Li", "O", organisation="Ville de Val-Clair", extra=extra)
    assert answers.of(who) == (("Régime alimentaire", "Végétarien"), ("Vélo ?", "Oui"))
    assert words_of(who)["answers"] == "vegetarien"


def test_whoever_answered_is_found(tmp_path: Path) -> None:
    here = desk(tmp_path)
    vegan = person("Li", "O", id="li", extra=(("Régime alimentaire", "Végétalien"),))
    named = person("Ana", "Vegeta", id="ana")
    here.append(RegistrationsImported("liste.csv", (vegan, named)))
    assert next(found.registration.id for found in here.find("vegetal")) == "li"
    assert [found.registration.id for found in here.find("veget")] == ["ana", "li"]
    here.close()
