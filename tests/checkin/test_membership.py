"""A membership is kept for its owner alone, and its secret yields a login that NATS knows."""

import json
import stat
from pathlib import Path

import nkeys
import pytest

from checkin import membership
from checkin.membership import Kind, Membership, MembershipTrouble

HALL = Membership(
    *("aict-2023", "hall-1", ("192.168.8.10:4222",), b"-----BEGIN", bytes(range(32)), Kind.DESK),
    organiser="ab" * 32,
    vouchers=(('{"desk":"hall-1"}', "cd" * 64),),
)


def test_what_is_written_is_read_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    membership.write(tmp_path, HALL)
    assert membership.read(tmp_path) == HALL
    assert stat.S_IMODE((tmp_path / membership.FILE).stat().st_mode) == 0o600


def test_a_desk_that_is_alone_has_none(tmp_path: Path) -> None:
    assert membership.read(tmp_path) is None


@pytest.mark.parametrize(
    "broken",
    [
        {"secret": "AAAA"},
        {"secret": 3},
        {"checkin-membership": 99},
        {"hubs": None},
        {"kind": "emperor"},
        {"vouchers": [["half"]]},
        {"vouchers": 3},
    ],
)
def test_a_damaged_file_is_told_in_a_sentence(tmp_path: Path, broken: dict[str, object]) -> None:
    plain = {**membership.plain_of(HALL), **broken}
    (tmp_path / membership.FILE).write_text(json.dumps(plain))
    with pytest.raises(MembershipTrouble, match=r"membership\.json"):
        membership.read(tmp_path)


def test_the_secret_is_never_shown_by_accident() -> None:
    assert "secret" not in repr(HALL)


def test_the_login_signs_what_its_public_key_checks() -> None:
    pair = nkeys.from_seed(HALL.login_seed.encode())
    assert pair.verify(b"nonce", pair.sign(b"nonce"))
    assert pair.public_key.decode() == HALL.login_key
    assert HALL.login_key.startswith("U")


def test_figures_are_a_membership_of_their_own_kind(tmp_path: Path) -> None:
    figures = Membership("aict-2023", "office", (), b"", bytes(32), Kind.FIGURES)
    membership.write(tmp_path, figures)
    found = membership.read(tmp_path)
    assert found is not None
    assert found.kind is Kind.FIGURES
