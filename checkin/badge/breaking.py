"""Where a line may end, and where it reads best when it does."""

import re

SOFT_HYPHEN = "\u00ad"
# Small words that belong to the one after them, and should not end a line.
LEANING = frozenset(
    {"de", "des", "du", "la", "le", "les", "et", "à", "au", "aux", "en", "pour", "par", "sur"}
    | {"sous", "lès", "près", "avec", "dans", "ou", "saint", "sainte", "st", "ste", "m.", "mme"}
    | {"dr", "pr", "n°", "the", "of", "and", "for", "in", "von", "van", "der", "den", "da", "do"}
    | {"dos", "das", "del", "el", "al", "ben", "bint", "abu", "ould", "ait", "&", "–", "«", "un"}
    | {"une", "ses", "son", "l'", "d'", "l’", "d’"}
)
# Signs that French sets apart from the word before them, where no line begins.
TRAILING = frozenset(":;!?»%€")
VOWELS = frozenset("aeiouyàâäáãåæéèêëíìîïóòôöõøœúùûüαεηιουωаеёиоуыэюя")
LONG_WORD = 10
IDEOGRAPH = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
NEVER_FIRST = "、。，．・：；？！）」』】〉》ー々"
NEVER_LAST = "（「『【〈《"
PIECE = re.compile(
    rf"[{NEVER_LAST}]*[{IDEOGRAPH}][{NEVER_FIRST}]*\s*"
    rf"|[^\s/\-{SOFT_HYPHEN}{IDEOGRAPH}]*[\s/\-{SOFT_HYPHEN}]+"
    rf"|[^\s/\-{SOFT_HYPHEN}{IDEOGRAPH}]+"
)


def pieces(text: str) -> list[str]:
    """Split where a line may end: at spaces, hyphens, slashes, soft hyphens, ideographs."""
    split: list[str] = []
    for piece in PIECE.findall(text):
        if split and piece.strip() in TRAILING:
            split[-1] += piece
        else:
            split.append(piece)
    return split


def held_together(split: list[str]) -> list[str]:
    """Join small words to the one that they lean on."""
    joined: list[str] = []
    leans = False
    for piece in split:
        if leans:
            joined[-1] += piece
        else:
            joined.append(piece)
        leans = piece.strip(" -").lower() in LEANING
    return joined


def softened(text: str) -> str:
    """Let long words break between syllables, or anywhere when they seem to have none."""
    return re.sub(rf"[^\s/\-{IDEOGRAPH}]{{{LONG_WORD},}}", lambda word: _soft_word(word[0]), text)


def shown(line: str) -> str:
    """Return a line of pieces as it is printed, with a hyphen where it ends within a word."""
    ends_inside_a_word = line.endswith(SOFT_HYPHEN)
    line = line.replace(SOFT_HYPHEN, "").strip()
    return f"{line}-" if ends_inside_a_word else line


def _soft_word(word: str) -> str:
    inner = [at for at in range(3, len(word) - 2) if _letters_around(word, at)]
    breaks = {at for at in inner if _between_syllables(word.lower(), at)} or set(inner)
    return "".join(
        SOFT_HYPHEN + letter if at in breaks else letter for at, letter in enumerate(word)
    )


def _letters_around(word: str, at: int) -> bool:
    """Keep d'A and élu·e whole; letters that join from the right are never parted."""
    around = word[at - 2 : at + 2]
    return around.isalpha() and not any("\u0590" <= letter <= "\u08ff" for letter in around)


def _between_syllables(word: str, at: int) -> bool:
    """Say whether the word reads well when it is broken before this letter: a-la, al-ta."""
    sounds = "".join("a" if letter in VOWELS else "t" for letter in word[at - 2 : at + 2])
    return sounds[1:] == "ata" or (sounds[:3] == "att" and word[at] not in "hlr")
