"""The first start on a laptop: make it a desk as whoever sits there chooses."""

from contextlib import closing
from pathlib import Path

from checkin import joining, rehearsal, sharing
from checkin.commands.intake import progress
from checkin.commands.place import Place
from checkin.event import programme
from checkin.language import _
from checkin.rehearsal import Cast
from checkin.screens.start import Kind, Start
from checkin.settings import create_folder


def begin(place: Place, start: Start) -> tuple[Place, Path | None]:
    """Make the desk; return where it is, and the list to show first if one is to come in."""
    if start.given is not None:
        joining.settle(place.path, start.given)
        return place, None
    if start.path is None:
        demo = place.at(rehearsal.usual_folder(Cast()))
        with progress(_("Demo")) as bar:
            rehearsal.prepare(demo.path, Cast(), bar)
        return demo, None
    if start.kind is Kind.JOIN and joining.is_bundle(start.path):
        joining.settle(place.path, joining.unpacked(start.path.read_bytes(), start.path))
        return place, None
    if start.kind is Kind.JOIN:
        sharing.prepare(start.path, place.path)
        with place.holding() as held, closing(held.desk()) as desk:
            sharing.join(desk, start.path)
        return place, None
    create_folder(place.path, programme())
    return place, start.path
