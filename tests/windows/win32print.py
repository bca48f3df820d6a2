"""As much of pywin32 as a printer needs: queues by name, and what ails them."""

from typing import Any

import pywintypes

status = 0
takes: int | None = None
fails_in = ""
spooled: dict[str, list[bytes]] = {}
_job = bytearray()


def OpenPrinter(name: str) -> str:  # noqa: N802 - the library's name
    if name not in spooled:
        raise pywintypes.error(1801, "OpenPrinter", "The printer name is invalid.")
    return name


def ClosePrinter(queue: str) -> None:  # noqa: ARG001, N802 - the library's name
    if _job:
        _fail("ClosePrinter")


def EnumPrinters(kinds: int) -> list[tuple[int, str, str, str]]:  # noqa: ARG001, N802 - the library's name
    return [(0, "Badges,EPSON TM-T20III Receipt,", name, "") for name in spooled]


def GetPrinter(queue: str, level: int) -> dict[str, Any]:  # noqa: ARG001, N802 - the library's name
    return {"Status": status}


def StartDocPrinter(queue: str, level: int, document: tuple[str, None, str]) -> int:  # noqa: ARG001, N802 - the library's name
    assert document[2] == "RAW"
    _fail("StartDocPrinter")
    _job.clear()
    return 1


def WritePrinter(queue: str, data: bytes) -> int:  # noqa: ARG001, N802 - the library's name
    if takes is not None and len(_job) >= takes:
        raise pywintypes.error(1, "WritePrinter", "Disk full.")
    took = data[:10_000]
    _job.extend(took)
    return len(took)


def EndDocPrinter(queue: str) -> None:  # noqa: N802 - the library's name
    _fail("EndDocPrinter")
    spooled[queue].append(bytes(_job))


def _fail(call: str) -> None:
    if call == fails_in:
        raise pywintypes.error(6, call, "The handle is invalid.")
