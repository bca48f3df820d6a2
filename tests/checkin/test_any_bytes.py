"""Whatever bytes a scanner sends: an answer, no exception, and nobody comes in.

`python -m tests.checkin.test_any_bytes 600` goes on with new ones for ten minutes.
"""

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkin.scanning import Burst, looks_like_code
from checkin.typed import well_formed
from tests.keyboards import ALL
from tests.welcome import LIST, OPEN, Welcome, genuine, here, opened

__all__ = ["here"]  # the fixture of the test below

NEARLY = st.builds(
    lambda code, place, sign: code[:place] + sign + code[place + 1 :],
    st.builds(
        lambda who, keyboards: keyboards.shown(who), st.just(genuine()), st.sampled_from(ALL)
    ),
    st.integers(0, 15),
    st.characters(),
).filter(lambda text: len(text) == 16)
WRAPPED = st.builds(
    lambda wrapping, inside: wrapping.replace("*", inside),
    st.sampled_from(
        ["https://x.example/?code=*", '{"code": "*"}', "BEGIN:VCARD\nUID:*\n", "]Q1*", "\\000026*"]
    ),
    st.text(max_size=40),
)
READS = st.one_of(
    st.binary(max_size=400).map(lambda sent: sent.decode("utf-8", "surrogateescape")),
    st.binary(max_size=400).map(lambda sent: sent.decode("latin-1")),
    st.text(max_size=3000),
    NEARLY,
    WRAPPED,
)


def answer(here: Welcome, read: str) -> None:
    """Have a text typed by a scanner and answered, whether it looks like a code or not."""
    burst = Burst()
    for place, letter in enumerate(read):
        burst.hear(letter, place * 0.002)
    candidates = burst.end(len(read) * 0.002)
    here.desk.understand(candidates)
    any(map(looks_like_code, candidates))
    said = here.desk.recognise(well_formed(read))
    if said.code == genuine() or said.holders:
        return  # not any bytes: a ticket after all, as another keyboard has it
    verdict = here.desk.scan(read, list_id=OPEN.id)
    assert (verdict.mark, verdict.badge_job) == (None, None)


@given(READS)
@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_sent_is_answered_and_lets_nobody_in(here: Welcome, read: str) -> None:
    answer(here, read)


def main() -> None:
    """Go on for so many seconds, and say how many were answered."""
    end, count = time.monotonic() + float(sys.argv[1]), 0
    with TemporaryDirectory() as folder:
        desk = opened(Path(folder))
        desk.below.take_in(LIST)

        @given(READS)
        @settings(
            max_examples=2_000,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        def many(read: str) -> None:
            nonlocal count
            count += 1
            answer(desk, read)

        while time.monotonic() < end:
            many()
        present = desk.desk.tally(list_id=OPEN.id).present
        desk.desk.close()
    print(f"{count} texts answered, {present} let in")  # noqa: T201 - what came of it


if __name__ == "__main__":
    main()
