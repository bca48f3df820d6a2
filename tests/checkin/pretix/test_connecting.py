"""From a blank laptop to a desk in step, by the verbs; the token is shown nowhere."""

import json
import stat
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail

from checkin.devices.token_store import TokenStore
from checkin.pretix.connection import address, invitation
from checkin.pretix.link import PretixTrouble
from tests.desks import ran
from tests.pretix.server import INVITED, TOKEN, Given, SmallPretix, serving

VALID = "txe9dxpkgjx5dy74hhww4gxrscd55p8e"


class Ring(KeyringBackend):
    """A keyring that keeps what it is given while the test lasts."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # the library's own
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture(autouse=True)
def _no_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call] # the library's own
    yield
    keyring.set_keyring(before)


def test_a_blank_laptop_becomes_a_desk_in_step(tmp_path: Path, pretix: SmallPretix) -> None:
    desk = tmp_path / "desk"
    with serving(pretix) as url:
        said = ran(desk, "pretix", "connect", url, given=f"{INVITED}\n")
        assert said.code == 0, said.err
        assert "jour-1-10-juin" in said.out
        assert "left to pretix" in said.out
        assert ran(desk, "pretix", "sync", "--json").json["people"] == 22
        assert ran(desk, "scan", VALID, "--json").code == 0
        assert ran(desk, "pretix", "status", "--json").json["waiting"] == 1
        synced = ran(desk, "pretix", "sync")
        assert "1 told, 0 waiting, 0 refused" in synced.out
        assert len(pretix.scans) == 1
        pretix.upset = lambda _asked: Given(401, {"detail": "Device access has been revoked."})
        refused = ran(desk, "pretix", "sync")
        assert refused.code == 1
        assert "revoked" in refused.err
        exported = tmp_path / "everyone.csv"
        ran(desk, "export", str(exported))
        shared = tmp_path / "desk.checkin"
        ran(desk, "share", str(shared))
    for text in (said.out, synced.out, refused.err, exported.read_text(), shared.read_text()):
        assert TOKEN not in text
    kept = desk / "pretix.token"
    assert kept.read_text() == TOKEN
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert TOKEN not in (desk / "pretix.json").read_text()
    assert ran(desk, "pretix", "disconnect").code == 0
    assert not kept.exists()


def test_the_text_of_the_code_is_enough(tmp_path: Path, pretix: SmallPretix) -> None:
    with serving(pretix) as url:
        code = json.dumps({"handshake_version": 1, "url": url, "token": INVITED})
        assert ran(tmp_path / "desk", "pretix", "connect", given=f"{code}\n").code == 0


def test_a_token_that_was_used_is_told(tmp_path: Path, pretix: SmallPretix) -> None:
    with serving(pretix) as url:
        said = ran(tmp_path / "desk", "pretix", "connect", url, given="spent\n")
    assert said.code == 1
    assert "Unknown initialization token." in said.err


def test_lists_are_said_to_be_the_same(tmp_path: Path, pretix: SmallPretix) -> None:
    desk = tmp_path / "desk"
    with serving(pretix) as url:
        ran(desk, "pretix", "connect", url, given=f"{INVITED}\n")
        assert ran(desk, "pretix", "lists", "dejeuner=", "jour-2-11-juin=1").code == 0
        told = {one["pretix"]: one["list"] for one in ran(desk, "pretix", "lists", "--json").json}
        assert told[3] is None
        assert ran(desk, "pretix", "lists", "dejeuner=77").code == 1


def test_a_keyring_keeps_the_token_where_there_is_one(tmp_path: Path) -> None:
    keyring.set_keyring(Ring())
    store = TokenStore(tmp_path, "S1")
    assert store.keep(TOKEN)
    assert list(tmp_path.iterdir()) == []
    assert store.token() == TOKEN
    store.forget()
    with pytest.raises(PretixTrouble, match="connect it again"):
        store.token()


@pytest.mark.parametrize(
    "text", ["http://pretix.example", "ftp://x", "https://a:b@x", "", "://", "https://["]
)
def test_an_address_that_would_give_the_token_away_is_refused(text: str) -> None:
    with pytest.raises(PretixTrouble):
        address(text)


@pytest.mark.parametrize("text", ["{}", "[]", "nothing", '{"url": "https://x"}'])
def test_another_code_is_no_invitation(text: str) -> None:
    with pytest.raises(PretixTrouble):
        invitation(text)
