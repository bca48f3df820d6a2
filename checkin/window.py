"""The application over a held folder, in one window."""

import threading
import traceback
from contextlib import suppress
from functools import partial
from pathlib import Path

from checkin.app import CheckinApp, MakeCourier, MakePressroom, MakeReaders, MakeReplicator
from checkin.opening import OpenFolder


def run(
    held: OpenFolder,
    make_pressroom: MakePressroom,
    first_list: Path | None = None,
    make_readers: MakeReaders | None = None,
    make_replicator: MakeReplicator | None = None,
    make_courier: MakeCourier | None = None,
) -> Path | None:
    """Open the desk, at the import of a list if one is given; return the log if it broke down."""
    app = CheckinApp(held, make_pressroom, first_list, make_readers, make_replicator, make_courier)
    threading.excepthook = partial(_log_thread, app.log_file)
    app.run()
    return app.log_file if app.failed else None


def _log_thread(log_file: Path, failure: threading.ExceptHookArgs) -> None:
    """A thread that dies must not write over the screen."""
    with suppress(OSError), log_file.open("a") as log:
        traceback.print_exception(failure.exc_value, file=log)
