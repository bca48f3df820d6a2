"""What an event says of its badges, and how a fault in it is told."""

import base64
from io import BytesIO

import pytest
from PIL import Image

from checkin.badge import Paper, compose
from checkin.event import EventTrouble, parse_event
from checkin.event.badges import shipped
from db.records import Registration

BADGES = """
slug = "small"
name = "Small event"
timezone = "Europe/Paris"
languages = ["en"]
arrivals = "door"

[[categories]]
id = "press"
title = { en = "Press" }

[[lists]]
id = "door"
title = "Door"

[[badges]]
id = "plain"
width = 72
length = 100

[badges.box.name]
at = [4, 4]
size = [64, 40]
show = [
    { field = "given_name", letters = 10 },
    { field = "family_name", letters = 9 },
]

[badges.box.ticket]
at = [40, 60]
size = [32, 32]
show = [{ field = "qr" }]
"""


def test_an_event_has_its_own_badges_or_those_that_are_shipped() -> None:
    without = BADGES.partition("[[badges]]")[0]

    assert [one.id for one in parse_event(BADGES, "small.toml").badges] == ["plain"]
    assert parse_event(without, "small.toml").badges == shipped()


@pytest.mark.parametrize(
    ("good", "bad", "told"),
    [
        ("width = 72\n", "", "line 16: badges[1].width is missing"),
        ("width = 72", "width = 7000", "line 18: badges[1].width is 7000; expected a number"),
        ('id = "plain"', 'categories = ["pres"]\nid = "plain"', "Did you mean press?"),
        ("at = [4, 4]", "at = [4]", "line 22: badges[1].box.name.at is [4]; expected two numbers"),
        ("at = [4, 4]", "at = [9, 4]", "line 23: the box name leaves the badge, which is 72 by"),
        ("at = [4, 4]", "at = [4, 30]", "line 30: the box ticket overlaps the box name."),
        ("size = [32, 32]", "size = [20, 20]", "line 31: badges[1].box.ticket.size is [20, 20]"),
        ('"family_name"', '"surname"', 'line 26: badges[1].box.name.show[2].field is "surname"'),
        ('field = "given_name",', "", "line 25: badges[1].box.name.show[1] needs either a field"),
        ("letters = 9", "letters = 0", "line 26: badges[1].box.name.show[2].letters is 0"),
        ("at = [40, 60]", 'at = [40, 60]\nalign = "middle"', "one of left, centre, right"),
        ("at = [40, 60]", 'at = [40, 60]\ncolour = "red"', "box.ticket.colour is not known"),
        ('{ field = "qr" }', '{ field = "qr" }, { words = "x", letters = 2 }', "of their own"),
        ("length = 100", 'length = 100\nlogo = "aGVsbG8="', "expected a PNG written in base64"),
    ],
)
def test_a_fault_is_told_with_its_line_and_its_box(good: str, bad: str, told: str) -> None:
    assert good in BADGES
    with pytest.raises(EventTrouble) as trouble:
        parse_event(BADGES.replace(good, bad, 1), "small.toml")
    assert told in str(trouble.value)


def logo(image: Image.Image) -> str:
    file = BytesIO()
    image.save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


def test_a_logo_stands_in_its_box_as_large_as_it_can() -> None:
    head = f'length = 100\nlogo = """\n{logo(Image.new("RGBA", (30, 10), "black"))}\n"""'
    box = '\n[badges.box.logo]\nat = [4, 50]\nsize = [30, 10]\nshow = [{ field = "logo" }]\n'
    event = parse_event(BADGES.replace("length = 100", head) + box, "small.toml")
    image = compose(Registration("1"), event, Paper())

    assert image.convert("L").point(lambda dot: 255 - dot).getbbox() == (32, 400, 269, 479)


def test_a_logo_that_was_cut_off_is_refused() -> None:
    half = logo(Image.effect_noise((64, 64), 90))[:400]
    text = BADGES.replace("length = 100", f'length = 100\nlogo = "{half}"')
    with pytest.raises(EventTrouble, match=r"line 20: .*a PNG written in base64"):
        parse_event(text, "small.toml")
