"""The rows that did not come in, in a file that a spreadsheet opens."""

import csv
from collections.abc import Iterable
from pathlib import Path

from checkin.intake.cells import guarded
from checkin.intake.incoming import Reject
from checkin.language import _


def write_rejects(path: Path, rejects: Iterable[Reject], headings: Iterable[str] = ()) -> None:
    """Write line, reason and the cells as they were, under the list's own headings."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow([_("Line"), _("Reason"), *map(guarded, headings)])
        for reject in rejects:
            writer.writerow([reject.line, reject.reason, *map(guarded, reject.cells)])
