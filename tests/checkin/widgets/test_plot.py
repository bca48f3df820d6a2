"""Which columns the plot shows, and how tall."""

from checkin.widgets.bars import Bar, filled, together
from checkin.widgets.plot import FEWEST, Rate, visible

SLOT = 5 * 60 * 1000


def at(*slots: int) -> tuple[tuple[int, int], ...]:
    return tuple((slot * SLOT, 3) for slot in slots)


def test_slots_without_arrivals_are_shown_up_to_now() -> None:
    slots, _step = visible(Rate(at(10, 12), now=14 * SLOT + 1), SLOT, 80)
    assert [count for _start, count in slots] == [3, 0, 3, 0, 0]
    assert slots[-1][0] == 14 * SLOT


def test_columns_are_as_wide_as_fits() -> None:
    def step(slots: int, room: int) -> int:
        return visible(Rate(at(1, slots), now=0), SLOT, room)[1]

    assert [step(FEWEST, room) for room in (60, 59, 36, 24, 12)] == [5, 4, 3, 2, 1]
    assert step(1, 60) == step(FEWEST, 60)


def test_the_newest_slots_stay_when_not_all_fit() -> None:
    slots, step = visible(Rate(at(*range(100)), now=99 * SLOT), SLOT, 40)
    assert step == 1
    assert [start // SLOT for start, _count in slots] == list(range(60, 100))


def test_hours_after_the_last_arrival_its_column_is_still_there() -> None:
    slots, _step = visible(Rate(at(1, 2, 3), now=500 * SLOT), SLOT, 40)
    assert [start // SLOT for start, _count in slots] == [1, 2, 3]


def test_a_clock_that_was_set_back_hides_nobody() -> None:
    slots, _step = visible(Rate(at(5, 9), now=2 * SLOT), SLOT, 40)
    assert slots[-1] == (9 * SLOT, 3)


def test_a_bar_is_exact_to_half_a_cell_and_somebody_is_never_nothing() -> None:
    drawn = [str(filled(here, 100, 10)) for here in (0, 1, 50, 55, 99, 100, 120)]
    assert drawn == [
        *("──────────", "╸─────────", "━━━━━─────", "━━━━━╸────"),
        *("━━━━━━━━━╸", "━━━━━━━━━━", "━━━━━━━━━━"),
    ]
    assert str(filled(0, 0, 4)) == "────"


def test_what_does_not_fit_is_summed_up() -> None:
    others = together("autres", [Bar("a", 1, 2), Bar("b", 3, 4), Bar("words")])
    assert (others.present, others.expected, others.numbers) == (4, 6, "4 / 6")
