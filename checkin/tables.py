"""A TOML table asked key by key; what is wrong is told with its file, line and key."""

import datetime as dt
import difflib
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from checkin.language import _

SHOWN = 60  # characters of a refused value

Default = TypeVar("Default")


class TableTrouble(Exception):
    """A sentence that names the file, the line where it is known, and the key."""


class FileMissing(TableTrouble):
    """There is no such file."""


def read(path: Path) -> "Table":
    """Return the table of a TOML file in UTF-8."""
    return parse(read_text(path), path.name)


def read_text(path: Path) -> str:
    """Return the text of a file in UTF-8, with or without a byte order mark."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise FileMissing(_("There is no file {path}.").format(path=path)) from None
    except IsADirectoryError:
        raise TableTrouble(_("{path} is a folder, not a file.").format(path=path)) from None
    except UnicodeDecodeError:
        raise TableTrouble(
            _("{path} is not text in UTF-8: save it again in that encoding.").format(path=path)
        ) from None
    except OSError as error:
        raise TableTrouble(
            _("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror)
        ) from error


def parse(text: str, source: str) -> "Table":
    """Return the table of a TOML text; `source` is what troubles call it."""
    try:
        return Table(tomllib.loads(text), source, text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column \d+\)", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        reason = str(error).partition(" (at ")[0]
        sentence = _("this is not valid TOML ({reason}).").format(reason=reason)
        raise TableTrouble(_told(source, line, sentence)) from error


@dataclass(frozen=True, slots=True)
class Table:
    """One table and where it stands: `path` is such as `sessions[3]`, counted from 1."""

    values: Mapping[str, Any]
    source: str
    document: str
    path: str = ""

    def only(self, *known: str) -> None:
        """Refuse a key that nobody will ask for."""
        for key in self.values:
            if key not in known:
                sentence = _("the key {key} is not known.").format(key=self._place(key))
                raise self.trouble(key, sentence + _hint(key, known))

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; it may be blank only where a default is given."""
        blank = default is not None
        value: str = self._ask(
            key,
            lambda value: isinstance(value, str) and (blank or bool(value.strip())),
            _("a text in quotes"),
            default,
        )
        return value

    def id(self, key: str) -> str:
        """Return a text that serves as a name in files and commands."""
        value: str = self._ask(
            key,
            lambda value: isinstance(value, str) and re.fullmatch(r"[a-z0-9-]+", value),
            _("small letters, digits and hyphens, in quotes"),
        )
        return value

    def choice(self, key: str, known: Iterable[str], default: str | None = None) -> str:
        """Return a text that is one of those known."""
        return self._known(key, self.text(key, default), known)

    def choices(self, key: str, known: Iterable[str]) -> tuple[str, ...]:
        """Return texts that are all known; none at all when the key is not there."""
        options = tuple(known)
        return tuple(self._known(key, value, options) for value in self.texts(key, ()))

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Return a list of texts."""
        return tuple(
            self._ask(
                key,
                lambda value: isinstance(value, list) and all(isinstance(v, str) for v in value),
                _("a list of texts in quotes"),
                default,
            )
        )

    def whole(self, key: str, default: Default) -> int | Default:
        """Return a whole number above zero, or the default when there is none."""
        if key not in self.values:
            return default
        number: int = self._ask(
            key, lambda value: type(value) is int and value > 0, _("a whole number above zero")
        )
        return number

    def number(self, key: str, bounds: tuple[float, float], default: float | None = None) -> float:
        """Return a number within bounds, whole or not."""
        least, most = bounds
        expected = _("a number from {least} to {most}").format(least=least, most=most)
        fits = partial(_is_between, least, most)
        return float(self._ask(key, fits, expected, default))

    def pair(self, key: str, bounds: tuple[float, float]) -> tuple[float, float]:
        """Return two numbers within bounds."""
        least, most = bounds
        expected = _("two numbers from {least} to {most}").format(least=least, most=most)
        fits = partial(_is_between, least, most)
        one, other = self._ask(
            key,
            lambda value: isinstance(value, list) and len(value) == 2 and all(map(fits, value)),
            expected,
        )
        return float(one), float(other)

    def between(self, key: str, least: int, most: int, default: int) -> int:
        """Return a whole number within bounds."""
        expected = _("a whole number from {least} to {most}").format(least=least, most=most)
        number: int = self._ask(
            key, lambda value: type(value) is int and least <= value <= most, expected, default
        )
        return number

    def flag(self, key: str) -> bool:
        """Return true or false; false when it does not say."""
        return bool(
            self._ask(key, lambda value: isinstance(value, bool), _("true or false"), default=False)
        )

    def day(self, key: str) -> dt.date:
        """Return a calendar day."""
        day: dt.date = self._ask(
            key, lambda value: type(value) is dt.date, _("a day such as 2023-09-19, without quotes")
        )
        return day

    def time(self, key: str) -> dt.time:
        """Return a time of day on the clock of the place."""
        time: dt.time = self._ask(
            key, lambda value: type(value) is dt.time, _("a time such as 14:30:00, without quotes")
        )
        return time

    def table(self, key: str) -> "Table":
        """Return the table under the key; an empty one when there is none."""
        values = self._ask(key, lambda value: isinstance(value, dict), _("a table"), {})
        return Table(values, self.source, self.document, self._place(key))

    def tables(self, key: str) -> tuple["Table", ...]:
        """Return the tables listed under the key; none at all when it is not there."""
        listed = self._ask(
            key,
            lambda value: isinstance(value, list) and all(isinstance(v, dict) for v in value),
            _("a list of tables"),
            [],
        )
        return tuple(
            Table(values, self.source, self.document, f"{self._place(key)}[{number}]")
            for number, values in enumerate(listed, 1)
        )

    def trouble(self, key: str, sentence: str) -> TableTrouble:
        """Return the exception to raise about a key."""
        line = line_of(self.document, self._place(key))
        return TableTrouble(_told(self.source, line, sentence))

    def refused(self, key: str, expected: str, hint: str = "") -> TableTrouble:
        """Return the exception to raise about a value that is not what was expected."""
        found = json.dumps(self.values.get(key), ensure_ascii=False, default=str)
        found = found if len(found) <= SHOWN else found[: SHOWN - 1] + "…"
        sentence = _("{key} is {found}; expected {expected}.").format(
            key=self._place(key), found=found, expected=expected
        )
        return self.trouble(key, sentence + hint)

    def _place(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def _known(self, key: str, value: str, known: Iterable[str]) -> str:
        options = tuple(known)
        if value in options:
            return value
        expected = _("one of {options}").format(
            options=", ".join(option or '""' for option in options)
        )
        raise self.refused(key, expected, _hint(value, options))

    def _ask(self, key: str, fits: Callable[[Any], Any], expected: str, default: Any = None) -> Any:
        if key in self.values:
            if fits(self.values[key]):
                return self.values[key]
            raise self.refused(key, expected)
        if default is not None:
            return default
        sentence = _("{key} is missing; expected {expected}.")
        raise self.trouble(key, sentence.format(key=self._place(key), expected=expected))


def line_of(document: str, path: str) -> int | None:
    """Return the line of the key, else that of the table it belongs in; None for neither."""
    line, start, dotted = None, 0, ""
    for step in re.finditer(r"([\w-]+)(?:\[(\d+)\])?", path):
        name, nth = step[1], int(step[2] or 1)
        dotted = f"{dotted}.{name}" if dotted else name
        found = _head(document, dotted, nth, start) or _key(document, name, start)
        if found is None:
            continue
        start = found
        line = document.count("\n", 0, start) + 1
        if step[2] and document[start - 1] == "=":
            start = _nth_inline(document, start, nth)
            line = document.count("\n", 0, start) + 1
    return line


def _head(document: str, dotted: str, nth: int, start: int) -> int | None:
    """Return where the heading of the nth such table ends."""
    name = r"[ \t]*\.[ \t]*".join(map(re.escape, dotted.split(".")))
    heads = re.compile(rf"(?m)^[ \t]*\[+[ \t]*{name}[ \t]*\]+").finditer(document, start)
    return next((head.end() for number, head in enumerate(heads, 1) if number == nth), None)


def _key(document: str, name: str, start: int) -> int | None:
    """Return where the key ends, within the table that begins at `start`."""
    after = re.compile(r"(?m)^[ \t]*\[").search(document, start)
    end = after.start() if after else len(document)
    key = re.compile(rf"(?m)^[ \t]*{re.escape(name)}[ \t]*=").search(document, start, end)
    return key.end() if key else None


def _nth_inline(document: str, start: int, nth: int) -> int:
    """Return where the nth table of a list begins that is written within one key."""
    for found in islice(re.compile(r"\{").finditer(document, start), nth):
        start = found.end()
    return start


def _is_between(least: float, most: float, value: object) -> bool:
    return type(value) in (int, float) and least <= value <= most  # type: ignore[operator]  # a number, as just seen


def _hint(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(known), n=1)
    return " " + _("Did you mean {word}?").format(word=near[0]) if near else ""


def _told(source: str, line: int | None, sentence: str) -> str:
    if line is None:
        return _("{source}: {sentence}").format(source=source, sentence=sentence)
    return _("{source}, line {line}: {sentence}").format(
        source=source, line=line, sentence=sentence
    )
