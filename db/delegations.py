"""People who come together: everyone of one organisation, or booked in one order."""

from db import arrivals, registrations, spool
from db.connection import Copy
from db.folding import fold
from db.records import BadgeJob, Member, Registration

MOST = 500  # people of one delegation


def of(copy: Copy, registration_id: str, list_id: str) -> tuple[Member, ...]:
    """Return somebody's delegation, themselves included, in the order of names."""
    who = registrations.get(copy, registration_id)
    if who is None:
        return ()
    people = {one.id: one for one in (who, *_together(copy, who))}
    return tuple(
        Member(one, arrivals.on_list(copy, one.id, list_id), _newest_job(copy, one.id))
        for one in sorted(people.values(), key=by_name)
    )


def by_name(who: Registration) -> tuple[str, str, str]:
    """Return what people are sorted by when they stand in a list of names."""
    return fold(who.family_name), fold(who.given_name), who.id


def _together(copy: Copy, who: Registration) -> tuple[Registration, ...]:
    place = fold(who.organisation)
    asked = [_all_of(column, words) for column, words in _words(who) if words]
    if not asked:
        return ()
    rows = copy.execute(
        """
        select * from registration
        where number in (select rowid from search_word where search_word match :words)
            and told <> ''
        limit :most
        """,
        {"words": " OR ".join(asked), "most": MOST},
    )
    return tuple(
        one
        for one in map(registrations.from_row, rows.fetchall())
        if (place and fold(one.organisation) == place) or (who.order and one.order == who.order)
    )


def _words(who: Registration) -> tuple[tuple[str, list[str]], ...]:
    return (("organisation", fold(who.organisation).split()), ("codes", fold(who.order).split()))


def _all_of(column: str, words: list[str]) -> str:
    return f"({column} : (" + " AND ".join(f'"{word}"' for word in words) + "))"


def _newest_job(copy: Copy, registration_id: str) -> BadgeJob | None:
    return next(reversed(spool.of(copy, registration_id)), None)
