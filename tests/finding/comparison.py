"""Ours beside other ways to find people: the same people, the same questions, one table.

uv run --group benchmark python -m tests.finding.comparison --people 100000 [--names FOLDER]
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from db.finding.finder import Finder
from tests.finding.crowd import people
from tests.finding.quality import EVERYBODY, Find, Score, arguments, copy_of, measure, names_of
from tests.finding.questions import CLASSES
from tests.finding.rivals import RIVALS


def main() -> None:
    told = arguments(__doc__ or "").parse_args()
    crowd = list(people(names_of(told), told.people, told.seed))
    print(f"{told.people:,} people, {told.questions} questions of each of {len(CLASSES)} classes")
    print(f"{'':24} first   five    p50 ms   p99 ms (processor time)")

    def compare(name: str, find: Find) -> None:
        scores = [measure(find, crowd, one, told.questions, told.seed) for one in CLASSES]
        print(f"{name:24} {Score.mean(scores).told()}", flush=True)

    with TemporaryDirectory() as folder:
        copy = copy_of(Path(folder), crowd)
        finder = Finder(copy)
        finder.get_ready()
        compare("ours", lambda text: [one.registration for one in finder.find(text, EVERYBODY)])
        copy.close()
    for name, build in RIVALS.items():
        compare(name, build(crowd))


if __name__ == "__main__":
    main()
