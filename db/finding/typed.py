"""What was typed, cut into words; whatever it is, only so much of it is looked at."""

from dataclasses import dataclass

from db.folding import fold

LONGEST = 200  # characters; nobody types more, but a paste may bring it
MOST_WORDS = 8

# Said with a name without being part of it, or with any other name as well.
OPTIONAL_WORDS = (
    "a au aux d da de del della der des di dos du e el en et l la le les m mlle mme mr mrs of "
    "monsieur madame the und van von y"
)
OPTIONAL = frozenset(OPTIONAL_WORDS.split())


# Words of an address that many have.
HOST_WORDS = "com eu fr free gmail hotmail laposte net orange org outlook sfr wanadoo yahoo"
HOSTS = frozenset(HOST_WORDS.split())


@dataclass(frozen=True, slots=True)
class Typed:
    """The folded words, those among them without which nobody is meant, and all in one piece."""

    words: tuple[str, ...]
    required: frozenset[int]
    compact: str

    @property
    def has_digit(self) -> bool:
        return any(map(str.isdecimal, self.compact))


def read(text: str) -> Typed:
    """Return what was typed as words; the last may be unfinished, so it is never optional alone."""
    name, _, host = text[:LONGEST].partition("@")
    hosted = (word for word in fold(host).split() if word not in HOSTS)
    words = tuple(dict.fromkeys((*fold(name).split(), *hosted)))[:MOST_WORDS]
    if len(words) > 1 and all(map(str.isdecimal, words)):
        words = (_dialled("".join(fold(name).split())),)
    required = frozenset(place for place, word in enumerate(words) if word not in OPTIONAL)
    return Typed(words, required or frozenset(range(len(words))), "".join(words))


def _dialled(digits: str) -> str:
    """Return a telephone number as it is dialled in France."""
    return f"0{digits[-9:]}" if digits.startswith("33") and len(digits) == 11 else digits


def edits_allowed(word: str) -> int:
    """Return how many slips a word of this length may hold and still be known."""
    return 0 if len(word) < 3 or not word.isalpha() else 1 if len(word) < 5 else 2
