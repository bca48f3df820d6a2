"""A raw queue of CUPS: what it takes is spooled there, and nobody says when it comes out."""

import os
import subprocess

from checkin.badge import Badge
from checkin.printing import PrinterAbsent, PrinterStopped, PrinterTrouble, Sent, Trouble

PATIENCE = 15.0


class CupsPrinter:
    """The queue of a name, by the programs that come with CUPS."""

    near_end = False  # it knows of no roll

    def __init__(self, queue: str) -> None:
        if not queue or queue.startswith("-") or any(one in " /#\t" for one in queue):
            raise ValueError(f"no queue: {queue!r}")
        self._queue = queue

    @property
    def name(self) -> str:
        """The queue."""
        return self._queue

    def ready(self) -> Trouble | None:
        """Say whether there is such a queue, and whether it is stopped."""
        try:
            told = _run("lpstat", "-p", self._queue)
        except PrinterTrouble as why:
            return why.trouble
        if told.returncode:
            return Trouble.ABSENT
        return Trouble.OFFLINE if b" disabled " in told.stdout else None

    def send(self, badge: Badge, *, mend: bool = False) -> Sent:
        """Give a badge to the queue."""
        if trouble := self.ready():
            raise PrinterTrouble(trouble)
        data = (badge.mend if mend else b"") + badge.data
        given = _run("lp", "-d", self._queue, "-o", "raw", "-t", badge.name, data=data)
        if given.returncode:
            raise PrinterTrouble(Trouble.ABSENT)
        return Sent(confirmed=False)


def _run(program: str, *arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - the name of a queue was looked at above
            [program, *arguments],
            input=data,
            capture_output=True,
            check=False,
            timeout=PATIENCE,
            env=os.environ | {"LC_ALL": "C"},
        )
    except subprocess.TimeoutExpired as error:
        if data:
            raise PrinterStopped(len(data)) from error
        raise PrinterTrouble(Trouble.SILENT) from error
    except OSError as error:
        raise PrinterAbsent(Trouble.UNSUPPORTED) from error
