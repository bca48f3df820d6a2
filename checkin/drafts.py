"""A file that appears whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO


@contextmanager
def draft(path: Path) -> Iterator[IO[bytes]]:
    """Give a file to write, for its owner's eyes only; it takes its place if the block ends well.

    What is no file, such as a printer's device, is written as it is.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as device:
            yield device
        return
    try:
        file = NamedTemporaryFile(  # noqa: SIM115 - closed below, where its own errors are
            dir=path.parent, prefix=f".{path.name}-", delete=False
        )
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    try:
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(path)
    except BaseException:
        Path(file.name).unlink(missing_ok=True)
        raise
