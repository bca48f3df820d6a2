"""A desk that worked alone is let in by a hub: what it wrote before convinces the others too."""

import secrets
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from checkin import joining, membership, sharing
from checkin.event import parse_event, programme
from checkin.hub.hub import Hub
from checkin.hub.hub import membership as member_of
from checkin.hub.reception import Reception
from checkin.joining import JoiningTrouble, bundle
from checkin.membership import Kind, Membership
from checkin.opening import hold
from checkin.settings import Folder, create_folder, read_settings, write_settings
from db import journal, vouchers
from db.connection import writing
from db.entries import Entry, public_key, signing_key
from db.events import DeskOpened
from db.journal import Absorbed
from db.records import Registration
from db.verify import verify
from tests.hubs import home_in
from tests.journals import desk as fresh

EVENT = parse_event(programme(), "programme").slug


def works(path: Path, name: str, family: str) -> Folder:
    """Make a desk if there is none, and have somebody walk in at it."""
    folder = Folder(path)
    if not folder.is_complete:
        create_folder(path, programme())
        write_settings(path, replace(read_settings(path), desk=name))
    held = hold(path)
    with closing(held.desk()) as desk:
        desk.walk_in(Registration("", "Zoé", family), list_id="accueil")
    held.release()
    return folder


def journals(folder: Folder) -> list[Entry]:
    """Return all that a desk would send, its oldest journal first."""
    held = hold(folder.path)
    with closing(held.desk()) as desk:
        assert verify(desk.copy) == ()
        sent = [
            one for origin in journal.origins(desk.copy) for one in journal.read(desk.copy, origin)
        ]
    held.release()
    return sorted(sent, key=lambda one: (one.clock, one.mark))


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    (tmp_path / "laptop").mkdir()
    return Hub(home_in(tmp_path / "laptop", EVENT))


def let_in(hub: Hub, name: str, event_key: str) -> Membership:
    return member_of(hub.home, name, bytes(32), Kind.DESK, ("h:1",), DeskOpened(name, event_key))


def taken_in(hub: Hub, folder: Path, sent: list[Entry]) -> tuple[Absorbed, int]:
    """Return what a desk of the hub makes of journals, and how many people it then knows."""
    reader = fresh(folder, "reader", event=EVENT, organiser=public_key(hub.home.organiser))
    with writing(reader.copy):
        absorbed = journal.absorb(reader.copy, sent, reader.watch.now)
    (people,) = reader.copy.execute("select count(*) from registration").fetchone()
    reader.close()
    return absorbed, people


def test_under_the_same_name_its_earlier_journal_is_vouched_for(hub: Hub, tmp_path: Path) -> None:
    folder = works(tmp_path / "desk", "hall-1", "Lefèvre")
    before = journals(folder)
    member = let_in(hub, "hall-1", joining.event_key(folder.path))
    joining.settle(folder.path, bundle(programme(), folder.tickets_key.read_bytes(), member))
    works(folder.path, "", "Martin")
    sent = journals(folder)
    assert sent[: len(before)] == before
    assert len({one.mark.origin for one in sent}) == 2
    for order in (sent, sent[::-1]):
        place = tmp_path / f"{order is sent}"
        place.mkdir()
        absorbed, people = taken_in(hub, place, order)
        assert people == 2
        assert absorbed.taken == len(sent)


def test_under_another_name_it_is_written_again(hub: Hub, tmp_path: Path) -> None:
    folder = works(tmp_path / "desk", "laptop-7", "Lefèvre")
    member = let_in(hub, "hall-1", joining.event_key(folder.path))
    joining.settle(folder.path, bundle(programme(), folder.tickets_key.read_bytes(), member))
    sent = journals(folder)
    assert len({one.mark.origin for one in sent}) == 1
    assert taken_in(hub, tmp_path, sent) == (Absorbed(len(sent)), 1)


def test_a_name_that_is_not_the_organisers_is_not_written_under(hub: Hub, tmp_path: Path) -> None:
    folder = works(tmp_path / "desk", "hall-1", "Lefèvre")
    membership.write(folder.path, let_in(hub, "hall-1", joining.event_key(folder.path)))
    write_settings(folder.path, replace(read_settings(folder.path), desk="direction"))
    held = hold(folder.path)
    assert held.pen.desk == held.settings.desk == "hall-1"
    held.release()


def test_a_file_for_a_blank_laptop_brings_its_key_and_leaves_one_at_work_alone(
    hub: Hub, tmp_path: Path
) -> None:
    secret = secrets.token_bytes(32)
    member = replace(let_in(hub, "hall-1", public_key(signing_key(secret))), secret=secret)
    given = bundle(programme(), bytes(range(32)), member)
    for _time in range(2):
        joining.settle(tmp_path / "blank", given)
        held = hold(tmp_path / "blank")
        assert vouchers.vouches(
            held.pen.vouchers,
            public_key(hub.home.organiser),
            EVENT,
            held.pen.origin,
            DeskOpened("hall-1", held.pen.public_key),
        )
        held.release()
    works(tmp_path / "busy", "laptop-7", "Lefèvre")
    with pytest.raises(JoiningTrouble):
        joining.settle(tmp_path / "busy", given)


async def test_the_hubs_laptop_brings_those_whom_it_knew_before(hub: Hub, tmp_path: Path) -> None:
    own = works(tmp_path / "own", "accueil", "Lefèvre")
    other = works(tmp_path / "other", "salon", "Martin")
    own.tickets_key.write_bytes(other.tickets_key.read_bytes())
    held = hold(other.path)
    with closing(held.desk()) as desk:
        sharing.share(desk, tmp_path / "salon.checkin")
    held.release()
    held = hold(own.path)
    with closing(held.desk()) as desk:
        assert sharing.join(desk, tmp_path / "salon.checkin").refused == 0
        known = tuple(vouchers.unvouched(desk.copy, EVENT))
    held.release()
    async with hub as running:
        reception = Reception(running, lambda: (programme(), b""), lambda: 0)
        assert await reception.enrol(own.path, "accueil", *known)
        before = membership.read(own.path)
        assert not await reception.enrol(own.path, "accueil", *known)
        assert membership.read(own.path) == before
    sent = journals(own)
    absorbed, people = taken_in(hub, tmp_path, sent)
    assert (absorbed.taken, people) == (len(sent), 2)
