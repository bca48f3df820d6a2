"""Made-up people for trying the desk: the same for the same seed, and none of them real."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count as count_from
from itertools import islice
from random import Random

from checkin.event import Event
from checkin.people import (
    Country,
    Function,
    Pool,
    countries,
    family_names,
    functions,
    given_names,
    organisations,
)
from db.folding import fold
from db.records import Registration, Status

FRANCE = Country("FR", "France", "fr")

KINDS = Pool.of(
    (
        *(("city", 38), ("intercommunality", 18), ("department", 11), ("region", 7)),
        *(("partner", 9), ("abroad", 12), ("guest", 2), ("press", 1), ("host", 2)),
    )
)
DELEGATIONS = Pool.of(((1, 60), (2, 22), (3, 9), (4, 4), (6, 2), (8, 1), (12, 1)))
STATUSES = Pool.of(
    (
        *((Status.CONFIRMED, 930), (Status.UNPAID, 25), (Status.PENDING, 15)),
        *((Status.CANCELLED, 15), (Status.WAITING, 10), (Status.BLOCKED, 5)),
    )
)
NOTES = (
    "Accès fauteuil : salle au rez-de-chaussée",
    "À conduire au salon VIP",
    "Interprète en langue des signes à prévenir",
    "Remettre le badge d'intervenant·e et l'oreillette",
    "Prévenir le protocole de son arrivée",
    "Chien d'assistance",
    "Pièce d'identité à vérifier (Vigipirate)",
    "Arrive par le parking des officiels",
    "Repas sans gluten confirmé avec le traiteur",
)
COMPANIONS = ("Conjoint·e", "Interprète", "Officier de sécurité", "Assistant·e", "+1", "+2")

# Names that are easy to miss, and namesakes: given name, family name, sex, how often.
TRICKY = (
    ("Hélène", "Lefèvre", "F", 3),
    ("Helene", "Lefevre", "F", 1),
    ("Jean-Pierre", "Martin", "M", 3),
    ("Jean Pierre", "Martin", "M", 1),
    ("Geneviève", "d'Almeida", "F", 1),
    ("Œdile", "Œuvrard", "F", 1),
    ("Thi Mai", "N'Guyen", "F", 1),
    ("Thị Mai", "Nguyễn", "F", 1),
    ("Gaëlle", "Le Gall", "F", 2),
    ("François", "de La Fontaine", "M", 1),
    ("Laetitia", "Lecœur", "F", 1),
    ("Marie-Ange", "Noël-Dieudonné", "F", 1),
    ("Chloé", "L'Hôte", "F", 1),
    ("Li", "O", "M", 1),
    ("Anne-Charlotte", "Vandenbroucke-Rakotomalala", "F", 1),
)


@dataclass(frozen=True, slots=True)
class _Body:
    """An organisation that sends people, all on one order."""

    kind: str
    name: str
    country: Country
    order: str


def people(
    event: Event, count: int = 2000, seed: int = 1, code: Callable[[int], str] = lambda _: ""
) -> Iterator[Registration]:
    """Yield made-up registrations without ids; `code` gives the ticket code of the nth, from 1."""
    random = Random(seed)  # noqa: S311 - the same people must come again
    crowd = _Crowd(event, random, code)
    return islice(crowd.people(), count)


class _Crowd:
    """Everybody who might come to one event."""

    def __init__(self, event: Event, random: Random, code: Callable[[int], str]) -> None:
        self._event = event
        self._random = random
        self._code = code
        self._slots = _slots(event)
        self._languages = event.languages or ("fr",)

    def people(self) -> Iterator[Registration]:
        """Yield people for ever, those with tricky names first."""
        tricky = [name for *name, often in TRICKY for _again in range(often)]
        numbers = count_from(1)
        for given, family, sex in tricky:
            yield self._person(next(numbers), self._body("city"), given, family, sex)
        while True:
            body = self._body(KINDS.draw(self._random))
            for _member in range(DELEGATIONS.draw(self._random)):
                yield self._person(next(numbers), body, *self._name(body.country))

    def _body(self, kind: str) -> _Body:
        order = "".join(self._random.choices("ABCDEFGHJKLMNPQRSTUVWXYZ3789", k=6))
        if kind != "abroad":
            return _Body(kind, organisations()[kind].draw(self._random), FRANCE, order)
        country = countries().draw(self._random)
        name = organisations()[f"abroad:{country.code}"].draw(self._random)
        return _Body(kind, name, country, order)

    def _name(self, country: Country) -> tuple[str, str, str]:
        sex = "F" if self._random.random() < 0.51 else "M"
        given = given_names()[country.code, sex].draw(self._random)
        return given, family_names()[country.code].draw(self._random), sex

    def _person(self, number: int, body: _Body, given: str, family: str, sex: str) -> Registration:
        random = self._random
        function: Function = functions()[body.kind].draw(random)
        known = body.country.language in self._languages
        return Registration(
            id="",
            given_name=given,
            family_name=family,
            code=self._code(number),
            organisation=body.name,
            function=function.feminine if sex == "F" else function.masculine,
            category=self._event.category_of(function.category),
            country=body.country.name,
            email=f"{_dotted(given)}.{_dotted(family)}@{_dotted(body.name)}.example",
            # 06 39 98 is set aside for fiction.
            phone=f"06 39 98 {random.randrange(100):02} {random.randrange(100):02}",
            order=body.order,
            language=body.country.language if known else self._languages[0],
            sessions=self._chosen(),
            status=STATUSES.draw(random),
            note=random.choice(NOTES) if random.random() < 0.01 else "",
            companions=random.choice(COMPANIONS) if random.random() < 0.01 else "",
            source="demo",
        )

    def _chosen(self) -> tuple[str, ...]:
        """Return sessions that do not overlap; large rooms draw more people."""
        return tuple(
            slot.draw(self._random) for slot in self._slots if self._random.random() < 0.65
        )


def _slots(event: Event) -> Sequence[Pool[str]]:
    starting = defaultdict(list)
    for session in event.sessions:
        starting[session.start].append((session.id, session.capacity or 200))
    return tuple(Pool.of(starting[start]) for start in sorted(starting))


@lru_cache(maxsize=8192)
def _dotted(text: str) -> str:
    return fold(text).replace(" ", "-")
