"""Open the numbers on an organiser's laptop."""

from functools import partial

from checkin import membership
from checkin.commands.place import Place
from checkin.commands.spoken import speak
from checkin.event import read_event
from checkin.membership import Kind
from checkin.opening import wall
from checkin.settings import Folder, read_settings


def sees_figures_only(place: Place) -> bool:
    """Say whether this laptop was let in for the numbers."""
    member = membership.read(place.path)
    return member is not None and member.kind is Kind.FIGURES


def open_figures(place: Place) -> None:
    """Show the numbers until somebody leaves them."""
    from checkin.devices.nats_figures import listen
    from checkin.figures_window import FiguresWindow

    member = membership.read(place.path)
    assert member is not None
    settings = read_settings(place.path)
    if place.language is None and settings.language:
        speak(settings.language)
    event = read_event(Folder(place.path).event)
    FiguresWindow(event, partial(listen, member), wall, settings.theme).run()
