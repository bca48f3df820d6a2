"""Another laptop made ready to be the hub: what it needs of the first, in one secret file.

It gets a certificate of its own, never the authority's key; it vouches for desks as the first does.
The desks fill its stream from their journals when they first call it, so that nothing else needs to
be carried.
"""

import datetime as dt
import json
from base64 import b64decode, b64encode
from pathlib import Path

from checkin.hub import authority
from checkin.hub.authority import Identity
from checkin.hub.home import SECRETS, Home, stand_in
from checkin.hub.members import members_of_plain, plain_members
from checkin.language import _

FORMAT = 2


class SuccessionTrouble(Exception):
    """A sentence that says why this laptop cannot be another's standby."""


def packed(home: Home, now: dt.datetime) -> bytes:
    """Return what a standby needs; only the hub that founded the event has the authority."""
    if not home.ca_key.exists():
        raise SuccessionTrouble(_("This laptop is a standby itself: ask the first hub."))
    ca = Identity(home.ca.read_bytes(), home.ca_key.read_bytes())
    own = authority.issue(ca, now, home.arrangement.hosts)
    plain = {
        "checkin-hub": FORMAT,
        "event": home.event,
        "ca": ca.certificate.decode(),
        "certificate": own.certificate.decode(),
        "key": own.key.decode(),
        "secrets": [b64encode((home.path / name).read_bytes()).decode() for name in SECRETS],
        "members": plain_members(home.register()),
    }
    return json.dumps(plain).encode()


def settle(folder: Path, event: str, content: bytes, source: Path) -> Home:
    """Make a desk's folder ready to be the hub; once more brings its members up to date."""
    try:
        plain = json.loads(content)
        if plain["checkin-hub"] != FORMAT:
            raise ValueError(plain["checkin-hub"])
        own = Identity(plain["certificate"].encode(), plain["key"].encode())
        secrets = [b64decode(secret, validate=True) for secret in plain["secrets"]]
        ca, members = plain["ca"].encode(), members_of_plain(plain["members"])
        theirs = str(plain["event"])
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        sentence = _("{file} was not made by “checkin hub spare”, or by a newer version of it.")
        raise SuccessionTrouble(sentence.format(file=source)) from error
    here = Home(folder / "hub", event)
    if theirs != event or (here.is_complete and here.ca.read_bytes() != ca):
        sentence = _("The hub of {file} is for another event, or this laptop is a hub already.")
        raise SuccessionTrouble(sentence.format(file=source))
    return stand_in(folder, event, ca, own, secrets, members)
