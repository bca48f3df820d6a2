"""Any file -> the sheets in it, by what it holds and not by what it is called."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

from checkin.intake import delimited, workbooks
from checkin.intake.incoming import IntakeTrouble
from checkin.intake.sheet import Sheet
from checkin.language import _

_LARGEST = 2 * 10**9  # bytes
_TEXT_NAMES = (".csv", ".tsv", ".txt")
_WORKBOOK_NAMES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def sheets(path: Path) -> list[Sheet]:
    """Return a workbook's sheets, or what a text file looks like by each separator."""
    content = _content(path)
    suffix = path.suffix.lower()
    workbook = _workbook_suffix(content, path.name)
    if workbook:
        if suffix in _TEXT_NAMES:
            sentence = _(
                "{file} is a spreadsheet workbook, although its name ends in {suffix}: "
                "rename it so that it ends in {right}."
            )
            raise IntakeTrouble(sentence.format(file=path.name, suffix=suffix, right=workbook))
        return workbooks.sheets(BytesIO(content), path.name)
    _refuse_what_is_no_list(content, path.name)
    if suffix in _WORKBOOK_NAMES:
        sentence = _(
            "{file} is a text file, although its name ends in {suffix}: "
            "rename it so that it ends in .csv."
        )
        raise IntakeTrouble(sentence.format(file=path.name, suffix=suffix))
    return delimited.sheets(content, path.name)


def _content(path: Path) -> bytes:
    try:
        # A device or a pipe may never end.
        if path.exists() and not path.is_file() and not path.is_dir():
            sentence = _("{path} is a device or a pipe, not a file: save the list as a file first.")
            raise IntakeTrouble(sentence.format(path=path))
        if path.is_file() and path.stat().st_size > _LARGEST:
            sentence = _("{file} is larger than any list: {size} GB.")
            size = path.stat().st_size // 10**9
            raise IntakeTrouble(sentence.format(file=path.name, size=size))
        content = path.read_bytes()
    except FileNotFoundError:
        raise IntakeTrouble(_("There is no file {path}.").format(path=path)) from None
    except IsADirectoryError:
        raise IntakeTrouble(_("{path} is a folder, not a list.").format(path=path)) from None
    except PermissionError:
        sentence = _("{path} may not be read: ask whoever owns it for the right to.")
        raise IntakeTrouble(sentence.format(path=path)) from None
    except OSError as error:
        sentence = _("{path} cannot be read: {reason}.")
        raise IntakeTrouble(sentence.format(path=path, reason=error.strerror)) from error
    if not content.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise IntakeTrouble(_("{file} is empty.").format(file=path.name))
    return content


def _workbook_suffix(content: bytes, name: str) -> str:
    """Return what a workbook's name should end in; empty when the content is none."""
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            sentence = _("{file} is protected by a password: save it again without one.")
            raise IntakeTrouble(sentence.format(file=name))
        return ".xls"
    if not content.startswith(_ZIP):
        return ""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            inside = archive.namelist()
    except zipfile.BadZipFile:
        raise IntakeTrouble(workbooks.damaged(name)) from None
    if "xl/workbook.bin" in inside:
        return ".xlsb"
    if any(part.startswith("xl/") for part in inside):
        return ".xlsx"
    if "content.xml" in inside:
        return ".ods"
    sentence = _("{file} is an archive, not a list: a CSV file or a workbook is needed.")
    raise IntakeTrouble(sentence.format(file=name))


def _refuse_what_is_no_list(content: bytes, name: str) -> None:
    beginning = content[:65536]
    if re.match(rb"(\xef\xbb\xbf)?\s*<(!doctype|html|table|\?xml|meta)", beginning, re.IGNORECASE):
        sentence = _(
            "{file} is a web page or XML, not a list: open it in a spreadsheet program "
            "and save it as .xlsx or CSV."
        )
        raise IntakeTrouble(sentence.format(file=name))
    if delimited.is_binary(beginning):
        sentence = _("{file} is not a list but a binary file: a CSV file or a workbook is needed.")
        raise IntakeTrouble(sentence.format(file=name))
