"""How often the person meant is among the first five, by the way they are typed; and how fast.

uv run python -m tests.finding.quality --people 20000 --seed 7 [--names FOLDER] [--missed]
"""

import argparse
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

from rapidfuzz.distance import OSA

from db import registrations, roster
from db.connection import Copy, open_copy, writing
from db.finding.finder import Finder
from db.folding import fold
from db.records import CheckInList, Registration
from tests.finding.crowd import Names, names_in, people, shipped_names
from tests.finding.questions import CLASSES, ask

EVERYBODY = CheckInList("accueil", "Accueil")
Find = Callable[[str], Sequence[Registration]]


@dataclass(frozen=True)
class Score:
    """The share among the first and the first five, and milliseconds a question."""

    first: float
    five: float
    times: Sequence[float]

    @classmethod
    def mean(cls, scores: Sequence["Score"]) -> "Score":
        """Return the mean over classes, each of the same weight, and all times."""
        times = [one for score in scores for one in score.times]
        return cls(fmean(s.first for s in scores), fmean(s.five for s in scores), times)

    def told(self) -> str:
        """Return the shares, then half and 99 of 100 of the times."""
        ordered = sorted(self.times) or [0.0]
        p50, p99 = (ordered[(len(ordered) - 1) * share // 100] for share in (50, 99))
        return f"{self.first:.4f}  {self.five:.4f}  {p50:7.2f}  {p99:7.2f}"


NOT_ASKED = Score(1.0, 1.0, ())  # the crowd has nobody whom this way is for


def copy_of(folder: Path, crowd: Iterable[Registration]) -> Copy:
    """Return a copy that knows the crowd, as an import would have left it."""
    copy = open_copy(folder / "checkin.db")
    with writing(copy):
        for block in _blocks(crowd):
            registrations.take_in(copy, [roster.listing(who, "1") for who in block])
    return copy


def _blocks(crowd: Iterable[Registration]) -> Iterator[list[Registration]]:
    people = iter(crowd)
    while block := list(islice(people, 500)):
        yield block


def measure(
    find: Find, crowd: list[Registration], name: str, count: int, seed: int, missed: bool = False
) -> Score:
    """Ask what is typed in one way, and count whom it finds."""
    first = five = 0
    times = []
    asked = ask(crowd, name, count, seed)
    for text, who in asked:
        start = time.thread_time()
        found = find(text)[:5]
        times.append((time.thread_time() - start) * 1000)
        good = [
            explains(text, one, who)
            or ("organisation" in name and one.organisation == who.organisation)
            for one in found
        ]
        first += any(good[:1])
        five += any(good)
        if missed and not any(good):
            print(f"  {text!r}: {who.name}, {who.organisation};", *(one.name for one in found))
    return Score(first / len(asked), five / len(asked), times) if asked else NOT_ASKED


def explains(text: str, found: Registration, meant: Registration) -> bool:
    """Say whether somebody explains what was typed as well as the person who was meant."""
    if found.id == meant.id or fold(found.name) == fold(meant.name):
        return True
    return _unexplained(text, found) <= _unexplained(text, meant)


def _unexplained(text: str, who: Registration) -> int:
    pieces = {
        piece
        for part in (who.name, who.organisation, who.function, who.email, who.code, who.order)
        for piece in (*fold(part).split(), fold(part).replace(" ", ""))
    }
    return sum(
        min(
            (
                OSA.distance(word, piece[: len(word) + more])
                for piece in pieces
                for more in (0, 1, 99)
            ),
            default=99,
        )
        for word in fold(text).split()
    )


def arguments(description: str) -> argparse.ArgumentParser:
    """Return what may be asked for on the command line."""
    asked = argparse.ArgumentParser(description=description)
    asked.add_argument("--people", type=int, default=20_000)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--questions", type=int, default=100)
    asked.add_argument("--names", type=Path)
    asked.add_argument("--only", default="")
    asked.add_argument("--missed", action="store_true")
    return asked


def names_of(told: argparse.Namespace) -> Names:
    """Return the lists that were asked for."""
    return names_in(told.names) if told.names else shipped_names()


def main() -> None:
    told = arguments(__doc__ or "").parse_args()
    crowd = list(people(names_of(told), told.people, told.seed))
    with TemporaryDirectory() as folder:
        copy = copy_of(Path(folder), crowd)
        finder = Finder(copy)
        start = time.perf_counter()
        finder.get_ready()
        print(f"{told.people:,} people, seed {told.seed}; ready in", end=" ")
        print(f"{time.perf_counter() - start:.2f} s")
        print(f"{'':32} first   five    p50 ms   p99 ms (processor time)")
        scores = []
        for name in (one for one in CLASSES if told.only in one):
            find = partial(found_by, finder)
            scores.append(measure(find, crowd, name, told.questions, told.seed, told.missed))
            print(f"{name:32} {scores[-1].told()}", flush=True)
        print(f"{'mean':32} {Score.mean(scores).told()}")
        copy.close()


def found_by(finder: Finder, text: str) -> list[Registration]:
    """Return whom a finder finds among everybody."""
    return [one.registration for one in finder.find(text, EVERYBODY)]


if __name__ == "__main__":
    main()
