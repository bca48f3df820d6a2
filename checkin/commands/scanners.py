"""The scanners that are plugged in, which of them this desk listens to, and what they lack."""

from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click

from checkin.commands import shown
from checkin.commands.place import Place
from checkin.commands.spoken import Verb, in_json
from checkin.devices.cameras import cameras
from checkin.devices.evdev_scanner import INSTALL as INSTALL_EVDEV
from checkin.devices.inputs import keyboards
from checkin.devices.makers import MAKERS
from checkin.devices.ports import ports
from checkin.devices.rights import allow_this_one, join_its_group, may_use
from checkin.devices.serial_scanner import INSTALL as INSTALL_SERIAL
from checkin.devices.video import INSTALL as INSTALL_CAMERA
from checkin.language import _, marked
from checkin.scanners import Kind, Trouble, sentence
from checkin.settings import read_settings, write_settings

NEEDS = {
    Kind.SERIAL: ("serial", INSTALL_SERIAL),
    Kind.KEYS: ("evdev", INSTALL_EVDEV),
    Kind.CAMERA: ("av", INSTALL_CAMERA),
}
TITLES = {
    Kind.SERIAL: marked("Serial ports"),
    Kind.KEYS: marked("Keyboards"),
    Kind.CAMERA: marked("Cameras"),
}


@click.command(
    "scanners",
    cls=Verb,
    help=marked(
        "Show the scanners that are plugged in and what they lack, or set which one this desk "
        "listens to. A scanner that types like a keyboard needs none of this."
    ),
    examples={
        "checkin scanners": marked("what is there; ● is a scanner for sure"),
        "checkin scanners serial /dev/ttyACM0": marked("listen to this port, whatever it says"),
        "checkin scanners camera auto": marked("the first camera, on from the start"),
        "checkin scanners camera off": marked("no camera; F12 still turns one on"),
        "checkin scanners keys auto": marked("take a keyboard scanner from the terminal (Linux)"),
    },
)
@click.argument("kind", type=click.Choice([kind.value for kind in Kind]), required=False)
@click.argument("address", required=False)
@in_json
@click.pass_obj
def scanners(place: Place, *, kind: str | None, address: str | None, as_json: bool) -> None:
    settings = read_settings(place.path)
    if kind is not None:
        if not address:
            raise click.UsageError(_("Say which one: auto, off, or its path."))
        chosen = replace(settings.scanners, **{kind: _kept(address)})  # type: ignore[arg-type] # each kind names a text
        settings = replace(settings, scanners=chosen)
        write_settings(place.path, settings)
    chosen_ones = asdict(settings.scanners)
    found = {one: {"set": chosen_ones[one] or "off", **_found(one)} for one in Kind}
    if as_json:
        shown.emit(found)
    else:
        for one in Kind:
            _tell(one, found[one])
        click.echo(_("A scanner that types wrong: in the window, Ctrl+P, “Code scanner”."))


def _kept(address: str) -> str:
    """Return an address as the settings keep it; a file is the same from any folder."""
    if address == "off":
        return ""
    return str(Path(address).absolute()) if Path(address).exists() else address


def _found(kind: Kind) -> dict[str, Any]:
    """Return what is plugged in of a kind, and the command that installs what is missing."""
    look: dict[Kind, Callable[[], list[dict[str, Any]]]] = {
        Kind.SERIAL: _serial,
        Kind.KEYS: _keys,
        Kind.CAMERA: _cameras,
    }
    from importlib.util import find_spec

    module, install = NEEDS[kind]
    missing = None if find_spec(module) else install
    try:
        return {"install": missing, "found": look[kind]()}
    except ImportError:
        return {"install": install, "found": []}


def _serial() -> list[dict[str, Any]]:
    return [
        {
            "path": port.path,
            "name": port.words or MAKERS.get(port.vendor or 0, ""),
            "scanner": port.is_scanner,
            "cure": _cure(port.path),
        }
        for port in ports()
    ]


def _keys() -> list[dict[str, Any]]:
    return [
        {
            "path": one.path,
            "name": one.name,
            "scanner": one.is_scanner,
            "cure": None
            if may_use(Path(one.path)) or not one.is_scanner
            else allow_this_one(one.vendor, one.product),
        }
        for one in keyboards()
    ]


def _cameras() -> list[dict[str, Any]]:
    return [
        {"path": one.path, "name": one.name, "scanner": True, "cure": _cure(one.path)}
        for one in cameras()
    ]


def _cure(path: str) -> str | None:
    return None if may_use(Path(path)) else join_its_group(Path(path))


def _tell(kind: Kind, found: dict[str, Any]) -> None:
    chosen = {"auto": _("found by itself"), "off": _("off")}.get(found["set"], found["set"])
    click.echo(f"{_(TITLES[kind])} — {chosen}")
    for one in found["found"]:
        click.echo(f"  {'●' if one['scanner'] else ' '} {one['path']}  {one['name']}")
        if one["cure"]:
            told = sentence(Trouble.NO_RIGHTS, one["cure"])
            click.echo("\n".join(f"      {line}" for line in told.splitlines()))
    if not found["found"]:
        click.echo("    " + _("nothing is plugged in"))
    if found["install"] and (found["found"] or found["set"] not in {"auto", "off"}):
        told = _("To be installed first: {command}").format(command=found["install"])
        click.echo(f"    {told}")
