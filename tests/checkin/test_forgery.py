"""No guess opens the door: a sample of what `python -m tests.forgery` tries a million times."""

import pytest

from checkin import tickets
from checkin.tickets import OldSecret, TicketStanding
from tests.forgery import FORGERS, GENUINE, SECRET, SLUG, Forger, accepted

OTHER = bytes(32)


@pytest.mark.parametrize("forger", FORGERS)
def test_no_forgery_is_accepted(forger: Forger) -> None:
    assert accepted(forger, 10_000) == []


def test_what_an_older_secret_signed_is_withdrawn_unless_it_is_kept() -> None:
    code = GENUINE[0]
    for older, standing in (
        ((), TicketStanding.FORGED),
        ((OldSecret(SECRET),), TicketStanding.WITHDRAWN),
        ((OldSecret(SECRET, accepted=True),), TicketStanding.GENUINE),
    ):
        assert tickets.read(OTHER, SLUG, code, older).standing is standing
