"""A desk in step with pretix: what its orders mean here, what our check-ins mean there."""

from checkin.pretix.courier import Courier
from checkin.pretix.link import PretixTrouble
from checkin.pretix.standing import Doing, PretixStanding

__all__ = ["Courier", "Doing", "PretixStanding", "PretixTrouble"]
