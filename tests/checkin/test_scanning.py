"""A scanner's keys are told from a human's, alone and mixed, at any speed either has."""

from hypothesis import given
from hypothesis import strategies as st

from checkin.scanning import NEW_START, Burst, looks_like_code

CODES = st.text("0123456789ABCDEFGHJKLMNPRSTUVXYZ", min_size=16, max_size=16)
NAMES = st.sampled_from(
    ["lefevre", "d'almeida", "jean-pierre", "Hélène", "le goff", "n'guyen", "Élodie", "de la tour"]
)
SCANNER_GAPS = st.floats(0.0, 0.020)
HUMAN_GAPS = st.floats(0.045, 0.190)


def typed(burst: Burst, text: str, gaps: list[float], start: float) -> tuple[float, list[bool]]:
    """Type a text; return the time of its last key and whether each key was held."""
    time, held = start, []
    for character, gap in zip(text, gaps, strict=True):
        time += gap
        held.append(burst.hear(character, time))
    return time, held


@given(CODES, st.data())
def test_a_scan_is_recognised_and_only_its_first_key_goes_through(
    code: str, data: st.DataObject
) -> None:
    gaps = data.draw(st.lists(SCANNER_GAPS, min_size=16, max_size=16))
    burst = Burst()
    last, held = typed(burst, code, [1.0, *gaps[1:]], 0.0)
    assert held == [False] + [True] * 15
    assert burst.end(last + 0.010) == (code,)
    assert burst.passed(code) == 1


@given(NAMES, CODES, st.data())
def test_a_scan_in_the_middle_of_a_name_is_cut_out_of_it(
    name: str, code: str, data: st.DataObject
) -> None:
    burst = Burst()
    human = data.draw(st.lists(HUMAN_GAPS, min_size=len(name), max_size=len(name)))
    last, _ = typed(burst, name, human, 0.0)
    pause = data.draw(HUMAN_GAPS)
    gaps = data.draw(st.lists(SCANNER_GAPS, min_size=16, max_size=16))
    last, _ = typed(burst, code, [pause, *gaps[1:]], last)
    assert burst.end(last + 0.005)[0] == code
    assert burst.passed(code) == 1


@given(NAMES, st.data())
def test_a_name_typed_by_a_human_is_never_taken_for_a_code(name: str, data: st.DataObject) -> None:
    burst = Burst()
    gaps = data.draw(st.lists(HUMAN_GAPS, min_size=len(name), max_size=len(name)))
    last, held = typed(burst, name, gaps, 0.0)
    assert not any(held)
    assert burst.end(last + data.draw(st.floats(0.0, 1.0))) == ()


@given(NAMES)
def test_a_name_pasted_at_machine_speed_does_not_look_like_a_code(name: str) -> None:
    assert not looks_like_code(name)


def test_an_enter_long_after_the_keys_belongs_to_nobody_but_the_focus() -> None:
    burst = Burst()
    last, _ = typed(burst, "ABCDEFGH", [1.0] + [0.005] * 7, 0.0)
    assert burst.end(last + NEW_START + 0.01) == ()


def test_holes_in_a_scan_under_load_do_not_split_it() -> None:
    burst = Burst()
    gaps = [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.09, 0.0, 0.0, 0.0, 0.0, 0.0, 0.1, 0.0, 0.0]
    last, _ = typed(burst, "ABCDEFGHJK012345", gaps, 0.0)
    assert burst.end(last) == ("ABCDEFGHJK012345",)


def test_what_no_name_holds_looks_like_a_code() -> None:
    assert looks_like_code("AB12CD34")
    assert looks_like_code('&é"(-è_ç')
    assert not looks_like_code("Jean Dupont 3")
