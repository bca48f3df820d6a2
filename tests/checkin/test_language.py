"""French and English: every text of the sources is in the catalogue, and none escapes it."""

import ast
import re
import string
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from checkin import language
from checkin.language import _, current, install, marked, ngettext
from tests import catalogue

SHOWN = {"screens", "widgets", "commands", "app.py"}
SCREENS = [
    path
    for path in sorted(catalogue.SOURCES.rglob("*.py"))
    if SHOWN & set(path.relative_to(catalogue.SOURCES).parts)
]

# What shows its texts: the calls by name, the keywords of any call, the attributes.
CALLS = {"Static", "Label", "Button", "Digits", "notify", "Option", "TabPane", "Checkbox"}
CALLS |= {"RadioButton", "Collapsible", "Tab", "add_column", "add_columns", "echo", "secho"}
KEYWORDS = {"placeholder", "label", "title", "prompt", "message", "tooltip", "description"}
ATTRIBUTES = {"border_title", "border_subtitle", "placeholder", "label", "tooltip", "title"}
ATTRIBUTES |= {"sub_title"}


@pytest.mark.parametrize(
    ("environment", "spoken"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LC_ALL": "en_US", "LANG": "fr_FR.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "en-IE", "LANG": "fr_FR"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "fr"),
        ({"LANG": "C.UTF-8"}, "fr"),
        ({}, "fr"),
    ],
)
def test_the_language_follows_the_locale_and_is_french_if_unknown(
    environment: dict[str, str], spoken: str
) -> None:
    install(None, environment)
    assert current() == spoken


def test_a_language_that_is_asked_for_wins_over_the_locale() -> None:
    install("en", {"LANG": "fr_FR.UTF-8"})
    assert current() == "en"


def test_texts_are_shown_in_the_language_installed_in_every_thread() -> None:
    install("fr")
    heard: list[str] = []
    thread = threading.Thread(target=lambda: heard.append(_("true or false")))
    thread.start()
    thread.join()
    assert heard == ["true ou false"]
    install("en")
    assert _("true or false") == "true or false"


def test_a_marked_text_stays_as_it_is_until_it_is_shown() -> None:
    install("fr")
    assert marked("true or false") == "true or false"


def test_a_count_chooses_its_form() -> None:
    install("en")
    assert [ngettext("one", "many", count) for count in (0, 1, 2)] == ["many", "one", "many"]


def test_every_text_of_the_sources_has_its_french() -> None:
    assert catalogue.untranslated(catalogue.french()) == []
    missing = ids(catalogue.extracted()) - ids(catalogue.french())
    assert missing == set(), "run: uv run python -m tests.catalogue"


def test_the_catalogue_holds_nothing_that_the_sources_do_not_show() -> None:
    written = catalogue.french()
    assert ids(written) - ids(catalogue.extracted()) == set()
    assert not written.obsolete


def test_both_languages_fill_in_the_same_values() -> None:
    for message in catalogue.french():
        english = forms(message.id)[-1]
        for french in filter(None, forms(message.string)):
            assert placeholders(french) == placeholders(english), english


def test_french_keeps_its_double_punctuation_on_the_line() -> None:
    lonely = [
        french
        for message in catalogue.french()
        if message.id
        for french in forms(message.string)
        if re.search(r" [:;!?»]|« ", french)
    ]
    assert lonely == [], "a no-break space belongs here"


def test_the_compiled_catalogue_is_that_of_the_written_one() -> None:
    assert catalogue.COMPILED.read_bytes() == catalogue.compiled(catalogue.french())


@pytest.mark.parametrize(
    "path", sorted(catalogue.SOURCES.rglob("*.py")), ids=lambda path: path.stem
)
def test_what_is_translated_is_one_plain_text(path: Path) -> None:
    joined = [
        f"{path.name}:{call.lineno}"
        for call in calls(path.read_text())
        if called(call) in {"_", "marked", "ngettext"}
        and any(isinstance(argument, ast.JoinedStr | ast.BinOp) for argument in call.args)
    ]
    assert joined == [], "format the text after it is translated"


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: path.stem)
def test_no_text_on_a_screen_escapes_translation(path: Path) -> None:
    assert list(untranslated(path.read_text())) == []


@pytest.mark.parametrize(
    "source",
    [
        'Static("Welcome")',
        'self.query_one(Label).update("Welcome")',
        'self.notify(f"{name} is here")',
        'Input(placeholder="Name")',
        'table.border_title = "Arrivals"',
        'Binding("f2", "walk_in", "Walk-in")',
        'BINDINGS = [("f2", "walk_in", "Walk-in")]',
        'Static("Welcome " + name)',
        'Button("Yes" if sure else _("No"))',
        'Label("{name} is here".format(name=name))',
    ],
)
def test_a_text_that_escapes_is_found(source: str) -> None:
    assert list(untranslated(source)) != []


@pytest.mark.parametrize(
    "source",
    [
        'Static(_("Welcome"), id="welcome", classes="band")',
        'Static("[b]✓[/b] 12")',
        'self.notify(_("{name} is here").format(name=person["name"]))',
        'Binding("f2", "walk_in", marked("Walk-in"))',
        'BINDINGS = [("f2", "walk_in", marked("Walk-in"))]',
        'query_one("#name", Static).update(name)',
        'found.update({"a": 1})',
    ],
)
def test_a_translated_text_is_left_alone(source: str) -> None:
    assert list(untranslated(source)) == []


def test_both_languages_are_ours() -> None:
    assert language.LANGUAGES == ("fr", "en")


def forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, list | tuple) else (text or "",)


def ids(messages: Catalog) -> set[tuple[str, ...]]:
    return {forms(message.id) for message in messages if message.id}


def placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}


def calls(source: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def untranslated(source: str) -> Iterator[str]:
    """Find texts with a letter in them where only translated ones belong."""
    for node in ast.walk(ast.parse(source)):
        for value in shown_by(node):
            for text in literals(value):
                if re.search(r"[^\W\d_]", re.sub(r"\[[^\]]*\]", "", text)):
                    yield f"{value.lineno}: {text}"


def shown_by(node: ast.AST) -> Iterator[ast.expr]:
    """Find what a call, an assignment or a list of bindings puts on the screen."""
    if isinstance(node, ast.Call):
        if called(node) in CALLS:
            yield from node.args
        elif called(node) == "Binding":
            yield from node.args[2:3]
        elif called(node) == "update":
            yield from node.args[:1]
        yield from (keyword.value for keyword in node.keywords if keyword.arg in KEYWORDS)
    elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        names = {target.attr for target in targets if isinstance(target, ast.Attribute)}
        if names & ATTRIBUTES:
            yield node.value
        if any(isinstance(target, ast.Name) and target.id == "BINDINGS" for target in targets):
            for binding in ast.walk(node.value):
                if isinstance(binding, ast.Tuple):
                    yield from binding.elts[2:3]


def literals(value: ast.expr) -> Iterator[str]:
    """Find the texts written out in an expression, outside calls that translate."""
    match value:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(str(part.value) for part in parts if isinstance(part, ast.Constant))
        case ast.BinOp(left=left, right=right):
            yield from (*literals(left), *literals(right))
        case ast.IfExp(body=body, orelse=other):
            yield from (*literals(body), *literals(other))
        case ast.Call(func=ast.Attribute(value=base, attr="format")):
            yield from literals(base)
