"""What was typed -> ranked registrations: every word a prefix, in any order, accents or not."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from db import arrivals, registrations
from db.connection import Copy
from db.folding import fold
from db.records import Found, Match

# Rows read before ranking; where more match, one more letter is quicker than reading them.
CANDIDATES = 100
LONGEST_QUERY = 200  # characters; nobody types more, but a paste may bring it
MOST_WORDS = 8


class Rank(NamedTuple):
    """What decides the order, weightiest first; smaller is better."""

    unfinished: int  # words typed that are only the beginning of a word
    distance: int  # 0 for family name, 1 given name, 2 organisation…, summed over the words
    beyond: int  # words of the family name that were not typed, where it was meant
    here: int  # those still to come stand before those who came
    name: str
    number: int


def find(copy: Copy, text: str, limit: int = 20, list_id: str = "") -> tuple[Found, ...]:
    """Return the registrations that `text` means, best first, with their presence on `list_id`."""
    words = fold(text[:LONGEST_QUERY]).split()[:MOST_WORDS]
    ranked = sorted(_ranked(copy, words, list_id, limit))[:limit] if words else []
    return tuple(
        Found(
            who,
            Match.PREFIX if rank.unfinished else Match.EXACT,
            arrivals.on_list(copy, registration_id, list_id),
        )
        for rank, registration_id in ranked
        if (who := registrations.get(copy, registration_id))
    )


def _ranked(
    copy: Copy, words: Sequence[str], list_id: str, limit: int
) -> Iterator[tuple[Rank, str]]:
    seen: set[int] = set()
    most = max(limit, CANDIDATES)
    for question in _questions(words):
        for number, registration_id, here, *columns in _candidates(copy, question, list_id, most):
            if number not in seen:
                seen.add(number)
                yield _rank(words, columns, here, number), registration_id
        if len(seen) >= most:
            return


def _questions(words: Sequence[str]) -> Iterator[str]:
    """Yield what to ask the index: whole names, beginnings of names, beginnings of anything."""
    whole = " AND ".join(f'"{word}"' for word in words)
    begun = " AND ".join(f'"{word}"*' for word in words)
    yield f"{{family given}} : ({whole})"
    yield f"{{family given}} : ({begun})"
    yield begun


def _candidates(
    copy: Copy, question: str, list_id: str, most: int
) -> list[tuple[int, str, int, str, str, str, str, str]]:
    return copy.execute(
        """
        select registration.number, registration.id, coalesce(presence.here, 0),
            family, given, search.organisation, search.function, codes
        from (
            select rowid from search_word where search_word match :question limit :most
        ) as hit
        join search on search.number = hit.rowid
        join registration on registration.number = hit.rowid
        left join presence
            on presence.registration = registration.id and presence.list = :list
        """,
        {"question": question, "list": list_id, "most": most},
    ).fetchall()


def _rank(words: Sequence[str], columns: Sequence[str], here: int, number: int) -> Rank:
    unfinished = distance = 0
    pieces = [column.split() for column in columns]
    for word in words:
        whole = next((place for place, known in enumerate(pieces) if word in known), None)
        if whole is None:
            unfinished += 1
            whole = next(
                (
                    place
                    for place, known in enumerate(pieces)
                    if any(piece.startswith(word) for piece in known)
                ),
                len(pieces),
            )
        distance += whole
    family = [any(piece.startswith(word) for word in words) for piece in pieces[0]]
    beyond = family.count(False) if any(family) else 0
    return Rank(unfinished, distance, beyond, here, f"{columns[0]} {columns[1]}", number)
