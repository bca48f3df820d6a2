"""A small pretix that serves the recorded event, and a desk connected to it."""

import copy
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from checkin.devices.pretix_http import PretixHttp
from checkin.opening import hold
from checkin.pretix.ledger import Ledger
from tests.pretix import recorded
from tests.pretix.counter import Counter
from tests.pretix.server import TOKEN, SmallPretix, serving


@pytest.fixture
def pretix() -> SmallPretix:
    return SmallPretix(copy.deepcopy(recorded.event()["orders"]))


@pytest.fixture
def counter(tmp_path: Path, pretix: SmallPretix) -> Iterator[Counter]:
    held = hold(recorded.a_folder(tmp_path / "desk"))
    with serving(pretix) as url:
        known = recorded.connection(held.event, url)
        with (
            closing(held.desk()) as desk,
            closing(PretixHttp(url, TOKEN, patience=2, silence=1, largest=4_000_000)) as link,
        ):
            ledger = Ledger(desk.copy, held.pen, known.whereto, known.source)
            yield Counter(pretix, url, held, desk, ledger, link)
    held.release()
