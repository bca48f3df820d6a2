"""Commands and options that speak the language of whoever asks, and all say where and how."""

import gettext
import os
import re
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import Any, TypeVar

import click

from checkin.commands.troubles import told
from checkin.language import CATALOGUES, DOMAIN, LANGUAGES, _, current, install, marked

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

DATA = marked("The desk's folder; CHECKIN_DATA says it once for all.")
CAMERA = marked("Read tickets from a camera, a video, a picture or a folder of pictures.")
LANG = marked("The language to answer in.")

# What the library behind the command line says in our name.
BORROWED = (
    marked("Usage:"),
    marked("Options"),
    marked("Commands"),
    marked("Show this message and exit."),
    marked("Error: {message}"),
    marked("Try '{command} {option}' for help."),
    marked("Missing argument"),
    marked("Missing option"),
    marked("No such command {name!r}."),
    marked("No such option {name!r}."),
    marked("Invalid value for {param_hint}: {message}"),
    marked("Invalid value: {message}"),
    marked("{value!r} is not a valid {number_type}."),
    marked("{value} is not in the range {range}."),
)


def _legible(said: Any) -> Any:
    if isinstance(said, tuple):
        return tuple(map(_legible, said))
    return said.encode(errors="replace").decode() if isinstance(said, str) else said


def speak(language: str | None) -> None:
    """Speak a language, or that of the locale, the library behind the command line too."""
    install(language)
    os.environ["LANGUAGE"] = current()
    gettext.bindtextdomain(DOMAIN, CATALOGUES)
    gettext.textdomain(DOMAIN)


class Option(click.Option):
    """An option; its help is marked for translation."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        spoken = copy(self)
        spoken.help = self.help and _(self.help)
        return click.Option.get_help_record(spoken, ctx)


class Spoken(click.Command):
    """A command; its help and what its examples do are marked for translation."""

    def __init__(
        self, *arguments: Any, examples: Mapping[str, str] | None = None, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        self.examples = examples or {}

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take words that are not in the terminal's encoding with `?` for what nobody can read."""
        rest = super().parse_args(ctx, args)
        words = {one.name for one in self.params if one.type is click.STRING}
        for name in words & ctx.params.keys():
            ctx.params[name] = _legible(ctx.params[name])
        return rest

    def get_short_help_str(self, limit: int = 45) -> str:
        whole = self._said()
        sentence = re.split(r"(?<=[^.]{3})[.:;](?= |$)", whole, maxsplit=1)[0]
        return sentence if len(sentence) <= limit else f"{sentence[: limit - 1]}…"

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - the library's signature
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self._said())

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - the library's signature
        if self.examples:
            with formatter.section(_("Examples")):
                formatter.write_dl([(line, _(does)) for line, does in self.examples.items()])

    def _said(self) -> str:
        return _(self.help) if self.help else ""


class Verb(Spoken):
    """One verb of the desk; `troubles` are the exceptions, with a sentence, of its own."""

    def __init__(
        self, *arguments: Any, troubles: Sequence[type[Exception]] = (), **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        self.troubles = tuple(troubles)
        self.params += _everywhere()

    def invoke(self, ctx: click.Context) -> Any:
        with told(ctx.obj.path, self.troubles):
            return super().invoke(ctx)


def option(*names: str, **named: Any) -> Callable[[Decorated], Decorated]:
    """Give a verb an option; its help is marked for translation."""
    return click.option(*names, cls=Option, **named)


def in_json(function: Decorated) -> Decorated:
    """Give a verb the option to answer in JSON."""
    return option("--json", "as_json", is_flag=True, help=marked("Answer in one line of JSON."))(
        function
    )


def on_list(function: Decorated) -> Decorated:
    """Give a verb the option to name a check-in list."""
    return option(
        *("--list", "list_id"),
        default="",
        metavar="LIST",
        help=marked("The check-in list, by its id; else the one this desk is set to."),
    )(function)


def _everywhere() -> list[click.Parameter]:
    return [
        Option(
            ["--data"],
            type=click.Path(path_type=Path),
            metavar="FOLDER",
            help=DATA,
            expose_value=False,
            callback=_keep_folder,
        ),
        Option(
            ["--lang"],
            type=click.Choice(LANGUAGES),
            help=LANG,
            expose_value=False,
            is_eager=True,
            callback=keep_language,
        ),
    ]


def _keep_folder(ctx: click.Context, _option: click.Parameter, folder: Path | None) -> None:
    if folder is not None:
        ctx.obj = ctx.obj.at(folder)


def keep_language(
    _ctx: click.Context, _option: click.Parameter, language: str | None
) -> str | None:
    """Speak the language that an option asks for."""
    if language is not None:
        speak(language)
    return language
