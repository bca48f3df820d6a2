"""Taking a list in on the screen: looked at first, then all of it or nothing."""

from pathlib import Path

from textual.widgets import Static

from checkin.desk import Desk
from checkin.screens.import_list import ImportScreen
from checkin.screens.welcome import WelcomeScreen
from checkin.widgets.path_line import PathLine, completed
from tests.checkin.screens.desks import (
    Opened,
    at_the_desk,
    made,
    on_screen,
    opened,
    text_of,
    until,
)

LIST = """\
Prénom;Nom;Organisme;Catégorie;Courriel;Régime
Hélène;Lefèvre;Ville de Lyon;Élue;h.lefevre@lyon.example;
Zoé;Œuvrard;Région Bretagne;Élue;zoe@bretagne.example;végétarien
;;Commune de Nulle-Part;;;
Zoé;Œuvrard;Région Bretagne;technicienne;z.o@bretagne.example;
"""


def a_list(tmp_path: Path, text: str = LIST) -> Path:
    path = tmp_path / "liste.csv"
    path.write_text(text)
    return path


async def read(desk: Opened, path: Path) -> ImportScreen:
    """Open the import of a file and wait until it was read, or could not be."""
    app, pilot = desk
    app.push_screen(ImportScreen(app.station, path))
    screen = await on_screen(pilot, ImportScreen)
    band = screen.query_one("#said", Static)
    await until(pilot, lambda: band.has_class("-known") or band.has_class("-stop"))
    return screen


async def how_many(desk: Opened, text: str) -> int:
    return len(await desk[0].station.search(Desk.find, text))


async def test_a_list_is_looked_at_before_anything_changes(tmp_path: Path) -> None:
    async with at_the_desk(opened(made(tmp_path / "desk"))) as desk:
        screen = await read(desk, a_list(tmp_path))
        await until(desk[1], lambda: "Prénom         ← Prénom     Hélène" in text_of(screen))
        shown = text_of(screen)
        assert "4 lignes lues ; rien n’a encore changé." in shown
        assert "questions, gardées et cherchées : Ré" in shown
        assert "2 nouvelles" in shown
        assert "3 plus sur la liste" in shown
        assert "1 rejetées" in shown
        assert "1 doublons probables" in shown
        assert "✗ ligne 4 : " in shown
        assert "≈ les lignes 3 et 5" in shown
        assert await how_many(desk, "oeuvrard") == 0


async def test_enter_takes_it_in_and_goes_back_to_the_desk(tmp_path: Path) -> None:
    folder = made(tmp_path / "desk")
    async with at_the_desk(opened(folder)) as desk:
        screen = await read(desk, a_list(tmp_path))
        await desk[1].press("enter")
        band = screen.query_one("#said", Static)
        await until(desk[1], lambda: band.has_class("-good"))
        assert "Les lignes rejetées sont dans" in text_of(screen)
        await on_screen(desk[1], WelcomeScreen, "enter")
        assert await how_many(desk, "oeuvrard") == 2
    assert len(list((folder / "rejects").iterdir())) == 1


async def test_escape_leaves_everything_as_it_was(tmp_path: Path) -> None:
    folder = made(tmp_path / "desk")
    async with at_the_desk(opened(folder)) as desk:
        await read(desk, a_list(tmp_path))
        await on_screen(desk[1], WelcomeScreen, "escape")
        assert await how_many(desk, "oeuvrard") == 0
    assert list((folder / "rejects").iterdir()) == []


async def test_what_is_no_list_is_told_and_another_file_can_be_tried(tmp_path: Path) -> None:
    async with at_the_desk(opened(made(tmp_path / "desk"))) as desk:
        screen = await read(desk, tmp_path / "absent.csv")
        assert "! Il n’y a pas de fichier" in text_of(screen)
        line = screen.query_one(PathLine)
        line.value = str(a_list(tmp_path))
        await desk[1].press("f2", "enter")
        await until(desk[1], lambda: screen.query_one("#said", Static).has_class("-known"))
        await desk[1].press("f2")
        line.value = "/elsewhere"
        await until(desk[1], lambda: "lignes lues" not in text_of(screen))
        await desk[1].press("enter")
        await until(desk[1], lambda: screen.query_one("#said", Static).has_class("-stop"))
        assert await how_many(desk, "oeuvrard") == 0


async def test_a_list_that_changes_nothing_says_so(tmp_path: Path) -> None:
    nobody_new = "Prénom;Nom;Organisme\nHélène;Lefèvre;Ville de Lyon\n"
    async with at_the_desk(opened(made(tmp_path / "desk"))) as desk:
        assert "✓ Rien à signaler." in text_of(await read(desk, a_list(tmp_path, nobody_new)))


def test_a_path_is_completed_with_a_list_first_and_a_folder_else(tmp_path: Path) -> None:
    for name in ("liste.csv", "liste.png", "lyon.xlsx", ".hidden.csv"):
        (tmp_path / name).write_text("")
    (tmp_path / "avril").mkdir()
    kinds = (".csv", ".xlsx")
    typed = f"{tmp_path}/"
    assert completed(f"{typed}l", kinds) == f"{typed}liste.csv"
    assert completed(f"{typed}ly", kinds) == f"{typed}lyon.xlsx"
    assert completed(f"{typed}a", kinds) == f"{typed}avril/"
    assert completed(typed, kinds) == f"{typed}liste.csv"
    assert completed(f"{typed}zzz", kinds) is None
    assert completed(f"{typed}none/there", kinds) is None
    assert completed("\0/x", kinds) is None
    assert completed("liste", kinds) is None
