"""Against a real pretix: `python -m tests.pretix.live TOKENS`; a bar that is missed is exit code 1.

TOKENS is a JSON file with base, organizer, event, device_initialization_tokens, device_tokens (of
another device), lists (a number by a name) and counts (orders): what was seeded. The server must be
one for trials: 500 people are checked in there.
"""

import json
import resource
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from checkin.desk import Desk
from checkin.devices.pretix_http import PretixHttp
from checkin.devices.token_store import TokenStore
from checkin.event import read_event
from checkin.opening import OpenFolder, hold
from checkin.pretix import Courier, Doing, PretixStanding, PretixTrouble, enrolment
from checkin.pretix.bringing import PAGE, pages
from checkin.pretix.connection import Connection
from checkin.settings import Folder, create_folder
from db import positions, registrations
from db.records import Outcome, Status
from tests.pretix.cutting import cut_line

OFFLINE = 500
EVERY = 20
SLOWER = 1.5
LARGEST = 200  # MB


class Trial:
    """One desk against one server."""

    def __init__(self, told: dict[str, Any], folder: Path) -> None:
        self.told = told
        self.folder = Folder(folder)
        self.missed = 0
        self.token, self.known = self._connected()
        self.list_id = next(
            ours for ours, theirs in self.known.lists.items() if theirs == told["lists"]["jour1"]
        )

    def link(self, url: str = "") -> PretixHttp:
        """Return this desk's way to the server."""
        return PretixHttp(url or self.told["base"], self.token)

    def courier(self, held: OpenFolder, url: str = "") -> Courier:
        """Return what keeps the desk in step, over the line at `url`."""
        return Courier(
            lambda: self.link(url),
            lambda: held.desk().copy,
            held.pen,
            held.event,
            self.known,
            lambda _news: None,
            poll=0.5,
        )

    def bar(self, what: str, said: str, *, held: bool) -> None:
        """Print one line of the table."""
        self.missed += not held
        print(f"{'holds ' if held else 'MISSED'}  {what:<52} {said}", flush=True)

    def _connected(self) -> tuple[str, Connection]:
        base = self.told["base"]
        for token in self.told["device_initialization_tokens"]:
            try:
                with closing(PretixHttp(base)) as link:
                    enrolled = enrolment.enrol(link, base, token)
                    break
            except PretixTrouble:
                continue
        else:
            raise SystemExit("every token was used: restore the server")
        with closing(PretixHttp(base, enrolled.token)) as link:
            offer = enrolment.offer(link, self.told["organizer"], self.told["event"])
        create_folder(self.folder.path, offer.description)
        TokenStore(self.folder.path, enrolled.connection.serial).keep(enrolled.token)
        event = read_event(self.folder.event)
        return enrolled.token, enrolment.chosen(enrolled.connection, offer, event)


def reading(trial: Trial, held: OpenFolder) -> None:
    """Read everything once as a client that does nothing with it, then as the desk."""
    path = f"{trial.known.whereto.at_event}orders/?page_size={PAGE}&include_canceled_positions=true"
    began = time.perf_counter()
    with closing(trial.link()) as link:
        orders = sum(len(results) for _reply, results in pages(link, path))
    served = time.perf_counter() - began
    began = time.perf_counter()
    standing = trial.courier(held).once()
    took = time.perf_counter() - began
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    expected = trial.told["counts"]["orders"]
    trial.bar("orders read", f"{orders} of {expected}", held=orders == expected)
    trial.bar("people", f"{standing.people}", held=standing.people > 0)
    said = f"{took:.1f} s for the desk, {served:.1f} s for the pages alone: {took / served:.2f} ×"
    trial.bar(f"reading everything ≤ {SLOWER} ×", said, held=took <= SLOWER * served)
    trial.bar(f"memory ≤ {LARGEST} MB", f"{largest} MB", held=largest <= LARGEST)


def another_door(trial: Trial, held: OpenFolder, desk: Desk) -> None:
    """Another device lets somebody in; one look later they are here."""
    code, who = free(trial, desk, 1)[0]
    body = {"lists": [trial.told["lists"]["jour1"]], "secret": code, "nonce": f"live-{time.time()}"}
    token = next(iter(trial.told["device_tokens"].values()))
    with closing(PretixHttp(trial.told["base"], token)) as other:
        assert other.post(trial.known.whereto.redeem, body).status == 201
    trial.courier(held).once()
    person = desk.person(who)
    doors = [one.first.desk for one in person.presences] if person else []
    trial.bar("another device's scan, after one look", ", ".join(doors), held=len(doors) == 1)


def offline(trial: Trial, held: OpenFolder, desk: Desk) -> None:
    """Check people in without pretix, then tell it over a line that is cut all the time."""
    people = free(trial, desk, OFFLINE)
    before = status(trial)
    for code, _who in people:
        assert desk.scan(code, list_id=trial.list_id).outcome is Outcome.WELCOME
    port = urlsplit(trial.told["base"]).port or 80
    began = time.perf_counter()
    with cut_line(port, EVERY) as line:
        standing = told_all(trial.courier(held, line.url))
        took = time.perf_counter() - began
        cuts = line.cuts
    trial.courier(held).once()
    copies = [positions.of(desk.copy, who) for _code, who in people]
    number = trial.told["lists"]["jour1"]
    times = [len([p for p in one.passings if p.list == number]) for one in copies if one]
    once = times.count(1)
    said = f"{once} of {len(people)} once, {cuts} cuts, {took:.0f} s, {standing.refused} refused"
    trial.bar("offline check-ins go up exactly once", said, held=once == len(people) and cuts > 20)
    after = status(trial)
    ours = desk.share(list_id=trial.list_id).present
    said = f"pretix {before} → {after}, ours {ours}"
    trial.bar("the server's count equals ours", said, held=after == ours)


def told_all(courier: Courier) -> PretixStanding:
    """Run a courier until nothing waits any more."""
    courier.start()
    while courier.standing.doing is not Doing.IN_STEP or courier.standing.waiting:
        time.sleep(0.1)
    courier.stop()
    return courier.standing


def free(trial: Trial, desk: Desk, count: int) -> list[tuple[str, str]]:
    """Return people who may come and whom no list has seen yet."""
    listing = desk.event.check_in_list(trial.list_id)
    found = [
        (who.code, who.id)
        for who in registrations.everyone(desk.copy)
        if who.status is Status.CONFIRMED
        and not who.note
        and who.category in (listing.categories or {who.category})
        and (place := positions.of(desk.copy, who.id)) is not None
        and not place.passings
    ]
    assert len(found) >= count, "too few people are left: restore the server"
    return found[-count:]


def status(trial: Trial) -> int:
    """Return how many pretix counts on the list."""
    number = trial.told["lists"]["jour1"]
    with closing(trial.link()) as link:
        reply = link.get(f"{trial.known.whereto.at_event}checkinlists/{number}/status/")
    return int(reply.body["checkin_count"])


def main() -> int:
    """Hold a desk to the bars."""
    told = json.loads(Path(sys.argv[1]).read_text())
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(told, Path(folder) / "desk")
        held = hold(trial.folder.path)
        try:
            reading(trial, held)
            with closing(held.desk()) as desk:
                another_door(trial, held, desk)
                offline(trial, held, desk)
        finally:
            held.release()
    return 1 if trial.missed else 0


if __name__ == "__main__":
    sys.exit(main())
