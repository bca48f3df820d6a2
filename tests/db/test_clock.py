"""The hybrid logical clock: it never runs backwards, and no wrong clock pulls it ahead."""

from hypothesis import given
from hypothesis import strategies as st

from db.clock import COUNTER_BITS, TOO_FAR_AHEAD, hear, stamp, tick

moments = st.integers(0, 2**42)
readings = st.integers(0, 2**58)


@given(readings, moments)
def test_what_happens_later_reads_later(last: int, wall: int) -> None:
    assert tick(last, wall) > last


def test_a_clock_set_back_by_an_hour_still_orders_what_happens() -> None:
    before = tick(0, 7_200_000)
    after = tick(before, 3_600_000)
    assert before < after < tick(after, 3_600_001) < tick(after, 7_200_001)


@given(readings, readings, moments)
def test_after_hearing_another_desk_ours_comes_later(last: int, heard: int, wall: int) -> None:
    if heard >> COUNTER_BITS <= wall + TOO_FAR_AHEAD:
        assert tick(hear(last, heard, wall), wall) > heard


@given(readings, moments, st.integers(1, 2**40))
def test_a_clock_far_ahead_is_not_adopted(last: int, wall: int, beyond: int) -> None:
    wrong = wall + TOO_FAR_AHEAD + beyond << COUNTER_BITS
    assert hear(last, wrong, wall) == last


@given(readings, readings, st.integers(1, 9_999), st.integers(1, 9_999))
def test_stamps_sort_as_clock_then_number(one: int, other: int, low: int, high: int) -> None:
    assert (stamp(one, "desk", low) < stamp(other, "desk", high)) == ((one, low) < (other, high))
