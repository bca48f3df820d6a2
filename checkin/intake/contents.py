"""What a column holds by the look of its cells, where its heading does not say."""

import re
from collections.abc import Callable, Sequence

from checkin.event import Event
from checkin.intake.cells import clean
from checkin.intake.headings import Meaning, Whose
from checkin.intake.statuses import Asks, status_of

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_MOST = 0.6
_SEVERAL = re.compile(r"[;|\n]|,\s")


def recognised(
    meanings: Sequence[Meaning | None], sample: Sequence[Sequence[str]], event: Event
) -> list[Meaning | None]:
    """Return the meanings with those added or put right that the cells of some rows tell."""
    better = list(meanings)
    categories = {category.id for category in event.categories}

    def names_category(text: str) -> bool:
        return event.category_of(text) in categories

    def names_session(text: str) -> bool:
        return any(event.session_of(part) for part in _SEVERAL.split(text))

    for place, meaning in enumerate(meanings):
        cells = [text for row in sample if place < len(row) and (text := clean(row[place]))]
        if meaning is None:
            field = _field_of(cells, names_category, names_session)
            known = {other.field for other in better if other}
            if field == "sessions" or (field and field not in known):
                better[place] = Meaning(Whose.ANYBODY, 0, field)
        # "Statut" may be what somebody is: élu, technicien.
        elif meaning.field == Asks.STATUS and _share(cells, names_category) > _share(
            cells, lambda text: status_of(Asks.STATUS, text) is not None
        ):
            better[place] = Meaning(meaning.whose, 0, "category")
    return better


def _field_of(
    cells: Sequence[str],
    names_category: Callable[[str], bool],
    names_session: Callable[[str], bool],
) -> str:
    if _share(cells, lambda text: _EMAIL.fullmatch(text) is not None) >= _MOST:
        return "email"
    if _share(cells, names_category) >= _MOST:
        return "category"
    if _share(cells, names_session) >= _MOST:
        return "sessions"
    return ""


def _share(cells: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, cells)) / len(cells) if cells else 0.0
