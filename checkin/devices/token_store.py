"""Where this laptop keeps its token for pretix: the system's keyring, else a file of its own."""

from pathlib import Path
from typing import TYPE_CHECKING

from checkin.drafts import draft
from checkin.language import _
from checkin.pretix.link import PretixTrouble

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "checkin pretix"
FILE = "pretix.token"


class TokenStore:
    """The token of one desk's folder; `name` is by what the keyring knows it."""

    def __init__(self, folder: Path, name: str) -> None:
        self._file = folder / FILE
        self._name = name

    def keep(self, token: str) -> bool:
        """Keep a token; return whether the system's keyring took it."""
        if self._in_keyring(token):
            self._file.unlink(missing_ok=True)
            return True
        with draft(self._file) as file:
            file.write(token.encode())
        return False

    def token(self) -> str:
        """Return the token that was kept."""
        try:
            return self._file.read_text().strip()
        except FileNotFoundError:
            held = self._from_keyring()
        if not held:
            raise PretixTrouble(_("This desk's token for pretix is gone: connect it again."))
        return held

    def forget(self) -> None:
        """Keep no token any more."""
        self._file.unlink(missing_ok=True)
        ring = _ring()
        if ring is not None and self._from_keyring():
            ring.delete_password(SERVICE, self._name)

    def _in_keyring(self, token: str) -> bool:
        from keyring.errors import KeyringError

        ring = _ring()
        if ring is None:
            return False
        try:
            ring.set_password(SERVICE, self._name, token)
            return bool(ring.get_password(SERVICE, self._name) == token)
        except KeyringError:
            return False

    def _from_keyring(self) -> str:
        from keyring.errors import KeyringError

        ring = _ring()
        try:
            return (ring.get_password(SERVICE, self._name) or "") if ring is not None else ""
        except KeyringError:
            return ""


def _ring() -> "KeyringBackend | None":
    """Return the system's keyring; None where there is none to speak of."""
    import keyring
    from keyring.backends import fail, null

    ring = keyring.get_keyring()
    return None if isinstance(ring, fail.Keyring | null.Keyring) else ring
