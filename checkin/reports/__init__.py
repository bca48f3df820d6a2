"""What goes back to the organisers after the event: each report is a table, for any paper."""

from checkin.reports.kinds import REPORTS
from checkin.reports.table import Table
from checkin.reports.writing import ReportTrouble, write

__all__ = ["REPORTS", "ReportTrouble", "Table", "write"]
