"""A crowd to look for people in: names of France and of the world, bodies that send them.

By default from the shortened lists that the demonstration uses; a folder of longer lists may be
named, with `family_names.csv` and the like beside it, or the project's full gzip lists.
"""

import csv
import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from random import Random

from checkin import people as shipped
from db.folding import fold
from db.records import Registration

LETTERS = "0123456789ABCDEFGHJKLMNPRSTUVXYZ"
CATEGORIES = ("elu", "technicien", "partenaire", "intervenant", "presse", "organisation", "invite")
FUNCTIONS = (
    *("Maire", "Adjointe au maire", "Conseiller municipal", "Directrice générale des services"),
    *("Chargé de mission coopération", "Présidente", "Vice-président", "Cheffe de projet"),
    *("Journaliste", "Directeur des relations internationales", "Conseillère départementale"),
)
PARTNERS = (
    *("Cités Unies France", "Agence française de développement", "Expertise France"),
    *("Association des maires de France", "Régions de France", "France Volontaires"),
    *("Ministère de l'Europe et des Affaires étrangères", "Programme Solidarité Eau"),
    *("Université Paris-Saclay", "Chambre de commerce et d'industrie de Lyon"),
    *(
        "Coordination SUD",
        "Institut de recherche pour le développement",
        "Électriciens sans frontières",
    ),
)
KINDS = {
    "CC": "Communauté de communes",
    "CA": "Communauté d'agglomération",
    "CU": "Communauté urbaine",
}


@dataclass
class Names:
    """Names with how often they occur, and pairs of a name in its own script and in ours."""

    given: list[tuple[str, int]] = field(default_factory=list)
    family: list[tuple[str, int]] = field(default_factory=list)
    foreign_given: list[tuple[str, str]] = field(default_factory=list)
    foreign_family: list[tuple[str, str]] = field(default_factory=list)
    bodies: list[tuple[str, int]] = field(default_factory=list)


def shipped_names() -> Names:
    """Return the lists of the demonstration."""
    names = Names()
    for row in _rows(Path(shipped.__file__).parent / "given_names.csv"):
        _sort(names.given, names.foreign_given, row["country"], row["name"], row["weight"])
    for row in _rows(Path(shipped.__file__).parent / "family_names.csv"):
        _sort(names.family, names.foreign_family, row["country"], row["name"], row["weight"])
    for row in _rows(Path(shipped.__file__).parent / "organisations.csv"):
        names.bodies.append((row["name"], int(row["weight"])))
    return names


def names_in(folder: Path) -> Names:
    """Return the full lists of a folder."""
    names = Names(bodies=[(partner, 40) for partner in PARTNERS])
    names.given = [(r["prenom"], int(r["effectif"])) for r in _rows(folder / "prenoms-rne.csv.gz")]
    names.family = [
        (r["nom"].title(), int(r["effectif"])) for r in _rows(folder / "noms-rne.csv.gz")
    ]
    names.family += [
        (row["nom"].title(), max(1, int(row["naissances_1941_2000"]) // 400))
        for row in _rows(folder / "noms-insee.csv.gz")
    ]
    for kind in ("given", "family"):
        file = "intl-forenames" if kind == "given" else "intl-surnames"
        pairs = getattr(names, f"foreign_{kind}")
        pairs += [(r["localized"], r["romanized"]) for r in _rows(folder / f"{file}.csv.gz")]
    for row in _rows(folder / "communes.csv.gz"):
        if (population := int(row["population"] or 0)) > 3000:
            names.bodies.append((f"Ville de {row['nom']}", population // 3000))
    for row in _rows(folder / "departements.csv.gz"):
        names.bodies.append((f"Département {_of(row['nom'])}", 60))
    for row in _rows(folder / "regions.csv.gz"):
        names.bodies.append((f"Région {row['nom']}", 80))
    for row in _rows(folder / "epci.csv.gz"):
        kind, _, place = row["nom"].partition(" ")
        names.bodies.append((f"{KINDS.get(kind, kind)} {place}", 10))
    return names


def people(names: Names, count: int, seed: int) -> Iterator[Registration]:
    """Yield made-up people, the same for the same seed."""
    random = Random(seed)  # noqa: S311 - the same people must come again
    given, family, bodies = _Pool(names.given), _Pool(names.family), _Pool(names.bodies)
    for number in range(count):
        first, last = given.draw(random), family.draw(random)
        if random.random() < 0.14:
            native = random.random() < 0.3
            first = random.choice(names.foreign_given)[not native]
            last = random.choice(names.foreign_family)[not native]
        elif random.random() < 0.03:
            last = f"{last}{random.choice('- ')}{family.draw(random)}"
        yield _person(random, number, first.strip(), last.strip(), bodies.draw(random))


def _person(random: Random, number: int, given: str, family: str, body: str) -> Registration:
    local = random.choice(("{g}.{f}", "{f}.{g}", "{i}{f}", "{f}", "{g}-{f}"))
    dotted = {name: fold(text).replace(" ", "-") for name, text in (("g", given), ("f", family))}
    host = random.choice((f"{fold(body).replace(' ', '-')[:30]}.fr", "gmail.com", "orange.fr"))
    return Registration(
        id=f"p{number}",
        given_name=given,
        family_name=family,
        code="".join(random.choices(LETTERS, k=16)),
        organisation=body,
        function=random.choice(FUNCTIONS),
        category=random.choice(CATEGORIES),
        country="France",
        email=f"{local.format(i=dotted['g'][:1], **dotted)}@{host}",
        phone=f"06 39 98 {random.randrange(100):02} {random.randrange(100):02}",
        order="".join(random.choices(LETTERS, k=6)),
    )


class _Pool:
    def __init__(self, weighted: Sequence[tuple[str, int]]) -> None:
        self._values = [value for value, _ in weighted]
        self._weights = list(accumulate(weight for _, weight in weighted))

    def draw(self, random: Random) -> str:
        return random.choices(self._values, cum_weights=self._weights)[0]


def _sort(
    ours: list[tuple[str, int]],
    foreign: list[tuple[str, str]],
    country: str,
    name: str,
    weight: str,
) -> None:
    if country == "FR":
        ours.append((name, int(weight)))
    else:
        foreign.append((name, name))


def _of(department: str) -> str:
    return f"de l'{department}" if department[0] in "AEIOUYÉ" else f"de {department}"


def _rows(path: Path) -> Iterator[dict[str, str]]:
    unpacked = gzip.decompress if path.suffix == ".gz" else bytes
    text = unpacked(path.read_bytes()).decode()
    yield from csv.DictReader(text.splitlines(), delimiter=";")
