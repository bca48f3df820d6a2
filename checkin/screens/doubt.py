"""Why Enter may let in somebody else than who is meant."""

from collections.abc import Sequence

from checkin.language import _
from checkin.wording import is_namesake
from db.records import Found, Match


def doubt_of(found: Sequence[Found], chosen: Found, *, moved: bool) -> str:
    """Return what to look at before Enter counts; empty where the person is plainly meant.

    Whoever was chosen by hand (`moved`) was looked at.
    """
    if moved:
        return ""
    if chosen.match is Match.FUZZY:
        return _("The spelling is only close. Enter once more lets them in.")
    others = [one for one in found if one is not chosen and one.match is chosen.match]
    if any(is_namesake(one.registration, chosen.registration) for one in others):
        return _("Others have this name: look at the organisation. Enter once more: it is.")
    if any(one.registration.code == chosen.registration.code != "" for one in others):
        return _("Others have this code: look at the name. Enter once more: it is.")
    if any(one.presence is not None and one.presence.here for one in others):
        return _("Somebody found by this is here already. Enter once more lets this one in.")
    return ""
