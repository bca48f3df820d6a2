"""What comes back of the test code names what is wrong with a scanner, and how to read it."""

import pytest

from checkin import language
from checkin.scanning import USUAL, Habits
from checkin.scanning.advice import advise
from checkin.scanning.diagnosis import TEST_CODE, Diagnosis, diagnose
from tests.keyboards import ALL, Keyboards


def found(text: str, *, gap: float = 5, ending: str = "enter") -> Diagnosis:
    """Diagnose a text typed at a key every `gap` ms."""
    return diagnose([(one, place * gap / 1000) for place, one in enumerate(text)], ending)


def told(diagnosis: Diagnosis) -> str:
    language.install("en")
    return "\n".join(one.sentence for one in advise(diagnosis) if not one.is_well)


def test_a_scanner_that_is_well_set_up_needs_nothing() -> None:
    for ending in ("enter", "tab", "ctrl+j", ""):
        diagnosis = found(TEST_CODE, ending=ending)
        assert diagnosis.is_well
        assert diagnosis.habits == USUAL
        assert told(diagnosis) == ""


@pytest.mark.parametrize("keyboards", ALL, ids=str)
def test_every_keyboard_of_the_table_is_named_and_its_next_code_read(keyboards: Keyboards) -> None:
    diagnosis = found(keyboards.shown(TEST_CODE))
    agree = keyboards.scanner == keyboards.laptop
    named = "as is" if agree else {"be": "mac", "us": "reversed"}.get(keyboards.laptop)
    assert diagnosis.keyboard == (named or keyboards.laptop)
    assert diagnosis.caps == (keyboards.caps != "off")
    assert ("Caps lock is on" in told(diagnosis)) == diagnosis.caps
    assert ("checkin translates" in told(diagnosis)) == (not agree)
    unlocked = Keyboards(keyboards.scanner, keyboards.laptop)
    assert "AMQZ0013748911" in diagnosis.habits.readings(unlocked.shown("AMQZ0013748911"))


@pytest.mark.parametrize(
    ("gap", "said", "kept"),
    [(2, "", 0), (39, "", 0), (55, "slow", 77), (130, "slow", 180), (250, "inter-character", 0)],
)
def test_a_slow_scanner_is_waited_for_and_one_slow_as_a_person_is_refused(
    gap: int, said: str, kept: int
) -> None:
    diagnosis = found(TEST_CODE, gap=gap)
    assert diagnosis.habits.gap == kept
    assert said in told(diagnosis)
    assert bool(said) == (told(diagnosis) != "")


def test_a_slow_scanner_must_end_its_codes() -> None:
    assert "suffix Enter" in told(found(TEST_CODE, gap=100, ending=""))
    assert not found(TEST_CODE, gap=100, ending="").is_well


@pytest.mark.parametrize("keyboards", [Keyboards("us", "us"), Keyboards("us", "fr")], ids=str)
def test_signs_around_a_code_are_told_and_taken_off(keyboards: Keyboards) -> None:
    diagnosis = found("\x02" + keyboards.shown("2.") + keyboards.shown(TEST_CODE + "="))
    assert diagnosis.prefix == keyboards.shown("2.")
    assert diagnosis.suffix == keyboards.shown("=")
    assert told(diagnosis).count("takes it off") == 2
    shown = keyboards.shown("2.HA112=")
    assert "HA112" in diagnosis.habits.readings(shown)


def test_what_stands_as_it_is_comes_before_any_repair() -> None:
    assert Habits(keyboard="fr", prefix="Q").readings("QA&")[0] == "QA&"


def test_anything_else_is_no_test_code_and_teaches_nothing() -> None:
    diagnosis = found("MARC0002")
    assert "MARC0002" in told(diagnosis)
    assert not diagnosis.is_well
    assert diagnosis.habits == USUAL
