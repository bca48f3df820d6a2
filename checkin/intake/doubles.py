"""People of one list who may be one person."""

from collections.abc import Iterator

from checkin.intake.incoming import Duplicate
from checkin.language import _
from db.folding import fold
from db.records import Registration


class Doubles:
    """Remembers whom it has seen, by fingerprints only: lists may be long."""

    def __init__(self) -> None:
        self._rows: dict[int, int] = {}
        self._seen: dict[int, int] = {}

    def line_of_same_row(self, line: int, cells: list[str]) -> int | None:
        """Return the earlier line with the very same cells."""
        earlier = self._rows.setdefault(hash(tuple(cells)), line)
        return None if earlier == line else earlier

    def alike(self, line: int, person: Registration) -> Duplicate | None:
        """Return the earlier line that may be the same person, by the surest sign."""
        duplicate = None
        for sign, reason in _signs(person):
            earlier = self._seen.setdefault(hash(sign), line)
            if earlier != line and duplicate is None:
                duplicate = Duplicate(line, earlier, reason)
        return duplicate


def _signs(person: Registration) -> Iterator[tuple[tuple[str, ...], str]]:
    if person.code:
        yield ("code", person.code), _("same ticket code")
    if person.organisation:
        name = sorted(fold(person.name).split())
        yield ("name", *name, "", fold(person.organisation)), _("same name and organisation")
    if person.email:
        yield ("email", person.email.lower()), _("same e-mail")
