"""What the benchmarks share: crowded desks, a bare database, and the table at the end."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from checkin.desk import Desk
from tests.benchmarks.stopwatch import Measured, Stopwatch, table
from tests.journals import desk
from tests.welcome import EVENT, KEY, crowd

SIZES = (2_000, 20_000, 100_000)
MEASURED = pytest.StashKey[list[Measured]]()


def pytest_configure(config: pytest.Config) -> None:
    """An ordinary run only tries the benchmarks; `--benchmark-only` measures them."""
    if config.option.benchmark_only:
        config.option.benchmark_disable = False
    config.stash[MEASURED] = []


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The large crowds are for measuring only."""
    if "size" in metafunc.fixturenames:
        only_tried = metafunc.config.option.benchmark_disable
        metafunc.parametrize("size", SIZES[:1] if only_tried else SIZES)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print each benchmark beside its floor."""
    if measured := config.stash[MEASURED]:
        terminalreporter.section("beside the floor")
        for line in table(measured):
            terminalreporter.write_line(line)


@pytest.fixture
def measure(benchmark: BenchmarkFixture, request: pytest.FixtureRequest) -> Iterator[Stopwatch]:
    """A stopwatch, whose times come into the table."""
    stopwatch = Stopwatch(benchmark)
    yield stopwatch
    if measured := stopwatch.measured(request.node.name):
        request.config.stash[MEASURED].append(measured)


@pytest.fixture(scope="session")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[int], Desk]]:
    """A desk that knows so many people; they may come in as one likes."""
    desks: dict[int, Desk] = {}

    def desk_of(size: int) -> Desk:
        if size not in desks:
            below = desk(tmp_path_factory.mktemp("crowd"), event=EVENT.slug)
            below.take_in(crowd(size))
            desks[size] = Desk(EVENT, below.copy, below.pen, KEY)
        return desks[size]

    yield desk_of
    for one in desks.values():
        one.close()


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A database with the desk's promises and nothing else."""
    with closing(sqlite3.connect(tmp_path / "bare.db", isolation_level=None)) as connection:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")
        connection.execute("create table entry (number integer primary key, body text) strict")
        yield connection
