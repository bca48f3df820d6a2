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
        found: tuple[int, str] | None = None
        for sign in _signs(person):
            earlier = self._seen.setdefault(hash(sign), line)
            if earlier != line and found is None:
                found = earlier, sign[0]
        return Duplicate(line, found[0], _reason(found[1])) if found else None


def _signs(person: Registration) -> Iterator[tuple[str, ...]]:
    if person.code:
        yield "code", person.code
    if person.organisation:
        name = f"{fold(person.given_name)} {fold(person.family_name)}"
        yield "name", *sorted(name.split()), "", fold(person.organisation)
    if person.email:
        yield "email", person.email.lower()


def _reason(sign: str) -> str:
    if sign == "code":
        return _("same ticket code")
    return _("same name and organisation") if sign == "name" else _("same e-mail")
