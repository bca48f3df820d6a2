"""What a printer is told beside the picture, and the pictures that try it."""

import pytest
import zxingcpp

from checkin.badge import Badge, Care, Paper
from checkin.badge.sample import SAMPLE
from checkin.badge.trial import RULER, ruler, trial
from tests.badges import aict

PAPER = Paper(384, 203, 60)


def bytes_of(care: Care) -> bytes:
    return Badge("x", trial(aict(), PAPER), care=care).data


@pytest.mark.parametrize(
    ("darkness", "told"), [(2, b"\x1d(K\x02\x001\x02"), (-6, b"\x1d(K\x02\x001\xfa")]
)
def test_darkness_is_told_before_the_picture(darkness: int, told: bytes) -> None:
    plain = bytes_of(Care())
    assert bytes_of(Care(darkness)) == told + plain


def test_the_feed_is_told_with_the_cut_and_no_more_than_a_byte_holds() -> None:
    assert bytes_of(Care()).endswith(b"\x1dVB\x00")
    assert bytes_of(Care(feed=40)).endswith(b"\x1dVB\x28")
    assert bytes_of(Care(feed=999)).endswith(b"\x1dVB\xff")
    assert bytes_of(Care(feed=None)).endswith(b"\x1dV\x01")


def test_a_test_badge_is_a_badge_with_its_edges_and_a_ticket_that_is_read() -> None:
    picture = trial(aict(), PAPER)
    assert picture.size == (PAPER.dots, PAPER.rows)
    edges = [picture.getpixel(place) for place in ((0, 0), (383, 0), (0, PAPER.rows - 1))]
    assert edges == [0, 0, 0]
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [SAMPLE.code]


def test_the_ruler_has_a_line_each_millimetre_counted_from_where_the_head_stands() -> None:
    picture = ruler(PAPER)
    assert picture.height == PAPER.millimetres(RULER)
    lines = [row for row in range(picture.height) if picture.getpixel((0, row)) == 0]
    expected = {
        min(picture.height - 1, picture.height - PAPER.millimetres(at)) for at in range(RULER + 1)
    }
    assert set(lines) == expected
