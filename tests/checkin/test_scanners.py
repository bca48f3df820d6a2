"""Scanners beside the keyboard: bytes, keys and glimpses become codes, each of them once."""

import threading
from queue import Queue

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.language import install
from checkin.scanners import (
    Kind,
    Listener,
    Rhythm,
    ScannerState,
    ScannerTrouble,
    Trouble,
    sentence,
    words,
)
from checkin.scanners.glimpses import AWAY, Glimpses
from checkin.scanners.keys import PLAIN, SHIFTED, Keys
from checkin.scanners.lines import LONGEST, Lines
from checkin.scanners.troubles import CAMERA, SCANNER, SENTENCES
from tests.fakes_scanners import ScriptedScanner

AT_ONCE = Rhythm(patience=0.01, again=0.01)
PATIENCE = 5.0  # s
codes = st.text("0123456789ABCDEFGHJKLMNPRSTUVXYZ:/?=&-é", min_size=1, max_size=40)
ends = st.sampled_from([b"\r", b"\n", b"\r\n", b"\t\r", b"\x03\r\n"])


@given(st.lists(st.tuples(codes, ends), max_size=5), st.data())
def test_every_code_of_a_line_comes_out_whole_however_it_is_cut(
    sent: list[tuple[str, bytes]], data: st.DataObject
) -> None:
    line, came = Lines(), b"".join(code.encode() + end for code, end in sent)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(came)), max_size=6)))
    read: list[str] = []
    for start, end in zip([0, *cuts], [*cuts, len(came)], strict=True):
        read += line.take(came[start:end])
    read += line.silence()
    assert read == [code for code, _end in sent]


def test_a_code_without_an_end_is_over_when_nothing_follows() -> None:
    line = Lines()
    assert line.take(b"HELENE01") == ()
    assert line.waiting
    assert line.silence() == ("HELENE01",)
    assert not line.waiting
    assert line.silence() == ()


def test_a_card_of_many_lines_is_one_code() -> None:
    card = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zo\xc3\xa9\r\nEND:VCARD\r\n"
    line = Lines()
    assert line.take(card[:30]) == ()
    assert line.take(card[30:]) == ("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoé\r\nEND:VCARD",)
    assert line.take(b"MARC0002\r") == ("MARC0002",)


def test_bytes_that_are_not_utf_8_are_latin_1() -> None:
    assert Lines().take("Zoé\r".encode("latin-1")) == ("Zoé",)


def test_a_line_that_never_ends_is_dropped() -> None:
    line = Lines()
    for _ in range(100):
        line.take(b"x" * 100)
    line.take(b"x" * LONGEST)
    assert not line.waiting


@given(st.binary(max_size=200))
def test_any_bytes_are_taken_and_nothing_empty_comes_out(data: bytes) -> None:
    line = Lines()
    assert all((*line.take(data), *line.silence()))


def typed(keys: Keys, text: str, end: int | None = 28) -> tuple[str, ...]:
    codes: tuple[str, ...] = ()
    for character in text:
        shift = character not in PLAIN.values()
        key = next(key for key, of in (SHIFTED if shift else PLAIN).items() if of == character)
        if shift:
            keys.take(42, down=True)
        codes += keys.take(key, down=True) + keys.take(key, down=False)
        if shift:
            keys.take(42, down=False)
    return codes + (keys.take(end, down=True) if end else keys.silence())


@pytest.mark.parametrize("end", [28, 96, 15, None], ids=["enter", "pad", "tab", "silence"])
@given(text=st.text("".join(map(chr, range(33, 127))), min_size=1, max_size=40))
def test_keys_are_what_a_scanner_types_on_a_us_keyboard(end: int | None, text: str) -> None:
    assert typed(Keys(), text, end) == (text,)


def test_a_key_nobody_knows_is_no_letter_and_a_held_shift_is_let_go() -> None:
    keys = Keys()
    assert keys.take(240, down=True) == ()
    assert not keys.waiting
    assert typed(keys, "Aa") == ("Aa",)


def test_a_code_in_sight_is_read_once_and_again_after_it_was_away() -> None:
    seen = Glimpses()
    assert seen.fresh(("A", "B"), 0.0) == ("A", "B")
    assert seen.fresh(("B", "A", "A"), 0.1) == ()
    assert seen.fresh(("A",), AWAY) == ()
    assert seen.fresh(("A", "B"), AWAY + 0.2) == ("B",)
    assert seen.fresh((), 2 * AWAY + 0.3) == ()
    assert seen.fresh(("A",), 2 * AWAY + 0.4) == ("A",)


class Heard:
    """Hears what a listener tells, in order."""

    def __init__(self, scanner: ScriptedScanner) -> None:
        self.codes: Queue[str] = Queue()
        self.news: Queue[ScannerState] = Queue()
        self.listener = Listener(scanner, self.codes.put, self.news.put, AT_ONCE)

    def trouble(self) -> Trouble | None:
        return self.news.get(timeout=PATIENCE).trouble


def test_a_scanner_that_is_unplugged_comes_back_by_itself() -> None:
    scanner = ScriptedScanner()
    heard = Heard(scanner)
    scanner.reads("A", ScannerTrouble(Trouble.ABSENT), "B")
    heard.listener.start()
    assert [heard.trouble() for _ in range(3)] == [None, Trouble.UNPLUGGED, None]
    assert [heard.codes.get(timeout=PATIENCE) for _ in range(2)] == ["A", "B"]
    assert heard.listener.stop()
    assert scanner.log == ["open", "close", "open", "close"]


def test_one_that_was_never_there_is_told_once_and_still_looked_for() -> None:
    gone = [ScannerTrouble(Trouble.ABSENT) for _ in range(5)]
    scanner = ScriptedScanner(absent=gone, wanted=False)
    heard = Heard(scanner)
    scanner.reads("A")
    heard.listener.start()
    assert heard.codes.get(timeout=PATIENCE) == "A"
    heard.listener.stop()
    news = [heard.news.get(timeout=PATIENCE) for _ in range(2)]
    assert heard.news.empty()
    assert [one.trouble for one in news] == [Trouble.ABSENT, None]
    assert words(news[0]) == ""


def test_a_defect_of_ours_is_told_and_the_device_let_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    logged: Queue[str] = Queue()
    monkeypatch.setattr(threading, "excepthook", lambda args: logged.put(str(args.exc_value)))
    scanner = ScriptedScanner()
    heard = Heard(scanner)
    scanner.reads(ZeroDivisionError("a defect"))
    heard.listener.start()
    assert [heard.trouble() for _ in range(2)] == [None, Trouble.DEAD]
    assert logged.get(timeout=PATIENCE) == "a defect"
    assert scanner.log == ["open", "close"]


def test_every_trouble_has_a_word_and_a_sentence_in_both_languages() -> None:
    for table in (SCANNER, CAMERA, SENTENCES):
        assert set(table) == set(Trouble)
    install("fr")
    assert words(ScannerState(Kind.KEYS, Trouble.UNPLUGGED)) == "Lecteur débranché"
    assert words(ScannerState(Kind.CAMERA, Trouble.UNPLUGGED)) == "Caméra débranchée"
    assert sentence(Trouble.NO_RIGHTS, "sudo x").endswith("\nsudo x")
    install("en")


def test_what_nobody_misses_is_not_told() -> None:
    assert words(ScannerState(Kind.SERIAL, Trouble.ABSENT, wanted=False)) == ""
    assert words(ScannerState(Kind.SERIAL, Trouble.ABSENT)) != ""
    assert words(ScannerState(Kind.SERIAL, Trouble.NO_RIGHTS, wanted=False)) != ""
    assert words(ScannerState(Kind.SERIAL, None)) == ""
