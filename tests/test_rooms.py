"""The rooms stay small: a reader can take in any module of the project."""

from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
ROOMS = ("checkin", "db", "tests")


def lengths(*rooms: str) -> dict[str, int]:
    """Return how many lines each module has that holds anything."""
    return {
        str(path.relative_to(ROOT)): lines
        for room in rooms
        for path in (ROOT / room).rglob("*.py")
        if "node_modules" not in path.parts and (lines := len(path.read_text().splitlines()))
    }


def test_no_module_is_over_350_lines() -> None:
    assert {name: lines for name, lines in lengths(*ROOMS).items() if lines > 350} == {}


def test_half_of_the_modules_have_at_most_120_lines() -> None:
    assert median(lengths("checkin", "db").values()) <= 120
