"""Set text as large as it goes into a box: where lines break, and at what size."""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from checkin.badge.lettering import Weight, face

REFERENCE = 128
SOFT_HYPHEN = "\u00ad"
ELLIPSIS = "…"
# Small words that belong to the one after them, and should not end a line.
LEANING = frozenset(
    {"de", "des", "du", "la", "le", "les", "et", "à", "au", "aux", "en", "pour", "sur", "saint"}
    | {"sainte", "the", "of", "and", "for", "von", "van", "der", "da", "do", "dos", "&", "–"}
)
VOWELS = frozenset("aeiouyàâäáãåæéèêëíìîïóòôöõøœúùûü")
LONG_WORD = 10
# Lines that end well are worth being this much smaller.
WORTH = 0.86


@dataclass(frozen=True)
class Box:
    """The room that text may take, in dots, and the sizes and lines that suit it there."""

    width: int
    height: int
    largest: int
    lines: int
    comfortable: int = 0
    smallest: int = 10
    leading: float = 1.12


@dataclass(frozen=True)
class Block:
    """Text set in lines; `height` is that of its ink, from top to foot."""

    lines: tuple[str, ...]
    weight: Weight
    size: int
    leading: float

    @cached_property
    def baselines(self) -> tuple[int, ...]:
        """Where each line stands, counted from the top of the ink."""
        step = round(self.size * self.leading)
        return tuple(self._above + row * step for row in range(len(self.lines)))

    @cached_property
    def bearings(self) -> tuple[int, ...]:
        """How far right of the pen's start the ink of each line begins."""
        return tuple(round(self._ink(line)[0]) for line in self.lines)

    @cached_property
    def width(self) -> int:
        inks = map(self._ink, self.lines)
        return max(round(right) - round(left) for left, _, right, _ in inks)

    @cached_property
    def height(self) -> int:
        return self.baselines[-1] + round(self._ink(self.lines[-1])[3])

    @cached_property
    def _above(self) -> int:
        return -round(self._ink(self.lines[0])[1])

    def _ink(self, line: str) -> tuple[float, float, float, float]:
        return face(self.weight, self.size, line).getbbox(line, mode="1", anchor="ls")


def fit(text: str, weight: Weight, box: Box) -> Block:
    """Return the text as large as the box allows; it never leaves the box.

    Lines break at spaces and after hyphens, within a word only where the text would otherwise be
    smaller than comfortable, and the last resort of a text without end is an ellipsis.
    """
    best = _largest(_pieces(text), weight, box)
    if best.size < box.comfortable:
        broken = _largest(_pieces(_softened(text)), weight, box)
        best = max(best, broken, key=lambda block: block.size)
    if len(best.lines) > 1:
        together = _largest(_held_together(_pieces(text)), weight, box)
        best = together if together.size >= best.size * WORTH else best
    return best if _inside(best, box) else _cut_short(text, weight, box)


def _largest(pieces: list[str], weight: Weight, box: Box) -> Block:
    """Try every number of lines; the largest size wins, fewer lines where sizes are equal."""
    widths = [face(weight, REFERENCE).getlength(piece.rstrip(SOFT_HYPHEN)) for piece in pieces]
    candidates = []
    for count in range(1, min(box.lines, len(pieces)) + 1):
        lines = _broken(pieces, widths, count)
        widest = max(face(weight, REFERENCE, line).getlength(line) for line in lines)
        by_width = box.width * REFERENCE / max(widest, 1)
        by_height = box.height / ((count - 1) * box.leading + 0.7)
        size = max(box.smallest, int(min(box.largest, by_width, by_height)))
        candidates.append(Block(lines, weight, size, box.leading))
    block = max(candidates, key=lambda block: (block.size, -len(block.lines)))
    while block.size > box.smallest and not _inside(block, box):
        block = Block(block.lines, weight, block.size - 1, box.leading)
    return block


def _inside(block: Block, box: Box) -> bool:
    return block.width <= box.width and block.height <= box.height


def _broken(pieces: list[str], widths: list[float], count: int) -> tuple[str, ...]:
    """Break into `count` lines at most, so that the widest is as narrow as can be."""
    total = len(pieces)
    upto = [0.0, *accumulate(widths)]
    ugly = [1.3 if piece.endswith(SOFT_HYPHEN) else 1.0 for piece in ("", *pieces)]
    costs = [width * penalty for width, penalty in zip(upto, ugly, strict=True)]
    starts = [[0] * (total + 1)]
    for _ in range(1, count):
        best = [
            min((max(costs[at], (upto[end] - upto[at]) * ugly[end]), at) for at in range(end or 1))
            for end in range(total + 1)
        ]
        costs = [cost for cost, _ in best]
        starts.append([at for _, at in best])
    lines: list[str] = []
    end = total
    for row in reversed(starts):
        lines.insert(0, _shown("".join(pieces[row[end] : end])))
        end = row[end]
    return tuple(line for line in lines if line)


def _held_together(pieces: list[str]) -> list[str]:
    """Join small words to the one that they lean on."""
    joined: list[str] = []
    leans = False
    for piece in pieces:
        if leans:
            joined[-1] += piece
        else:
            joined.append(piece)
        leans = piece.strip(" -").lower() in LEANING
    return joined


def _pieces(text: str) -> list[str]:
    """Split after spaces, hyphens and slashes, and at soft hyphens."""
    return re.findall(rf"[^\s/\-{SOFT_HYPHEN}]*[\s/\-{SOFT_HYPHEN}]+|[^\s/\-{SOFT_HYPHEN}]+", text)


def _shown(line: str) -> str:
    ends_inside_a_word = line.endswith(SOFT_HYPHEN)
    line = line.replace(SOFT_HYPHEN, "").strip()
    return f"{line}-" if ends_inside_a_word else line


def _softened(text: str) -> str:
    """Let long words break between syllables, or anywhere when they seem to have none."""
    return re.sub(rf"[^\s/\-]{{{LONG_WORD},}}", lambda word: _soft_word(word[0]), text)


def _soft_word(word: str) -> str:
    inner = range(3, len(word) - 2)
    breaks = {at for at in inner if _between_syllables(word.lower(), at)} or set(inner)
    return "".join(
        SOFT_HYPHEN + letter if at in breaks else letter for at, letter in enumerate(word)
    )


def _between_syllables(word: str, at: int) -> bool:
    """Say whether the word reads well when it is broken before this letter: a-la, al-ta."""
    sounds = "".join("a" if letter in VOWELS else "t" for letter in word[at - 2 : at + 2])
    return sounds[1:] == "ata" or (sounds[:3] == "att" and word[at] not in "hlr")


def _cut_short(text: str, weight: Weight, box: Box) -> Block:
    """Keep as much of the beginning as the box takes at the smallest size."""
    low, high = 0, len(text)
    block = Block((ELLIPSIS,), weight, box.smallest, box.leading)
    while low < high:
        middle = (low + high + 1) // 2
        tried = _largest(_pieces(_softened(text[:middle].rstrip() + ELLIPSIS)), weight, box)
        if _inside(tried, box):
            block, low = tried, middle
        else:
            high = middle - 1
    return block
