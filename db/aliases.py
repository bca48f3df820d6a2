"""What people say for an organisation or a name that is written otherwise: cd94, st, agglo, idf."""

import csv
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from db.folding import fold

# Words said for one another, in names and organisations alike.
TWINS = {
    "saint": "st",
    "sainte": "ste",
    "saints": "sts",
    "st": "saint",
    "ste": "sainte",
    "el": "al",
    "al": "el",
    "ben": "bin",
    "bin": "ben",
    "abdel": "abdul",
    "abdul": "abdel",
    "notre": "nd",
    "docteur": "dr",
    "departement": "dept dep dpt",
    "departemental": "dept dep dpt departement",
    "departementale": "dept dep dpt departement",
    "region": "regional",
    "regional": "region",
    "universite": "univ fac",
    "university": "univ",
    "association": "asso assoc",
    "communaute": "com comm",
    "agglomeration": "agglo",
    "metropole": "metro",
    "ministere": "min",
    "federation": "fede",
    "etablissement": "ets",
    "international": "intl",
    "internationale": "intl",
    "intercommunal": "interco",
}
SMALL_WORDS = "a au aux d de del des di du e en et l la le les of the sur sous y und von"
SMALL = frozenset(SMALL_WORDS.split())

# The kind of a body, how its name begins, and what else it is called.
KINDS = tuple(
    (re.compile(rf"(?:{pattern})(?: (?:de la|de l|des|du|de|d))? (?P<place>.+)"), said)
    for pattern, said in (
        (
            "ville|commune|mairie|municipalite|communes?|hotel de ville",
            "ville mairie commune municipalite",
        ),
        (
            "departement|(?:conseil|collectivite) (?:departementale?|general)",
            "cd cg departement conseil departemental general",
        ),
        ("region|conseil regional|collectivite regionale", "cr region conseil regional"),
        ("communaute de communes|cc", "cc ccom comcom communaute communes"),
        ("communaute d agglomeration|ca", "ca agglo agglomeration communaute"),
        ("communaute urbaine|cu", "cu communaute urbaine"),
        ("metropole", "metropole metro agglo"),
        ("chambre de commerce et d industrie|cci", "cci chambre commerce"),
        ("universite|univ", "univ universite fac u"),
        ("ambassade", "embassy amb"),
        ("prefecture", "pref"),
    )
)
DEPARTMENT = KINDS[1][0]

# Regions whose usual short name is not made of their initials.
SHORT = {
    "auvergne rhone alpes": "aura ara",
    "provence alpes cote d azur": "paca sud regionsud",
    "centre val de loire": "cvl",
    "pays de la loire": "pdl",
    "nouvelle aquitaine": "na naq",
    "ile de france": "idf",
    "hauts de france": "hdf",
    "bourgogne franche comte": "bfc",
    "seine saint denis": "ssd neuf trois",
}


@lru_cache(maxsize=16384)
def of_organisation(folded: str) -> str:
    """Return the words that are said for an organisation besides its own."""
    said = dict.fromkeys(_said(folded))
    return " ".join(word for word in said if word not in folded.split())


@lru_cache(maxsize=16384)
def of_name(folded: str) -> str:
    """Return other ways to write a name: in one piece, its initials, and its words' twins."""
    words = folded.split()
    said = dict.fromkeys((*_joined(words), *_twins(words)))
    return " ".join(word for word in said if word not in words)


def _said(folded: str) -> Iterator[str]:
    words = folded.split()
    yield from _twins(words)
    yield from _initials(words)
    name = folded
    for pattern, said in KINDS:
        if kind := pattern.fullmatch(folded):
            yield from said.split()
            name = kind["place"]
            if pattern is DEPARTMENT:
                yield from _numbered(name)
            yield from _initials(name.split())
            break
    yield from SHORT.get(name, "").split()
    yield from _in_one(name.split())


def _numbered(department: str) -> Iterator[str]:
    if number := _departments().get(department):
        yield number
        for said in ("cd", "cg", "dep", "dept", "dpt"):
            yield said + number


def _initials(words: list[str]) -> Iterator[str]:
    """Yield the initials of several words, with and without the small ones between them."""
    for named in (words, [word for word in words if word not in SMALL]):
        if 3 <= len(named) <= 9:
            yield "".join(word[0] for word in named)


def _in_one(place: list[str]) -> Iterator[str]:
    """Yield a place in one piece, and saints with what follows."""
    if 1 < len(place) <= 6:
        yield "".join(place)
    for left, right in pairwise(place):
        if left in ("saint", "sainte"):
            yield left + right


def _joined(words: list[str]) -> Iterator[str]:
    """Yield all words in one piece, and each with its neighbour."""
    if len(words) > 1:
        yield "".join(words)
        yield from (left + right for left, right in pairwise(words))
    if len(words) > 2:
        yield "".join(words[:3])
        yield "".join(words[-3:])


def _twins(words: list[str]) -> Iterator[str]:
    for word in words:
        yield from TWINS.get(word, "").split()


@cache
def _departments() -> dict[str, str]:
    """Return the number by folded name; also by the name without the article it is said with."""
    table = files("db").joinpath("places", "departements.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(table.splitlines(), delimiter=";")
    return {fold(row["name"]).removeprefix("la "): row["number"].lower() for row in rows}
