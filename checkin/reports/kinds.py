"""The reports by the word that asks for them."""

from collections.abc import Callable, Mapping

from checkin.desk import Desk
from checkin.reports.attendance import attendance
from checkin.reports.corrections import corrections
from checkin.reports.no_shows import no_shows
from checkin.reports.sheet import sheet
from checkin.reports.statistics import statistics
from checkin.reports.table import Table
from checkin.reports.walk_ins import walk_ins

REPORTS: Mapping[str, Callable[[Desk, str], Table]] = {
    "attendance": attendance,
    "sheet": sheet,
    "no-shows": no_shows,
    "walk-ins": walk_ins,
    "corrections": corrections,
    "statistics": statistics,
}
