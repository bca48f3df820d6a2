"""The order of those who may be meant: how well each word typed fits, then who is expected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from db.finding.typed import Typed
from db.records import Match

# Fields in the order of their weight; the distance of a word is the place of its field.
FIELDS = (
    *("family", "given", "organisation", "function", "category", "codes", "mail"),
    "answers",
)
NAMES = 2  # the first so many fields are the person's name
CODES = FIELDS.index("codes")
# Edits more that a misspelt word counts outside of names.
FARTHER = (0.0, 0.05, 0.3, 0.5, 0.5, 0.0, 0.0, 0.5)

WHOLE, BEGUN, NEAR = 0, 1, 2
CLOSE = 1.2  # edits


@dataclass(frozen=True, slots=True)
class Near:
    """How many edits away words are from one typed, and beginnings of words that go on."""

    whole: Mapping[str, float] = field(default_factory=dict)
    begun: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_close(self) -> bool:
        """Say whether some word is but one slip away."""
        return any(edits <= CLOSE for edits in (*self.whole.values(), *self.begun.values()))

    def edits(self, typed: str, word: str) -> float | None:
        """Return how far away a word is; None if it is not near."""
        best = self.whole.get(word)
        if self.begun:
            for length in range(len(typed) - 1, min(len(typed) + 2, len(word))):
                edits = self.begun.get(word[:length])
                if edits is not None and (best is None or edits < best):
                    best = edits
        return best


NOT_NEAR = Near()


class Rank(NamedTuple):
    """What decides the order, weightiest first; smaller is better."""

    missed: int  # what the words weigh that fit nothing
    misspelt: float  # edits, all words together
    loose: int  # words such as "de" or a mere initial that fit nothing
    unfinished: int  # words typed that are only the beginning of a word
    distance: int  # 0 for family name, 1 given name, 2 organisation…, summed over the words
    beyond: int  # words of the family name that were not typed, where it was meant
    here: int  # those still to come stand before those who came
    elsewhere: int  # and those expected on this list before others
    name: str
    number: int


class Fit(NamedTuple):
    """How one word fits, the best first: edits away, whole or begun, in which field."""

    edits: float
    how: int
    field: int


class Piece(NamedTuple):
    """One folded word of somebody; not their own is what else is said for it."""

    field: int
    word: str
    own: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who may be meant: the folded words by field, and how they stand on the list."""

    number: int
    texts: Sequence[str]
    here: bool
    expected: bool


Fits = Mapping[str, Fit | None]


class Ranking:
    """The order of all those who may be meant by one thing typed."""

    def __init__(self, typed: Typed, near: Mapping[str, Near], gains: Mapping[str, int]) -> None:
        self._typed = typed
        self._near = near
        self._gains = gains
        self._required = {typed.words[place] for place in typed.required}
        self._edits: dict[str, dict[str, float | None]] = {word: {} for word in typed.words}

    def of(self, who: Candidate) -> tuple[Rank, Match] | None:
        """Return where somebody stands, and why; None if they cannot be meant."""
        pieces = _pieces(who.texts)
        readings = [self._fits(words, pieces) for words in _readings(self._typed.words, pieces)]
        fits = min(readings, key=self._worth) if len(readings) > 1 else readings[0]
        found = [fit for fit in fits.values() if fit]
        if not found:
            return None
        missed, loose, edits, unfinished, distance = self._worth(fits)
        family, given = (who.texts[place].partition(" / ")[0] for place in range(NAMES))
        beyond = len(family.split()) - sum(fit.field == 0 for fit in found)
        meant = any(fit.field == 0 for fit in found)
        rank = Rank(
            missed, edits, loose, unfinished, distance, max(0, beyond) if meant else 0,
            who.here, not who.expected, f"{family} {given}", who.number,
        )  # fmt: skip
        if missed or edits:
            return rank, Match.FUZZY
        return rank, Match.PREFIX if unfinished else Match.EXACT

    def _fits(self, words: Sequence[str], pieces: Sequence[Piece]) -> Fits:
        """Give each word, the longest first, its best place; no piece of a name serves twice."""
        free = list(pieces)
        fits: dict[str, Fit | None] = {}
        for word in sorted(words, key=len, reverse=True):
            best, at = _literally(word, free) or self._nearly(word, free) or (None, None)
            fits[word] = best
            if at is not None and at.field < NAMES:
                free.remove(at)
        return fits

    def _nearly(self, word: str, pieces: Sequence[Piece]) -> tuple[Fit, Piece] | None:
        near = self._near.get(word)
        if near is None:
            return None
        known = self._edits[word]
        best: tuple[float, Piece] | None = None
        for piece in pieces:
            written = piece.word
            edits = known[written] if written in known else near.edits(word, written)
            known[written] = edits
            if edits is not None and (best is None or edits + FARTHER[piece.field] < best[0]):
                best = edits + FARTHER[piece.field], piece
        return (Fit(best[0], NEAR, best[1].field), best[1]) if best else None

    def _worth(self, fits: Fits) -> tuple[int, int, float, int, int]:
        missed = loose = unfinished = distance = 0
        edits = 0.0
        for word, fit in fits.items():
            if fit is not None:
                edits += fit.edits
                unfinished += fit.how == BEGUN
                distance += fit.field
            elif word in self._required or word not in self._typed.words:
                missed += self._gains.get(word, 4)
            else:
                loose += 1
        return missed, loose, round(edits, 2), unfinished, distance


def _pieces(texts: Sequence[str]) -> list[Piece]:
    return [piece for field, text in enumerate(texts) for piece in _pieces_of(field, text)]


@lru_cache(maxsize=8192)
def _pieces_of(field: int, text: str) -> tuple[Piece, ...]:
    own, _, said = text.partition(" / ")
    return (
        *(Piece(field, word, own=True) for word in own.split()),
        *(Piece(field, word, own=False) for word in said.split()),
    )


def _readings(words: Sequence[str], pieces: Sequence[Piece]) -> list[tuple[str, ...]]:
    """Return the words as typed, and with two of them in one piece where it is a word here."""
    readings = [tuple(words)]
    for place in range(len(words) - 1):
        one = words[place] + words[place + 1]
        if any(piece.word.startswith(one) for piece in pieces):
            readings.append((*words[:place], one, *words[place + 2 :]))
    return readings


def _literally(word: str, pieces: Sequence[Piece]) -> tuple[Fit, Piece] | None:
    begun: Piece | None = None
    for piece in pieces:
        if piece.word.startswith(word):
            if piece.word == word and _tells(piece):
                return Fit(0, WHOLE, 0 if piece.field == CODES else piece.field), piece
            begun = begun or piece
    if begun is None and len(word) > 2:
        begun = next((one for one in pieces if one.field == CODES and word in one.word), None)
    return (Fit(0, BEGUN, begun.field), begun) if begun else None


def _tells(piece: Piece) -> bool:
    """Outside a name, a few letters or what else is said are no more than a beginning."""
    return piece.field in (0, 1, CODES) or (piece.own and len(piece.word) > 3)
