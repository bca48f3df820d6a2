"""A laptop that knows the code comes in, once; three wrong tries and nobody does."""

import asyncio
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spake2 import SPAKE2_A

from checkin.pairing.channel import WrongCode, receive, send
from checkin.pairing.code import SIGNS, new_code, typed
from checkin.pairing.door import Door
from checkin.pairing.knock import PairingTrouble, knock

WRONG = "2222-2222"


async def admit(key: str, event_key: str) -> bytes:
    return f"welcome {key} {event_key}".encode()


async def test_the_right_code_comes_in_and_is_used_up() -> None:
    async with Door("127.0.0.1", 0, admit) as door:
        assert (
            await knock("127.0.0.1", door.port, door.code.lower(), "UKEY", "5f")
            == b"welcome UKEY 5f"
        )
        assert await door.shut()
        with pytest.raises(PairingTrouble):
            await knock("127.0.0.1", door.port, door.code, "USECOND", "5f")


async def test_three_wrong_tries_kill_the_code() -> None:
    async with Door("127.0.0.1", 0, admit) as door:
        for _try in range(3):
            with pytest.raises(PairingTrouble):
                await knock("127.0.0.1", door.port, WRONG, "UKEY", "5f")
        assert not await door.shut()
        with pytest.raises(PairingTrouble):
            await knock("127.0.0.1", door.port, door.code, "UKEY", "5f")


async def test_a_wrong_try_leaves_two_more() -> None:
    async with Door("127.0.0.1", 0, admit) as door:
        with pytest.raises(PairingTrouble):
            await knock("127.0.0.1", door.port, WRONG, "UKEY", "5f")
        assert await knock("127.0.0.1", door.port, door.code, "UKEY", "5f") == b"welcome UKEY 5f"


async def test_noise_is_a_try_and_harms_nothing() -> None:
    async with Door("127.0.0.1", 0, admit) as door:
        reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
        await send(writer, b"A" + SPAKE2_A(b"22222222").start()[1:])
        assert await receive(reader)
        await send(writer, b"noise")
        with pytest.raises(WrongCode):
            await receive(reader)
        writer.close()
        assert door.tries_left == 2
        assert await knock("127.0.0.1", door.port, door.code, "UKEY", "5f") == b"welcome UKEY 5f"


async def test_when_no_code_is_shown_nobody_answers() -> None:
    async with Door("127.0.0.1", 0, admit) as door:
        port = door.port
    with pytest.raises(PairingTrouble, match=r"127\.0\.0\.1"):
        await knock("127.0.0.1", port, door.code, "UKEY", "5f")


@given(st.text(alphabet=string.printable, max_size=12))
def test_whatever_is_typed_is_a_code_or_none(text: str) -> None:
    signs = typed(text)
    assert signs is None or (len(signs) == 8 and set(signs) <= set(SIGNS))


def test_a_new_code_reads_as_typed() -> None:
    code = new_code()
    assert typed(code.lower().replace("-", " ")) == code.replace("-", "")
