"""The journal: any order, repetition and split of the desks' entries leads to one state."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import arrivals, entries, journal
from db.connection import EntryTooLong, writing
from db.entries import Entry
from db.events import CheckedIn, DeskOpened, RegistrationCorrected, WalkedIn
from db.journal import Absorbed
from db.records import Mark
from db.verify import verify
from tests.journals import DOORS, HOUR, LIST, JournalDesk, desk, everything, person, row
from tests.stories import days, heard, lived


@pytest.fixture
def here(tmp_path: Path) -> Iterator[JournalDesk]:
    opened = desk(tmp_path, "accueil-1")
    yield opened
    opened.close()


@pytest.fixture
def there(tmp_path: Path) -> Iterator[JournalDesk]:
    opened = desk(tmp_path, "accueil-2")
    yield opened
    opened.close()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(days, st.data())
def test_any_order_repetition_and_split_of_the_journals_gives_the_same(
    day: list[tuple[int, int, object]], chance: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        desks = lived(Path(folder), day)
        journals = [one.journal() for one in desks]
        for name in ("in-order", "any-order"):
            (Path(folder) / name).mkdir()
        plain = desk(Path(folder) / "in-order", "lecteur")
        shuffled = desk(Path(folder) / "any-order", "lecteur")
        for entries_of_one in journals:
            plain.absorb(entries_of_one)
        for batch in heard(journals, chance):
            shuffled.absorb(batch)
        for one in desks:
            for entries_of_one in (*journals, plain.journal()):
                one.absorb(entries_of_one)

        expected = everything(plain.copy)
        assert everything(shuffled.copy) == expected
        assert [everything(one.copy) for one in desks] == [expected] * len(desks)
        assert verify(shuffled.copy) == ()
        for one in (*desks, plain, shuffled):
            left = one.copy.execute(
                "select (select count(*) from waiting), (select count(*) from quarantine)"
            )
            assert left.fetchone() == (0, 0)
            one.close()


def test_corrections_of_several_desks_come_to_the_same_in_either_order(
    here: JournalDesk, there: JournalDesk
) -> None:
    here.append(RegistrationCorrected("zoe", {"family_name": "Lefèvre", "note": "Protocole"}))
    there.append(RegistrationCorrected("zoe", {"category": "elu", "function": "Maire"}))
    first, second = here.journal(), there.journal()
    here.absorb(second)
    there.absorb(first)
    assert everything(here.copy) == everything(there.copy)


def test_entries_are_numbered_without_a_hole_and_chained(here: JournalDesk) -> None:
    for who in ("zoe", "luc", "ana"):
        here.enter(who)
    written = here.journal()
    assert [entry.mark for entry in written] == [Mark(here.origin, n) for n in (1, 2, 3, 4)]
    assert [entry.previous for entry in written[1:]] == [entry.digest for entry in written[:-1]]
    assert written[0].event == DeskOpened("accueil-1", here.pen.public_key)


def test_an_entry_reads_back_as_what_happened(here: JournalDesk) -> None:
    who = person("Zoé", "d’Almeida", sessions=("a", "b"), extra=(("Régime", "halal"),))
    written = [here.append(WalkedIn(who)), here.append(CheckedIn(who.id, LIST, reason="«"))]
    again = [Entry(entry.body, entry.signature) for entry in here.journal(after=1)]
    assert again == written
    assert [entry.event for entry in again] == [
        WalkedIn(who),
        CheckedIn(who.id, LIST, reason="«"),
    ]
    assert all(entry.is_readable for entry in again)
    assert "null" not in written[1].body


def test_what_comes_before_what_it_follows_waits_for_it(
    here: JournalDesk, there: JournalDesk
) -> None:
    for who in ("zoe", "luc", "ana"):
        here.enter(who)
    first, second, third, fourth = here.journal()
    assert there.absorb([fourth, third]) == Absorbed(waiting=2)
    assert there.absorb([third]) == Absorbed()
    assert there.absorb([first]) == Absorbed(taken=1)
    assert there.absorb([second]) == Absorbed(taken=3)
    assert there.absorb([fourth, second]) == Absorbed()
    assert there.copy.execute("select count(*) from waiting").fetchone() == (0,)


def changed(entry: Entry, before: str, after: str) -> Entry:
    assert before in entry.body
    return Entry(entry.body.replace(before, after), entry.signature)


def signed_as(desk_: JournalDesk, entry: Entry) -> Entry:
    signature = desk_.pen.key.sign(entries.SIGNED_PREFIX + entry.body.encode())
    return replace(entry, signature=signature)


def refusals(desk_: JournalDesk) -> list[str]:
    return [why for (why,) in desk_.copy.execute("select why from quarantine order by id")]


def test_tampered_entries_are_set_aside_and_change_nothing(
    here: JournalDesk, there: JournalDesk
) -> None:
    here.enter("zoe")
    opened, came = here.journal()
    there.absorb([opened])
    before = everything(there.copy)
    tampered = {
        "the signature is not this desk's": [
            changed(came, "zoe", "zoo"),
            replace(came, signature=bytes(64)),
            replace(came, signature=b"short"),
            signed_as(there, came),
        ],
        "it does not follow on from the entry before it": [
            signed_as(here, changed(came, came.previous, "0" * 64))
        ],
        "it belongs to another event": [
            signed_as(here, changed(came, '"ev":"rencontres"', '"ev":"autre"'))
        ],
        "it cannot be read": [
            Entry("", bytes(64)),
            Entry("[]", bytes(64)),
            Entry("{", bytes(64)),
            Entry("[" * 100_000, bytes(64)),
            Entry('{"o":"\udcff"}', bytes(64)),
            changed(came, '"n":2', '"n":2.0'),
            changed(came, '"n":2', '"n":"2"'),
            changed(came, '"n":2', '"n":true'),
            changed(came, '"n":2', f'"n":{2**63}'),
            changed(came, '"h":', '"h":-'),
            changed(came, '"o":', '"o":"x","o":'),
            signed_as(here, changed(came, '"list_id":"accueil"', '"list_id":5')),
            signed_as(here, changed(came, '"list_id":"accueil"', '"direction":"up"')),
            signed_as(here, changed(came, '"d":{', '"d":{"registration":"luc",')),
        ],
    }
    for why, wrong in tampered.items():
        for one in wrong:
            already = len(refusals(there))
            if why != "it cannot be read":
                assert one.is_readable, one
            result = there.absorb([one])
            assert (result.taken, result.waiting) == (0, 0)
            assert refusals(there)[already:] in ([why], ["the signature is not this desk's"])
            assert there.absorb([one]) == Absorbed()
    assert everything(there.copy) == before
    assert there.absorb([came]) == Absorbed(taken=1)
    assert verify(there.copy) == ()


def test_an_origin_that_never_presented_itself_is_not_believed(
    here: JournalDesk, there: JournalDesk
) -> None:
    here.enter("zoe")
    first, second = here.journal()
    unpresented = signed_as(here, changed(changed(second, '"n":2', '"n":1'), first.digest, ""))
    assert there.absorb([unpresented]) == Absorbed(refused=1)
    assert refusals(there) == ["no desk of this origin was ever presented"]


def test_a_second_entry_with_the_same_number_is_set_aside(
    here: JournalDesk, there: JournalDesk, tmp_path: Path
) -> None:
    (tmp_path / "restored").mkdir()
    restored = desk(tmp_path / "restored", "accueil-1")
    restored.watch.now = here.watch.now = DOORS
    with writing(restored.copy):
        restored.copy.execute("delete from entry")
        restored.copy.execute("update pen set clock = 0")
    restored.absorb(here.journal())
    here.enter("zoe")
    restored.enter("luc")
    there.absorb(here.journal())
    assert there.absorb(restored.journal()) == Absorbed(refused=1)
    assert refusals(there) == ["another entry already has this number"]
    assert arrivals.on_list(there.copy, "luc", LIST) is None
    restored.close()


def test_a_forgery_that_comes_early_does_not_take_the_place_of_the_true_entry(
    here: JournalDesk, there: JournalDesk
) -> None:
    here.enter("zoe")
    here.enter("luc")
    opened, zoe, luc = here.journal()
    there.absorb([opened, changed(luc, "luc", "eve"), luc])
    assert there.absorb([zoe]) == Absorbed(taken=2, refused=1)
    assert arrivals.on_list(there.copy, "luc", LIST)
    assert not arrivals.on_list(there.copy, "eve", LIST)


def test_our_own_lost_entries_come_back_from_others(
    here: JournalDesk, there: JournalDesk, tmp_path: Path
) -> None:
    here.enter("zoe")
    there.absorb(here.journal())
    (tmp_path / "restored").mkdir()
    restored = desk(tmp_path / "restored", "accueil-1")
    with writing(restored.copy):
        restored.copy.execute("delete from entry")
    restored.absorb(journal.read(there.copy, here.origin))
    assert restored.journal() == here.journal()
    restored.close()


def test_a_kind_that_a_newer_desk_invented_is_kept_and_changes_nothing(
    here: JournalDesk, there: JournalDesk
) -> None:
    here.enter("zoe")
    opened, came = here.journal()
    newer = signed_as(here, changed(came, '"k":"CheckedIn"', '"k":"LunchServed"'))
    before = everything(there.copy)["presence"]
    assert there.absorb([opened, newer]) == Absorbed(taken=2)
    assert there.copy.execute("select count(*) from entry").fetchone() == (3,)
    assert everything(there.copy)["presence"] == before
    assert verify(there.copy) == ()


def test_values_that_a_newer_desk_added_are_passed_over(
    here: JournalDesk, there: JournalDesk
) -> None:
    here.enter("zoe")
    opened, came = here.journal()
    newer = signed_as(here, changed(came, '"d":{', '"d":{"lane":4,'))
    assert there.absorb([opened, newer]) == Absorbed(taken=2)
    assert arrivals.on_list(there.copy, "zoe", LIST)


def test_a_clock_set_back_an_hour_still_orders_what_this_desk_does(here: JournalDesk) -> None:
    first = here.enter("zoe", at=DOORS)
    second = here.enter("zoe", at=DOORS - HOUR, reason="second badge")
    presence = arrivals.on_list(here.copy, "zoe", LIST)
    assert presence
    assert (presence.first.mark, presence.last.mark) == (first, second)
    assert presence.last.at == DOORS - HOUR


def test_what_happens_after_hearing_of_something_is_ordered_after_it(
    here: JournalDesk, there: JournalDesk
) -> None:
    here.watch.now = DOORS + 60_000
    heard_of = here.enter("zoe")
    there.absorb(here.journal())
    later = there.enter("zoe", at=DOORS, reason="badge perdu")
    presence = arrivals.on_list(there.copy, "zoe", LIST)
    assert presence
    assert (presence.first.mark, presence.last.mark) == (heard_of, later)


def test_a_clock_that_is_far_ahead_is_kept_but_not_adopted(
    here: JournalDesk, there: JournalDesk
) -> None:
    wrong = here.enter("zoe", at=DOORS + 12 * HOUR)
    assert there.absorb(here.journal()).taken == 2
    there.enter("luc", at=DOORS)
    written = journal.entry_at(there.copy, Mark(there.origin, 2))
    late = journal.entry_at(there.copy, wrong)
    assert written
    assert late
    assert written.clock < late.clock
    assert written.clock >> 16 < DOORS + HOUR


def test_a_copy_that_writes_no_journal_can_still_absorb(
    here: JournalDesk, there: JournalDesk
) -> None:
    here.enter("zoe")
    with writing(there.copy):
        there.copy.execute("delete from pen")
    assert there.absorb(here.journal()) == Absorbed(taken=2)


def test_an_imported_list_reaches_another_desk_whole(here: JournalDesk, there: JournalDesk) -> None:
    here.take_in([row(f"Zoé{n}", "Lefèvre", organisation="Ville de Lyon") for n in range(400)])
    written = here.journal()
    assert len(written) > 2
    assert max(len(entry.body.encode()) for entry in written) < 32 * 1024
    there.absorb(reversed(written))
    mine, theirs = everything(here.copy), everything(there.copy)
    assert {table: mine[table] for table in mine if table != "desk"} == {
        table: theirs[table] for table in theirs if table != "desk"
    }


def test_what_other_desks_would_not_take_is_not_written_down(tmp_path: Path) -> None:
    here = desk(tmp_path)
    before = here.journal()
    with pytest.raises(EntryTooLong, match="WalkedIn, 39 KiB"):
        here.append(WalkedIn(person("Zoé", "Long", note="x" * 40_000)))
    assert here.journal() == before
