"""One sheet of a list: lines of text cells, wherever they come from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

Line = tuple[int, list[str]]
Progress = Callable[[float], None]
Lines = Callable[[Progress], Iterator[Line]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """`lines` starts again at each call and tells its progress as a share of 1.

    Line numbers are those that an editor or a spreadsheet shows. `unreadable` counts characters
    that the encoding could not give.
    """

    title: str
    lines: Lines
    encoding: str = ""
    separator: str = ""
    unreadable: int = 0


def silent(_share: float) -> None:
    """Tell nobody about progress."""
