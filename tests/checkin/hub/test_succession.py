"""The hub's laptop is lost for good: a standby becomes the hub, and the desks bring everything."""

import asyncio
import datetime as dt
import stat
from pathlib import Path

import pytest

from checkin.hub import succession
from checkin.hub.home import Home
from checkin.hub.hub import Hub
from checkin.hub.succession import SuccessionTrouble
from tests.checkin.hub.test_forgers import comes, honest
from tests.hubs import EVENT, free_port, home_in
from tests.neighbours import alike

NOW = dt.datetime.now(dt.UTC)


async def test_a_standby_takes_over_and_the_desks_fill_it(tmp_path: Path) -> None:
    first = home_in(tmp_path / "first")
    port = free_port()
    where = first.arrangement_file
    where.write_text(where.read_text() + f'addresses = ["127.0.0.1:{port}"]\n')
    first = Home(first.path, EVENT)
    (tmp_path / "second" / "hub").mkdir(parents=True)
    (tmp_path / "second" / "hub" / "hub.toml").write_text(f'listen = "127.0.0.1:{port}"\n')
    lost = Hub(first)
    await lost.__aenter__()
    async with honest(lost, tmp_path, "hall-1", "hall-2") as (one, other):
        before = one.enter("helene")
        await comes(other, lambda: other.knows(before))
        spare = succession.packed(first, NOW)
        second = succession.settle(tmp_path / "second", EVENT, spare, Path("hub.spare"))
        await lost.__aexit__(None, None, None)
        await comes(one, lambda: one.standing.alone_since is not None)
        alone = one.enter("marc")
        async with Hub(second) as taken:
            await comes(other, lambda: other.knows(alone))
            assert alike(one, other)
            async with asyncio.timeout(20):
                while await taken.steward.stored() < len(one.below.journal()):
                    await asyncio.to_thread(one.until, lambda: one.standing.waiting == 0)


def test_a_standby_has_no_authority_and_its_secrets_are_its_owners_alone(tmp_path: Path) -> None:
    spare = succession.packed(home_in(tmp_path / "first"), NOW)
    second = succession.settle(tmp_path / "second", EVENT, spare, Path("hub.spare"))
    assert not second.ca_key.exists()
    assert {stat.S_IMODE(path.stat().st_mode) for path in second.path.iterdir()} == {0o600}
    with pytest.raises(SuccessionTrouble):
        succession.packed(second, NOW)


@pytest.mark.parametrize("content", [b"", b"[]", b'{"checkin-hub":2}', b'{"checkin-hub":1}'])
def test_what_is_no_such_file_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(SuccessionTrouble, match=r"hub\.spare"):
        succession.settle(tmp_path, EVENT, content, Path("hub.spare"))
    assert not (tmp_path / "hub").exists()


def test_another_events_standby_and_a_hub_of_its_own_are_left_alone(tmp_path: Path) -> None:
    spare = succession.packed(home_in(tmp_path / "first"), NOW)
    with pytest.raises(SuccessionTrouble):
        succession.settle(tmp_path / "second", "other-event", spare, Path("hub.spare"))
    own = home_in(tmp_path / "third")
    with pytest.raises(SuccessionTrouble):
        succession.settle(tmp_path / "third", EVENT, spare, Path("hub.spare"))
    assert own.ca_key.exists()
