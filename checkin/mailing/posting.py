"""Write the tickets of all who may come: a PDF, a list, or a folder of pictures with its list."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from checkin.desk import Desk
from checkin.drafts import draft
from checkin.export import STANDARD, write_csv
from checkin.language import _
from checkin.mailing.card import DPI, card, said
from checkin.mailing.sheets import write_sheets
from db import registrations, revocations
from db.folding import fold
from db.records import Registration, Status

if TYPE_CHECKING:
    from PIL.Image import Image

LIST = "tickets.csv"  # the list beside the pictures
FIELDS = ("given_name", "family_name", "organisation", "category", "email", "language")
NOT_SENT = (Status.CANCELLED, Status.BLOCKED)
LONGEST_NAME = 60  # characters of a file's name that say whose it is

Told = Callable[[float], None]


class MailingTrouble(Exception):
    """A sentence that says why nothing was written."""


@dataclass(frozen=True, slots=True)
class Posted:
    """How many tickets were written, how many people have none, and who was left out.

    `left_out` are those who are not to come, or whose code was revoked; `too_long` those whose
    code no symbol holds, so that there is no picture of it.
    """

    written: int
    without: int
    left_out: int
    too_long: int = 0


def post(desk: Desk, path: Path, told: Told = lambda _share: None) -> Posted:
    """Write to a file that ends in .pdf or .csv, else to a folder, which must not hold anything."""
    everybody = [who for who in registrations.everyone(desk.copy) if not who.missing]
    coming = [who for who in everybody if who.status not in NOT_SENT]
    having = [who for who in coming if who.code]
    sent = [who for who in having if not revocations.is_revoked(desk.copy, who.code)]
    if not sent:
        raise MailingTrouble(_("Nobody has a ticket to send: “checkin tickets” gives them."))
    left_out = len(everybody) - len(coming) + len(having) - len(sent)
    writers = {".pdf": _write_pdf, ".csv": _write_list}
    too_long = writers.get(path.suffix.lower(), _write_folder)(desk, sent, path, told)
    return Posted(len(sent), len(coming) - len(having), left_out, too_long)


def _write_pdf(desk: Desk, people: Sequence[Registration], path: Path, told: Told) -> int:
    with draft(path) as file:
        cards = (drawn for _who, drawn in _cards(desk, people, told) if drawn is not None)
        return len(people) - write_sheets(file, cards, desk.event.name)


def _write_list(desk: Desk, people: Sequence[Registration], path: Path, told: Told) -> int:
    with draft(path) as file:
        write_csv(file, _rows(desk, [(who, "") for who in people]))
    told(1.0)
    return 0


def _write_folder(desk: Desk, people: Sequence[Registration], path: Path, told: Told) -> int:
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        sentence = _("{folder} is not empty: old tickets could stay among the new ones.")
        raise MailingTrouble(sentence.format(folder=path))
    path.mkdir(parents=True, exist_ok=True)
    named: list[tuple[Registration, str]] = []
    for who, drawn in _cards(desk, people, told):
        name = _file_name(who) if drawn is not None else ""
        if drawn is not None:
            drawn.save(path / name, dpi=(DPI, DPI))
        named.append((who, name))
    with draft(path / LIST) as file:
        write_csv(file, _rows(desk, named))
    return sum(not name for _who, name in named)


def _cards(
    desk: Desk, people: Sequence[Registration], told: Told
) -> "Iterator[tuple[Registration, Image | None]]":
    for done, who in enumerate(people, 1):
        yield who, card(who, desk.event.name)
        told(done / len(people))


def _rows(desk: Desk, named: Sequence[tuple[Registration, str]]) -> Iterator[Sequence[str]]:
    headings = [_(STANDARD[field]) for field in (*FIELDS, "code")]
    yield [*headings, _("Code in groups"), _("Picture")]
    for who, name in named:
        category = desk.event.category_title(who.category)
        cells = [category if field == "category" else getattr(who, field) for field in FIELDS]
        yield [*cells, who.code, said(who.code), name]


def _file_name(who: Registration) -> str:
    """Return a name that says whose ticket it is, and that two people never share."""
    words = "".join(letter if letter.isalnum() else " " for letter in fold(who.name))
    return f"{'-'.join(words.split())[:LONGEST_NAME]}-{who.id}.png".lstrip("-")
