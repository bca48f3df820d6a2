"""Who writes next: the threads of this process write to one file in the order in which they came.

SQLite would have each of them look again now and then, and whoever writes much would be luckier.
"""

from collections import deque
from pathlib import Path
from threading import Lock
from weakref import WeakValueDictionary

PATIENCE = 2.0  # seconds; as long as SQLite waits for another process


class Turns:
    """The queue of those who want to write to one file."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._queue: deque[Lock] = deque()

    @property
    def wanted(self) -> bool:
        """Whether somebody waits for whoever writes now."""
        return len(self._queue) > 1

    def take(self) -> bool:
        """Wait for one's turn; False when it did not come in time."""
        mine = Lock()
        mine.acquire()
        with self._guard:
            self._queue.append(mine)
            if self._queue[0] is mine:
                return True
        if mine.acquire(timeout=PATIENCE):
            return True
        with self._guard:
            if self._queue[0] is mine:  # it came just now
                return True
            self._queue.remove(mine)
            return False

    def give(self) -> None:
        """Let the next one write."""
        with self._guard:
            self._queue.popleft()
            if self._queue:
                self._queue[0].release()


# The file is the same one for all connections, however each of them came about.
_of_files: WeakValueDictionary[Path, Turns] = WeakValueDictionary()


def of_file(path: Path) -> Turns:
    """Return the queue of a file."""
    return _of_files.setdefault(path.absolute(), Turns())
