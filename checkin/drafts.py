"""A file that appears whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO


@contextmanager
def draft(path: Path) -> Iterator[IO[bytes]]:
    """Give a file to write, for its owner's eyes only; it takes its place if the block ends well.

    What is no file, such as a printer's device, is written as it is. An OSError names the path.
    """
    try:
        with _opened(path) as file:
            yield file
    except OSError as error:
        # A full disk, say, does not tell what could not be written.
        raise OSError(error.errno, error.strerror, error.filename or str(path)) from error


def _opened(path: Path) -> AbstractContextManager[IO[bytes]]:
    return path.open("wb") if path.exists() and not path.is_file() else _beside(path)


@contextmanager
def _beside(path: Path) -> Iterator[IO[bytes]]:
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
