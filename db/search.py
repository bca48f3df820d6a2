"""What of the copy a search reads: words, changes, those who may be meant, and how they stand."""

import json
from collections.abc import Iterable, Iterator, Sequence

from db import arrivals, registrations
from db.connection import Copy
from db.finding.ranking import Candidate
from db.finding.typed import Typed
from db.records import CheckInList, Found, Match

PLAIN = 100  # rows read without an index; where more match, one more letter is quicker


def newest_change(copy: Copy) -> int:
    """Return the number of the newest change of anybody's words; 0 in an empty copy."""
    return int(copy.execute("select coalesce(max(change), 0) from search").fetchone()[0])


def count(copy: Copy) -> int:
    """Return how many people can be found."""
    return int(copy.execute("select count(*) from search").fetchone()[0])


class Everyone:
    """The folded words of all registrations, in the order of names; read a field at a time."""

    def __init__(self, copy: Copy) -> None:
        self._copy = copy
        in_order = copy.execute("select number from search order by family, given, number")
        self.numbers = [number for (number,) in in_order]
        places = {number: place for place, number in enumerate(sorted(self.numbers))}
        self._order = [places[number] for number in self.numbers]

    def texts(self, field: str) -> list[str]:
        """Return a field of each, by row."""
        column = self._column(field)
        return [column[place] for place in self._order]

    def _column(self, field: str) -> list[str]:
        known: dict[str, str] = {}  # the same organisation is one string, however many come from it
        texts = self._copy.execute(COLUMNS[field])
        return [known.setdefault(text, text) for (text,) in texts]


COLUMNS = {
    "family": "select family from search order by number",
    "given": "select given from search order by number",
    "organisation": "select organisation from search order by number",
    "function": "select function from search order by number",
    "category": "select category from search order by number",
    "codes": "select codes from search order by number",
    "mail": "select mail from search order by number",
    "answers": "select answers from search order by number",
}


def count_changed(copy: Copy, change: int, most: int) -> int:
    """Return how many changed after a change, counting no further than asked for."""
    row = copy.execute(
        """
        select count(*) from (select 1 from search where change > :change limit :most)
        """,
        {"change": change, "most": most},
    ).fetchone()
    return int(row[0])


class Changed:
    """The same of those whose words changed after a change."""

    def __init__(self, copy: Copy, change: int) -> None:
        self._rows = copy.execute(
            """
            select number, family, given, organisation, function, category, codes, mail, answers
            from search where change > :change order by family, given, number
            """,
            {"change": change},
        ).fetchall()
        self.numbers = [row[0] for row in self._rows]

    def texts(self, field: str) -> list[str]:
        """Return a field of each, by row."""
        place = 1 + list(COLUMNS).index(field)
        return [row[place] for row in self._rows]


def plainly(copy: Copy, typed: Typed) -> list[int]:
    """Return the numbers of those who have words that begin as typed; needs no index in memory."""
    numbers: dict[int, None] = {}
    for question in _questions(typed.words):
        (found,) = copy.execute(
            """
            select json_group_array(rowid) from (
                select rowid from search_word where search_word match :question limit :most
            )
            """,
            {"question": question, "most": PLAIN},
        ).fetchone()
        numbers |= dict.fromkeys(json.loads(found))
        if len(numbers) >= PLAIN:
            break
    return list(numbers)


def candidates(copy: Copy, numbers: Iterable[int], listing: CheckInList) -> Iterator[Candidate]:
    """Yield those who may be meant, as they are now.

    All of them come in one row: between rows other threads would be let in, one after the other.
    """
    (rows,) = copy.execute(
        """
        select json_group_array(json_array(
            search.number, family, given, search.organisation, search.function, search.category,
            codes, mail, answers, coalesce(here, 0), registration.category, sessions
        ))
        from json_each(:numbers) as asked
        join search on search.number = asked.value
        join registration on registration.number = asked.value
        left join presence
            on presence.registration = registration.id and presence.list = :list
        """,
        {"numbers": json.dumps(list(numbers)), "list": listing.id},
    ).fetchone()
    for number, *texts, here, category, sessions in json.loads(rows):
        expected = (listing.categories is None or category in listing.categories) and (
            listing.session is None or listing.session in json.loads(sessions)
        )
        yield Candidate(number, texts, bool(here), expected)


def found(
    copy: Copy, matches: Sequence[tuple[int, Match]], listing: CheckInList, words: tuple[str, ...]
) -> tuple[Found, ...]:
    """Return those who were found, in the order given, with where they stand on the list."""
    people = registrations.numbered(copy, [number for number, _ in matches])
    ids = [who.id for who in people.values()]
    presences = arrivals.several_on_list(copy, ids, listing.id)
    return tuple(
        Found(people[number], match, presences.get(people[number].id), words)
        for number, match in matches
        if number in people
    )


def _questions(words: Sequence[str]) -> Iterator[str]:
    """Yield what to ask the full-text index: whole names, beginnings of names, of anything."""
    whole = " AND ".join(f'"{word}"' for word in words)
    begun = " AND ".join(f'"{word}"*' for word in words)
    yield f"{{family given}} : ({whole})"
    yield f"{{family given}} : ({begun})"
    yield begun
