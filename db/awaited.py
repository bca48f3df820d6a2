"""Who is expected on a list and not there yet, of the categories that somebody looks out for."""

import json
from collections.abc import Collection

from db import registrations, roster
from db.admission import expected_on
from db.connection import Copy
from db.records import CheckInList, Registration


def of(
    copy: Copy, listing: CheckInList, categories: Collection[str], most: int = 500
) -> tuple[Registration, ...]:
    """Return those whom the organisers count on and who never entered, in the order of names."""
    rows = copy.execute(
        """
        select registration.* from registration
        left join presence on presence.registration = registration.id and presence.list = :list
        where told <> ''
            and category in (select value from json_each(:categories))
            and coalesce(entries, 0) = 0
        order by family_name, given_name, id
        """,
        {"list": listing.id, "categories": json.dumps(sorted(categories))},
    )
    awaited = (
        who
        for who in map(registrations.from_row, rows)
        if expected_on(listing, who) and (listing.session or "") in roster.places(who)
    )
    return tuple(who for who, _place in zip(awaited, range(most), strict=False))
