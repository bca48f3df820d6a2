"""Desks to try the command line on, and the command line itself, in this process or its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from checkin.commands.entry import checkin
from checkin.opening import hold
from checkin.settings import create_folder, read_settings, write_settings
from db import importing
from db.connection import writing
from db.records import Registration, Status

EVENT = """
slug = "rencontres"
name = "Rencontres"
timezone = "Europe/Paris"
languages = ["fr", "en"]
arrivals = "accueil"

[[categories]]
id = "elu"
title = { fr = "Élu·e", en = "Elected official" }
aliases = ["élu", "élue"]

[[categories]]
id = "technicien"
title = { fr = "Technicien·ne", en = "Officer" }
aliases = ["technicien", "technicienne"]

[[sessions]]
id = "eau"
title = "Atelier 1 : l’eau, partout"
room = "Salle 1"
day = 2023-09-19
from = 11:30:00
to = 13:00:00

[[lists]]
id = "accueil"
title = "Accueil"

[[lists]]
id = "elus"
title = "Déjeuner des élus"
categories = ["elu"]

[[lists]]
id = "salon"
title = "Salon"
exits = true
many_entries = true
"""

HELENE = Registration(
    "",
    given_name="Hélène",
    family_name="Lefèvre",
    code="HELENE-1",
    organisation="Ville de Lyon",
    function="Maire",
    category="elu",
    country="France",
    email="helene@lyon.example",
    sessions=("eau",),
)
AWA = Registration(
    "",
    given_name="Awa",
    family_name="d'Almeida",
    code="AWA-2",
    organisation="Ville de Dakar",
    function="Directrice",
    category="technicien",
    country="Sénégal",
    email="awa@dakar.example",
)
UNPAID = replace(
    AWA, given_name="Jean", family_name="Petit", code="JEAN-3", email="", status=Status.UNPAID
)
NOTED = replace(
    AWA, given_name="Zoé", family_name="Œuvrard", code="ZOE-4", email="", note="Fauteuil"
)
PEOPLE = (HELENE, AWA, UNPAID, NOTED)


@dataclass(frozen=True)
class Ran:
    """What a verb did: its exit code and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it wrote, which is one line of JSON."""
        assert self.out.count("\n") == 1, (self.out, self.err)
        return json.loads(self.out)


def a_desk(folder: Path, people: Iterable[Registration] = PEOPLE, event: str = EVENT) -> Path:
    """Make a desk's folder that knows these people, and return it."""
    create_folder(folder, event)
    write_settings(folder, replace(read_settings(folder), desk="one"))
    held = hold(folder)
    try:
        with closing(held.desk()) as desk:
            changes = importing.compare(desk.copy, "test", tuple(people), desk.ticket_for)
            assert desk.pen is not None
            with writing(desk.copy):
                importing.take_in(desk.copy, desk.pen, changes)
    finally:
        held.release()
    return folder


def ran(folder: Path, *arguments: str, given: str = "") -> Ran:
    """Run a verb in this process, in English."""
    line = ["--data", str(folder), "--lang", "en", *arguments]
    done = CliRunner().invoke(checkin, line, input=given, prog_name="checkin")
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Ran(done.exit_code, done.stdout, done.stderr)


def run(
    *arguments: str | Path, given: bytes = b"", environment: Mapping[str, str] | None = None
) -> Ran:
    """Run the command line as a process of its own, in English."""
    done = subprocess.run(
        command(*arguments),
        input=given,
        capture_output=True,
        env=surroundings(environment),
        check=False,
        timeout=60,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def command(*arguments: str | Path) -> list[str]:
    """Return the words that start the command line as a process."""
    return [sys.executable, "-m", "checkin", *map(str, arguments)]


def surroundings(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of such a process."""
    ours = {name: text for name, text in os.environ.items() if not name.startswith("CHECKIN")}
    return {**ours, "LC_ALL": "en_GB.UTF-8", **(environment or {})}
