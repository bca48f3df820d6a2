"""The event's description: the shipped programme, and what is said about a faulty one."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from checkin.event import Event, EventTrouble, UnknownList, parse_event, programme, read_event
from checkin.language import install

PARIS = ZoneInfo("Europe/Paris")

SMALL = """\
slug = "small"
name = "Small event"
timezone = "Europe/Paris"
languages = ["fr", "en"]
arrivals = "door"

[[categories]]
id = "press"
title = { fr = "Presse", en = "Press" }
aliases = ["Journaliste"]

[[sessions]]
id = "talk"
title = "The talk"
room = "Blue room"
capacity = 12
day = 2023-09-19
from = 14:30:00
to = 16:00:00

[[lists]]
id = "door"
title = "The door"

[[lists]]
id = "talk"
session = "talk"

[[lists]]
id = "press-room"
title = "Press room"
categories = ["press"]
many_entries = true
exits = true
hours = [
    { day = 2023-09-19, from = 08:00:00, to = 12:00:00 },
    { day = 2023-09-18, from = 08:00:00, to = 12:00:00 },
]
"""


@pytest.fixture(scope="module")
def aict() -> Event:
    return parse_event(programme(), "aict-2023.toml")


def at(day: int, hour: int, minute: int = 0) -> int:
    return int(datetime(2023, 9, day, hour, minute, tzinfo=PARIS).timestamp() * 1000)


def test_the_shipped_programme_is_that_of_the_two_days(aict: Event) -> None:
    assert {session.start.date() for session in aict.sessions} == {
        date(2023, 9, 18),
        date(2023, 9, 19),
    }
    assert aict.check_in_list("").id == "accueil"
    assert aict.check_in_list("accueil").hours == ()
    assert aict.check_in_list("espace-partenaires").exits


def test_each_workshop_and_each_country_group_has_its_list(aict: Event) -> None:
    for session in aict.sessions:
        if session.id.startswith(("atelier-", "groupe-")):
            listed = aict.check_in_list(session.id)
            assert listed.session == session.id
            assert listed.capacity == session.capacity
            assert session.room


def test_categories_are_known_by_the_words_of_organisers(aict: Event) -> None:
    for word in ("elu", "ÉLUE", "Élu·e", "elu(e)", "Elected official"):
        assert aict.category_of(word) == "elu"
    assert aict.category_of("Journaliste") == "presse"
    assert aict.category_of("Mécène") == "Mécène"


def test_a_category_is_titled_in_the_language_spoken(aict: Event) -> None:
    install("fr")
    assert aict.category_title("intervenant") == "Intervenant·e"
    install("en")
    assert aict.category_title("intervenant") == "Speaker"
    assert aict.category_title("Mécène") == "Mécène"


def test_sessions_are_known_by_title_and_alias(aict: Event) -> None:
    assert aict.session_of("atelier 3") == "atelier-3"
    assert aict.session_of("VILLES ET CLIMAT : s'adapter ensemble, apprendre du Sud") == "atelier-6"
    assert aict.session_of("Atelier 33") == ""
    session = aict.session("atelier-3")
    assert session is not None
    assert session.title.startswith("Atelier 3")
    assert aict.session("atelier-33") is None


def test_an_unknown_list_is_answered_with_those_there_are() -> None:
    event = parse_event(SMALL, "small.toml")
    with pytest.raises(UnknownList, match=r"“lunch”; this event has: door, talk, press-room"):
        event.check_in_list("lunch")


def test_a_list_takes_over_from_its_session_what_it_does_not_say() -> None:
    talk = parse_event(SMALL, "small.toml").check_in_list("talk")
    assert (talk.title, talk.capacity) == ("The talk", 12)
    assert talk.hours == ((at(19, 14), at(19, 16)),)


def test_a_list_says_whom_it_is_for_and_when_it_is_open() -> None:
    event = parse_event(SMALL, "small.toml")
    assert event.check_in_list("door").categories is None
    assert event.check_in_list("door").hours == ()
    room = event.check_in_list("press-room")
    assert room.categories == frozenset({"press"})
    assert room.many_entries
    assert room.hours == ((at(18, 8), at(18, 12)), (at(19, 8), at(19, 12)))


def test_a_programme_can_be_moved_and_keeps_its_hours(aict: Event) -> None:
    moved = aict.moved_to(date(2024, 2, 6))
    assert moved == parse_event(moved.text, "moved.toml")
    opens = datetime.fromtimestamp(moved.check_in_list("lundi").hours[0][0] / 1000, PARIS)
    assert (opens.date(), opens.hour) == (date(2024, 2, 6), 13)
    assert min(session.start.date() for session in moved.sessions) == date(2024, 2, 6)
    assert moved.moved_to(date(2023, 9, 18)) == aict


def test_an_event_whose_welcome_is_always_open_moves_by_its_first_session() -> None:
    moved = parse_event(SMALL, "small.toml").moved_to(date(2023, 10, 1))
    assert moved.sessions[0].start.date() == date(2023, 10, 1)
    assert replace(moved, sessions=()).moved_to(date(2023, 10, 1)).arrivals == "door"


@pytest.mark.parametrize(
    ("good", "bad", "told"),
    [
        ('name = "Small event"\n', "", "small.toml: name is missing"),
        ('name = "Small event"', 'name = "Small', "small.toml, line 2: this is not valid TOML"),
        ('name = "Small event"', "name = 12", "small.toml, line 2: name is 12; expected a text"),
        ('"Europe/Paris"', '"Europe/Pari"', 'line 3: timezone is "Europe/Pari"'),
        ('"Europe/Paris"', '"Europe"', 'line 3: timezone is "Europe"'),
        ('["fr", "en"]', "[]", "line 4: languages is []"),
        ('["fr", "en"]', '"fr"', 'languages is "fr"; expected a list of texts'),
        ('arrivals = "door"', 'arrivals = "dor"', "Did you mean door?"),
        ('slug = "small"', 'slug = "Small Event"', "small letters, digits and hyphens"),
        ("timezone =", "timezne =", "line 3: the key timezne is not known. Did you mean timezone?"),
        ('title = { fr = "Presse", en = "Press" }', 'title = { fr = "P" }', "title.en is missing"),
        ('title = { fr = "Presse", en = "Press" }', 'title = "P"', "expected a table"),
        ("capacity = 12", "capacity = 0", "line 16: sessions[1].capacity is 0; expected a whole"),
        ("capacity = 12", "capacity = true", "sessions[1].capacity is true"),
        ("from = 14:30:00", 'from = "14h30"', 'line 18: sessions[1].from is "14h30"'),
        ("from = 14:30:00", "from = 17:30:00", "line 19: sessions[1].to is"),
        ("day = 2023-09-19\n", 'day = "mardi"\n', "expected a day such as 2023-09-19"),
        ('room = "Blue room"', 'rom = "Blue room"', "sessions[1].rom is not known. Did you mean"),
        ('id = "talk"\nsession', 'id = "door"\nsession', "line 26: lists[2].id is"),
        ('session = "talk"', 'session = "tlak"', "line 27: lists[2].session is"),
        ('categories = ["press"]', 'categories = ["pres"]', "Did you mean press?"),
        ("many_entries = true", 'many_entries = "yes"', "expected true or false"),
        ("to = 12:00:00 },\n]", "til = 12:00:00 },\n]", "lists[3].hours[2].til is not known"),
        ('aliases = ["Journaliste"]', 'band = "dotted"', "expected one of solid, outline"),
        ("[[lists]]", "[lists]", "not valid TOML"),
        ("[[categories]]", "[categories]", "…; expected a list of tables"),
    ],
)
def test_a_fault_is_told_with_its_line_or_key(good: str, bad: str, told: str) -> None:
    assert good in SMALL
    with pytest.raises(EventTrouble) as trouble:
        parse_event(SMALL.replace(good, bad, 1), "small.toml")
    assert told in str(trouble.value)
    assert str(trouble.value).startswith("small.toml")


def test_a_word_leads_to_one_category_only() -> None:
    twice = '[[categories]]\nid = "media"\ntitle = { fr = "Médias", en = "PRESS" }\n\n[[sessions]]'
    with pytest.raises(EventTrouble, match="“press” already means press, it cannot mean media too"):
        parse_event(SMALL.replace("[[sessions]]", twice, 1), "small.toml")


def test_an_event_file_is_read_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig"):
        path = tmp_path / f"{encoding}.toml"
        path.write_text(programme(), encoding=encoding)
        assert read_event(path).slug == "aict-2023"


def test_a_file_that_is_no_event_is_told_in_a_sentence(tmp_path: Path) -> None:
    binary, empty = tmp_path / "binary.toml", tmp_path / "empty.toml"
    binary.write_bytes(b"\xff\xfe\x00\x81")
    empty.write_text("")
    for path, told in (
        (tmp_path / "none.toml", "There is no file"),
        (tmp_path, "is a folder"),
        (binary, "is not text in UTF-8"),
        (empty, "timezone is missing"),
    ):
        with pytest.raises(EventTrouble, match=told):
            read_event(path)
