"""A whole name in one cell -> given name and family name."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Little words that belong to the family name that follows them.
_PARTICLES = _words(
    "de du des da do dos das di del della la le les van von der den ter ten zu el al ben bin ibn"
    " bint abu abou ould ait aït mac mc st saint sainte santa san dit d' l'"
)
# Those that nobody bears as a given name: a name that begins with one is all family name.
_NEVER_GIVEN = _words("de du des da do dos das della le les van von der")
_CIVILITIES = _words("m mr mme mlle mrs ms miss dr pr prof me monsieur madame sir hon")
_CAPITALS = re.compile(r"^(?:[Dd]['’]|[Ll]['’]|Mc|Mac|Le|La|De|Di)?([^\W\d_][^\d_]+)$")


def split_name(name: str) -> tuple[str, str]:
    """Return given name and family name.

    Words in capitals are the family name; else what follows a comma is the given name; else the
    last word is the family name, with the particles before it.
    """
    before, comma, after = name.partition(",")
    if comma and before.strip() and after.strip():
        return " ".join(_without_civility(after.split())), before.strip()
    words = _without_civility(name.split())
    start, end = _capitals(words) or _last(words)
    return " ".join(words[:start] + words[end:]), " ".join(words[start:end])


def _without_civility(words: list[str]) -> list[str]:
    while len(words) > 1 and words[0].rstrip(".").lower() in _CIVILITIES and _abbreviates(words[0]):
        words = words[1:]
    return words


def _abbreviates(word: str) -> bool:
    """A lone M is an initial; M. is Monsieur."""
    return len(word.rstrip(".")) > 1 or word.endswith(".")


def _capitals(words: list[str]) -> tuple[int, int] | None:
    """Return where the words in capitals are, when they are at one end and not everything."""
    loud = [_is_loud(word) for word in words]
    if all(loud) or not any(loud):
        return None
    start = loud.index(True)
    end = len(loud) - loud[::-1].index(True)
    if not all(loud[start:end]) or (start > 0 and end < len(words)):
        return None
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return (0, end) if start == 1 and words[0].lower() in _NEVER_GIVEN else (start, end)


def _is_loud(word: str) -> bool:
    """Two letters at least: a lone capital is an initial."""
    capitals = _CAPITALS.match(word)
    return capitals is not None and capitals[1].isupper() and sum(map(str.isalpha, word)) > 1


def _last(words: list[str]) -> tuple[int, int]:
    end = len(words)
    start = end - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    if start == 1 and words[0].lower() in _NEVER_GIVEN:
        start = 0
    return start, end
