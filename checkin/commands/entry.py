"""The group of all verbs; each is loaded only when it is asked for."""

import gc
import os
import sys
from functools import partial
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from checkin.commands.place import Place
from checkin.commands.spoken import CAMERA, DATA, LANG, Option, Spoken, keep_language, speak
from checkin.commands.troubles import told, unforeseen
from checkin.language import LANGUAGES, _, marked
from checkin.settings import Folder, default_folder

# The verb, the module that has it, and its name there.
VERBS = {
    "demo": ("demo", "demo"),
    "init": ("folders", "init"),
    "import": ("intake", "take_in"),
    "find": ("finding", "find"),
    "scan": ("passing", "scan"),
    "undo": ("mending", "undo"),
    "walk-in": ("mending", "walk_in"),
    "correct": ("mending", "correct"),
    "counts": ("numbers", "counts"),
    "export": ("exporting", "export"),
    "badge": ("badges", "badge"),
    "print": ("printing", "print_badges"),
    "badges": ("spooled", "badges"),
    "roll": ("spooled", "roll"),
    "printer": ("printer", "printer"),
    "scanners": ("scanners", "scanners"),
    "printers": ("printers", "printers"),
    "list": ("folders", "choose_list"),
    "tickets": ("ticketing", "tickets"),
    "share": ("sharing", "share"),
    "join": ("sharing", "join"),
    "hub": ("hub", "hub"),
    "pretix": ("pretix", "pretix"),
    "verify": ("numbers", "verify"),
}

# Paintings a second at the most; each letter is painted twice, alone and with who was found.
FRAMES = "500"
# Seconds until the thread that paints and the one that searches let each other go on.
TURN = 0.0005
# Objects made until Python looks for those that nobody needs; a long look would hold up a letter.
SWEEPS = (20_000, 20, 100)

LOOKING = 5.0  # seconds until a hub that is to be joined is looked for again

HELP = marked(
    "The welcome desk of a conference: find people, mark arrivals, print badges. "
    "Without a verb it opens the desk."
)


class Verbs(Spoken, click.Group):
    """All verbs by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the library's signature
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - the library's signature
        if cmd_name not in VERBS:
            return None
        module, name = VERBS[cmd_name]
        found: click.Command = getattr(import_module(f"checkin.commands.{module}"), name)
        return found


@click.group(
    "checkin",
    cls=Verbs,
    help=HELP,
    invoke_without_command=True,
    examples={
        "checkin demo": marked("try it on made-up people"),
        "checkin import list.xlsx": marked("take in the organiser's list"),
        "checkin": marked("open the desk"),
    },
)
@click.option(
    "--data",
    cls=Option,
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    envvar="CHECKIN_DATA",
    help=DATA,
)
@click.option(
    "--lang",
    cls=Option,
    type=click.Choice(LANGUAGES),
    is_eager=True,
    callback=keep_language,
    help=LANG,
)
@click.option("--camera", cls=Option, default="", metavar="PATH", help=CAMERA)
@click.pass_context
def checkin(ctx: click.Context, *, data: Path | None, lang: str | None, camera: str) -> None:
    place = Place(data or default_folder(), chosen=data is not None, language=lang, camera=camera)
    ctx.obj = place
    if ctx.invoked_subcommand is None and not start_desk(place):
        ctx.exit(1)


def start_desk(place: Place) -> bool:
    """Open the desk that is there; on a laptop without one, ask how it shall begin."""
    if Folder(place.path).is_complete:
        return open_desk(place)
    from checkin.commands.beginning import begin
    from checkin.devices import mdns
    from checkin.first_start import ask_how_to_begin
    from checkin.joining import JoiningTrouble
    from checkin.membership import MembershipTrouble
    from checkin.rehearsal import RehearsalTrouble
    from checkin.sharing import SharingTrouble

    start = ask_how_to_begin(place.path, partial(mdns.seen, LOOKING))
    if start is None:
        return True
    with told(place.path, (RehearsalTrouble, SharingTrouble, JoiningTrouble, MembershipTrouble)):
        place, first_list = begin(place, start)
    return open_desk(place, first_list)


def open_desk(place: Place, first_list: Path | None = None) -> bool:
    """Show the desk, or the numbers, until somebody leaves; False when it broke down."""
    os.environ.setdefault("TEXTUAL_FPS", FRAMES)
    sys.setswitchinterval(TURN)
    gc.set_threshold(*SWEEPS)
    from checkin.commands.neighbours import replicator
    from checkin.commands.overseeing import open_figures, sees_figures_only
    from checkin.commands.press import pressroom
    from checkin.commands.reading import readers
    from checkin.commands.registering import courier
    from checkin.membership import MembershipTrouble
    from checkin.pretix import PretixTrouble
    from checkin.window import run

    with told(place.path, (MembershipTrouble,)):
        if sees_figures_only(place):
            open_figures(place)
            return True
    with told(place.path, (MembershipTrouble, PretixTrouble)), place.holding(asking=True) as held:
        if place.language is None and held.settings.language:
            speak(held.settings.language)
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            sentence = _("The desk is shown in a terminal: open one and start it there.")
            raise click.UsageError(sentence)
        camera = partial(readers, camera=place.camera)
        log = run(held, pressroom, first_list, camera, replicator, courier)
    if log is not None:
        sentence = _(
            "The desk broke down; whatever it showed is on disk. Open it again. Details: {file}"
        )
        click.echo(sentence.format(file=log), err=True)
    return log is None


def main() -> None:
    """Run the command line and leave with its exit code; its files are for their owner alone."""
    os.umask(0o077)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")
    speak(None)
    sys.exit(answer())


def answer() -> int:
    """Run what the arguments ask for and return the exit code."""
    try:
        code: Any = checkin.main(prog_name="checkin", standalone_mode=False)
        sys.stdout.flush()
    except click.Abort:
        return 130
    except click.ClickException as refused:
        refused.show()
        return refused.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as trouble:  # noqa: BLE001 - the last net: a sentence, never a traceback
        click.ClickException(unforeseen(trouble)).show()
        return 1
    return code if isinstance(code, int) else 0
