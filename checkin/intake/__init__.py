"""An organiser's list, from any registration system -> registrations, and what was wrong where."""

from checkin.intake.cells import guarded
from checkin.intake.incoming import Duplicate, Incoming, IntakeTrouble, Reject, Remark
from checkin.intake.reading import read
from checkin.intake.rejects import write_rejects
from checkin.intake.vocabulary import FIELDS

__all__ = [
    "FIELDS",
    "Duplicate",
    "Incoming",
    "IntakeTrouble",
    "Reject",
    "Remark",
    "guarded",
    "read",
    "write_rejects",
]
