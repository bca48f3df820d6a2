"""Other desks that stand as they are told to."""

from concurrent.futures import Future
from dataclasses import dataclass, field

from checkin.replication import Health, Seen, Standing


@dataclass
class ScriptedNeighbours:
    """Stands as it was told, and knows no code."""

    standing: Standing
    woken: int = 0
    started: bool = False
    asked: list[str] = field(default_factory=list)

    def who_knows(self, code: str) -> "Future[tuple[str, ...]]":
        self.asked.append(code)
        nobody: Future[tuple[str, ...]] = Future()
        nobody.set_result(())
        return nobody

    def start(self) -> None:
        self.started = True

    def wake(self) -> None:
        self.woken += 1

    def stop(self, patience: float = 5.0) -> bool:  # noqa: ARG002 - it ends at once
        self.started = False
        return True


def a_morning(now: int) -> Standing:
    """Four desks: one well, one without paper, one silent, one with its clock wrong."""
    ours = Health("accueil-1", "accueil-1-p1", now, 0, people=244, labels=182, tops={"a": 9})

    def seen(name: str, silent: int, **said: object) -> Seen:
        plain = {"people": 244, "tops": {"a": 9}, **said}
        ahead = plain.pop("ahead", 0)
        assert isinstance(ahead, int)
        health = Health(name, f"{name}-p1", now - silent + ahead, 0, **plain)  # type: ignore[arg-type] # fields by name
        return Seen(health, now - silent)

    return Standing(
        None,
        ours=ours,
        desks=(
            seen("accueil-2", 3000, labels=64),
            seen("accueil-3", 1000, printer="paper-out", waiting=3),
            seen("presse", 11 * 60_000, labels=40),
            seen("protocole", 2000, ahead=2 * 3_600_000),
            seen("salle-4", 4000, people=239),
        ),
    )
