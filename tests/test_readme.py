"""The README says what is so: its key table is the desk's bindings, its commands run."""

import re
from pathlib import Path

import pytest

from checkin import language
from checkin.commands.entry import VERBS
from checkin.language import _
from checkin.screens.keys import DESK_KEYS
from checkin.widgets.key_bar import shown_key

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()


def test_the_key_table_is_the_bindings_of_the_desk() -> None:
    language.install("fr")
    rows = re.findall(r"^\| (\S+) \| (.+?) \| .+ \|$", README, re.MULTILINE)[1:]
    table = [(key, words) for key, words in rows if not key.startswith("-")]
    bindings = [(shown_key(binding.key), _(binding.description)) for binding in DESK_KEYS]
    assert table == bindings


@pytest.mark.parametrize("verb", re.findall(r"uv run checkin (\w[\w-]*)", README))
def test_every_verb_it_names_exists(verb: str) -> None:
    assert verb in VERBS


def test_its_two_commands_are_those_of_the_gate_and_the_demo() -> None:
    assert "    pip install uv && uv run checkin demo\n" in README
    assert "    uv run pytest -n auto\n" in README
    assert re.search(r"^uv run pytest -n auto$", (ROOT / ".ci/run").read_text(), re.MULTILINE)


def test_every_file_it_points_to_is_there() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", README):
        assert (ROOT / target).exists(), target
