"""Small things told once for this event and kept on this laptop, as JSON values by name."""

import json
from typing import Any

from db.connection import Copy


def remember(copy: Copy, name: str, value: Any) -> None:
    """Keep a value in the place of an earlier one; inside a transaction."""
    copy.execute(
        """
        insert into remembered (name, value) values (:name, :value)
        on conflict (name) do update set value = :value
        """,
        {"name": name, "value": json.dumps(value, ensure_ascii=False)},
    )


def recall(copy: Copy, name: str) -> Any:
    """Return the value kept under a name; None when there is none."""
    row = copy.execute("select value from remembered where name = :name", {"name": name}).fetchone()
    return json.loads(row[0]) if row else None
