"""Forgers at the desk: `python -m tests.forgery [GUESSES]` prints how many codes were accepted.

Each forger knows everything but the secret: alphabet, checksum, event, and a thousand genuine
tickets. Then the table of times: what a wrong tag costs by how much of it is right.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice

from checkin import tickets
from checkin.tickets import ALPHABET, LENGTH, TicketStanding

SECRET = bytes(range(32))
SLUG = "aict-2023"
GENUINE = [tickets.issue(SECRET, SLUG, number) for number in range(1000)]

Forger = Callable[[random.Random], str]


def blind(chance: random.Random) -> str:
    """Any 16 symbols."""
    return "".join(chance.choices(ALPHABET, k=LENGTH))


def informed(chance: random.Random) -> str:
    """All public parts right, the tag guessed: a ticket of a secret of the forger's own."""
    return tickets.issue(chance.randbytes(32), SLUG, chance.randrange(tickets.LAST_NUMBER))


def mutated(chance: random.Random) -> str:
    """A genuine ticket with one to six symbols changed."""
    code = list(chance.choice(GENUINE))
    for place in chance.sample(range(LENGTH), chance.randint(1, 6)):
        code[place] = chance.choice(ALPHABET)
    return "".join(code)


def spliced(chance: random.Random) -> str:
    """The halves of two genuine tickets."""
    cut = chance.randrange(1, LENGTH)
    return chance.choice(GENUINE)[:cut] + chance.choice(GENUINE)[cut:]


FORGERS: tuple[Forger, ...] = (blind, informed, mutated, spliced)


def guesses(forger: Forger, seed: int = 0) -> Iterator[str]:
    """Yield codes that were never issued."""
    chance, issued = random.Random(seed), set(GENUINE)  # noqa: S311 - a repeatable forger, no secret
    while True:
        code = forger(chance)
        if code not in issued:
            yield code


def accepted(forger: Forger, count: int) -> list[str]:
    """Return those of so many guesses that the event takes for genuine."""
    return [
        code
        for code in islice(guesses(forger), count)
        if tickets.read(SECRET, SLUG, code).standing is TicketStanding.GENUINE
    ]


def _median_time(codes: list[str]) -> float:
    times = []
    for code in codes * 20:
        start = time.perf_counter_ns()
        tickets.read(SECRET, SLUG, code)
        times.append(time.perf_counter_ns() - start)
    return sorted(times)[len(times) // 2] / 1000


def main(count: int) -> None:
    """Print both tables."""
    each = count // len(FORGERS)
    for forger in FORGERS:
        start = time.perf_counter()
        opened = len(accepted(forger, each))
        seconds = time.perf_counter() - start
        _tell(f"{forger.__name__:10} {each:>9} guesses  {opened} accepted  {seconds:6.1f} s")
    forged = list(islice(guesses(informed), 500))
    right, wrong = _median_time(GENUINE[:500]), _median_time(forged)
    _tell(f"genuine {right:.1f} µs, forged {wrong:.1f} µs: a ratio of {right / wrong:.3f}")


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
