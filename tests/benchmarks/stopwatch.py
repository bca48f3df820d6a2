"""Measure something beside its floor: the least that the same machine could take for it."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any, TypeVar

from pytest_benchmark.fixture import BenchmarkFixture

T = TypeVar("T")

# The floors, by the names of the benchmarks that measure them.
INSERT = "test_floor_one_durable_insert"
SELECT = "test_floor_one_select"


@dataclass(frozen=True)
class Measured:
    """The times of one benchmark in seconds."""

    name: str
    times: list[float]
    floor: str

    @property
    def median(self) -> float:
        return median(self.times)

    @property
    def slowest(self) -> float:
        """The slowest of a hundred."""
        return quantiles(self.times, n=100)[-1] if len(self.times) > 100 else max(self.times)


@dataclass
class Stopwatch:
    """Times an action; an ordinary run of the tests only tries it once."""

    benchmark: BenchmarkFixture
    floor: str = ""

    def times(self, many: int) -> int:
        """Return how often, or how many, unless nothing is measured."""
        return many if self.benchmark.enabled else min(many, 1)

    def __call__(
        self,
        action: Callable[..., T],
        *,
        rounds: int,
        each: Callable[[], object] | None = None,
        floor: str = "",
    ) -> T:
        """Time `action`, called with what `each` returns where that is given; return its last."""
        self.floor = floor
        setup = (lambda: ((each(),), dict[str, Any]())) if each else None
        pedantic: Callable[..., Any] = self.benchmark.pedantic
        last: T = pedantic(action, setup=setup, rounds=self.times(rounds))
        return last

    def measured(self, name: str) -> Measured | None:
        """Return what was measured; None where nothing was."""
        stats = self.benchmark.stats
        return Measured(name, list(stats.stats.data), self.floor) if stats else None


def table(measured: list[Measured]) -> list[str]:
    """Return a line for each benchmark, with how many times its floor it took."""
    floors = {one.name: one.median for one in measured}
    return [_line(one, floors.get(one.floor)) for one in measured]


def _line(one: Measured, floor: float | None) -> str:
    line = (
        f"{one.name.removeprefix('test_'):36}"
        f" median {1000 * one.median:10.3f} ms   p99 {1000 * one.slowest:10.3f} ms"
    )
    if floor is None:
        return line
    return f"{line} {one.median / floor:10.1f} × {one.floor.removeprefix('test_floor_')}"
