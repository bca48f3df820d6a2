"""What pretix sells and asks: its products and its questions, as orders name them by number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from checkin.language import _
from checkin.pretix.plain import sense, spoken
from db.folding import fold

YES_OR_NO, ONE_OF, SOME_OF = "B", "C", "M"  # pretix' letters
YES = frozenset({"oui", "yes", "true", "vrai"})


@dataclass(frozen=True, slots=True)
class Item:
    """A product; `names` are all that it is called, the shortest way first."""

    id: int
    names: tuple[str, ...]
    admission: bool
    attention: bool = False
    text: str = ""
    variations: Mapping[int, str] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """An id made from its name."""
        return slug(self.names[0])


@dataclass(frozen=True, slots=True)
class Question:
    """Something that is asked of whoever has one of `items`; `at_the_desk` when it is asked there.

    `kind` is pretix' letter; `options` pairs the number of a choice with its words.
    """

    id: int
    identifier: str
    text: str
    kind: str
    required: bool = False
    at_the_desk: bool = False
    items: frozenset[int] = frozenset()
    options: tuple[tuple[int, str], ...] = ()

    @property
    def choices(self) -> tuple[str, ...]:
        """What may be answered; empty where any text may."""
        if self.kind == YES_OR_NO:
            return _("Yes"), _("No")
        return tuple(words for _number, words in self.options) if self.kind == ONE_OF else ()

    def meant(self, said: str) -> str:
        """Return an answer as pretix takes it; what is no choice of its own goes as it is."""
        if self.kind == YES_OR_NO:
            return str(fold(said) in YES).lower()
        numbers = {fold(words): str(number) for number, words in self.options}
        if self.kind == ONE_OF:
            return numbers.get(fold(said), said)
        if self.kind == SOME_OF:
            return ",".join(numbers.get(fold(one), one.strip()) for one in said.split(","))
        return said


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All products and questions of one event."""

    items: Mapping[int, Item]
    questions: Mapping[int, Question]

    @property
    def at_the_desk(self) -> dict[str, Question]:
        """What is asked at the desk, by its words."""
        return {one.text: one for one in self.questions.values() if one.at_the_desk}


def slug(text: str) -> str:
    """Return an id in small letters, digits and hyphens."""
    return fold(text).replace(" ", "-") or "x"


def catalogue(items: Iterable[Any], questions: Iterable[Any]) -> Catalogue:
    """Return the catalogue of what pretix lists."""
    with sense("items, questions"):
        return Catalogue(
            {item["id"]: _item(item) for item in items},
            {plain["id"]: question(plain) for plain in questions},
        )


def question(plain: Any) -> Question:
    """Return one question as pretix lists it, or sends it where an answer is missing."""
    return Question(
        id=int(plain["id"]),
        identifier=str(plain["identifier"]),
        text=spoken(plain["question"]),
        kind=str(plain["type"]),
        required=bool(plain["required"]),
        at_the_desk=bool(plain["ask_during_checkin"]),
        items=frozenset(plain["items"]),
        options=tuple((int(one["id"]), spoken(one["answer"])) for one in plain["options"]),
    )


def _item(plain: Any) -> Item:
    titles = plain["name"]
    names = (plain["internal_name"], spoken(titles), *titles.values())
    return Item(
        id=int(plain["id"]),
        names=tuple(dict.fromkeys(str(name) for name in names if name)),
        admission=bool(plain["admission"]),
        attention=bool(plain["checkin_attention"]),
        text=str(plain["checkin_text"] or ""),
        variations={one["id"]: spoken(one["value"]) for one in plain["variations"]},
    )
