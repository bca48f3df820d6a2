"""Scanners and humans at one keyboard, by the thousand: who is taken for whom.

`python -m tests.typists 100000` types so many texts on a desk of made-up people and prints a table.
"""

import random
import string
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from checkin.desk import Desk
from checkin.scanning import Burst, looks_like_code
from db import importing, registrations
from db.connection import writing
from db.records import Registration
from tests.keyboards import ALL
from tests.welcome import crowd, opened

SCANNER_GAPS = (0.0005, 0.002, 0.008, 0.020)  # s a key: emulated, fast, usual, slow
ENDINGS = (0.0, 0.002, 0.020, 0.150)  # s until Enter or Tab, or until silence is noticed
PEOPLE = 300
SIGNS = string.ascii_uppercase + string.digits


@dataclass
class Typists:
    """Whoever types at one desk; `wrong` holds what was taken for something else."""

    desk: Desk
    people: Sequence[Registration]
    dice: random.Random

    def scan(self, *, mixed: bool) -> str:
        """Scan somebody's ticket, behind half a name if mixed; return what went wrong."""
        who = self.dice.choice(self.people)
        keyboards, gap = self.dice.choice(ALL), self.dice.choice(SCANNER_GAPS)
        burst, time = Burst(), 0.0
        if mixed:
            time = self._human(burst, self._name()[:6], time) + self.dice.uniform(0.06, 0.19)
        shown = keyboards.shown(who.code)
        for letter in shown:
            burst.hear(letter, time)
            time += gap * self.dice.uniform(0.5, 1.5)
        taken = self._taken(burst.end(time + self.dice.choice(ENDINGS)))
        if taken != shown:
            return f"{shown!r} by {keyboards} became {taken!r}"
        holders = self.desk.recognise(shown).holders
        return "" if holders == (who,) else f"{shown!r} by {keyboards} named {holders}"

    def type(self) -> str:
        """Type a name as a human does, and Enter; return what went wrong."""
        burst, name = Burst(), self._name()
        time = self._human(burst, name, 0.0)
        taken = self._taken(burst.end(time + self.dice.uniform(0.0, 0.4)))
        return f"{name!r} became {taken!r}" if taken else ""

    def _human(self, burst: Burst, text: str, time: float) -> float:
        """Type with fingers: now and then two keys nearly at once, never six in a row."""
        rolled = False
        for letter in text:
            burst.hear(letter, time)
            rolled = not rolled and self.dice.random() < 0.15
            time += self.dice.uniform(0.008, 0.035) if rolled else self.dice.uniform(0.06, 0.19)
        return time

    def _name(self) -> str:
        who = self.dice.choice(self.people)
        return self.dice.choice((who.family_name, who.name, f"{who.family_name} {who.given_name}"))

    def _taken(self, candidates: tuple[str, ...]) -> str:
        """Return what the ear would take for a code."""
        understood = self.desk.understand(candidates)
        if understood:
            return understood[0]
        return next(filter(looks_like_code, candidates), "")


def try_out(folder: Path, count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Type so many texts; return how many of each kind, and what went wrong."""
    here = opened(folder)
    dice = random.Random(seed)  # noqa: S311 - the same each time
    listed = [
        replace(who, code=_strange(dice) if dice.random() < 0.5 else "") for who in crowd(PEOPLE)
    ]
    changes = importing.compare(here.desk.copy, "liste.csv", listed, here.desk.ticket_for)
    with writing(here.desk.copy):
        importing.take_in(here.desk.copy, here.below.pen, changes)
    typists = Typists(here.desk, tuple(registrations.everyone(here.desk.copy)), dice)
    kinds: Counter[str] = Counter()
    wrong: list[str] = []
    for number in range(count):
        kind = ("scan alone", "scan behind half a name", "name")[number % 3]
        said = typists.type() if kind == "name" else typists.scan(mixed=number % 3 == 1)
        kinds[kind] += 1
        wrong += [f"{kind}: {said}"] if said else []
    here.desk.close()
    return kinds, wrong


def _strange(dice: random.Random) -> str:
    """Return a code as other systems make them: letters and digits."""
    length = dice.choice((8, 10, 12, 24))
    return "".join(dice.choices(string.ascii_uppercase, k=2) + dice.choices(SIGNS, k=length))


def main() -> None:
    """Print the table."""
    with TemporaryDirectory() as folder:
        kinds, wrong = try_out(Path(folder), int(sys.argv[1]), seed=2023)
    for kind, count in kinds.items():
        failed = sum(one.startswith(f"{kind}:") for one in wrong)
        print(f"{kind:26} {count:>8} typed {failed:>6} wrong")
    print(*wrong[:5], sep="\n")


if __name__ == "__main__":
    main()
