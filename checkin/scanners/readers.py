"""All scanners of a desk: those that always listen, and the camera, which somebody turns on."""

from collections.abc import Callable, Sequence

from checkin.scanners.listener import Listener
from checkin.scanners.scanner import Camera, Kind, Picture, Scanner, ScannerState
from checkin.scanners.troubles import words


class Readers:
    """Gives every code to `heard`, and every change to `on_news`, from the scanners' threads."""

    def __init__(
        self,
        scanners: Sequence[Scanner] = (),
        make_camera: Callable[[], Camera] | None = None,
        heard: Callable[[str], None] = lambda _code: None,
        on_news: Callable[[ScannerState], None] = lambda _state: None,
        *,
        watches: bool = False,
    ) -> None:
        self.watches = watches  # whether the camera is on from the start
        self._states: dict[Kind, ScannerState] = {}
        self._make_camera = make_camera
        self._heard = heard
        self._on_news = on_news
        self._listeners = [Listener(one, heard, self._hear_news) for one in scanners]
        self._camera: Camera | None = None
        self._watcher: Listener | None = None

    def start(self) -> None:
        """Begin to listen, and to watch where that is set."""
        for listener in self._listeners:
            listener.start()
        if self.watches:
            self.watch(on=True)

    def watch(self, *, on: bool) -> None:
        """Turn the camera on or off; neither is waited for."""
        if on and self._watcher is None and self._make_camera is not None:
            self._camera = self._make_camera()
            self._watcher = Listener(self._camera, self._heard, self._hear_news)
            self._watcher.start()
        elif not on and self._watcher is not None:
            self._watcher.stop(patience=0)
            self._watcher, self._camera = None, None
            self._states.pop(Kind.CAMERA, None)

    @property
    def watching(self) -> bool:
        """Whether the camera is on."""
        return self._watcher is not None

    def look(self) -> Picture | None:
        """What the camera saw last."""
        camera = self._camera
        return camera.picture if camera is not None else None

    @property
    def words(self) -> str:
        """What is wrong with the scanners, in a word or three; nothing when all is well."""
        told = (words(self._states[kind]) for kind in Kind if kind in self._states)
        return " · ".join(one for one in told if one)

    def stop(self) -> None:
        """End them all; the devices are let go of."""
        running = [*self._listeners, self._watcher] if self._watcher else self._listeners
        for listener in running:
            listener.stop(patience=0)
        for listener in running:
            listener.stop()

    def _hear_news(self, state: ScannerState) -> None:
        self._states[state.kind] = state
        self._on_news(state)
