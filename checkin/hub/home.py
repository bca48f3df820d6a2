"""The folder of a hub, inside that of a desk: its authority, its keys, its members, its store."""

import datetime as dt
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from checkin.drafts import draft
from checkin.hub import authority
from checkin.hub.arrangement import FILE, USUAL, Arrangement, read_arrangement
from checkin.hub.authority import Identity
from checkin.hub.configuration import Node, configuration
from checkin.hub.members import Member, read_members, write_members
from checkin.membership import login_key, login_seed
from db.entries import signing_key


@dataclass(frozen=True)
class Home:
    """A hub's folder and the places in it; all of it is for its owner's eyes only."""

    path: Path
    event: str

    @property
    def is_complete(self) -> bool:
        """Whether `found` went through here."""
        return self.members_file.exists()

    @property
    def members_file(self) -> Path:
        """Who may call; a folder that has it is complete."""
        return self.path / "members.json"

    @property
    def arrangement_file(self) -> Path:
        """How the hub stands on its network."""
        return self.path / FILE

    @property
    def configuration_file(self) -> Path:
        """What nats-server reads."""
        return self.path / "nats.conf"

    @property
    def ca(self) -> Path:
        """The authority's certificate, which every member has."""
        return self.path / "ca.pem"

    @property
    def ca_key(self) -> Path:
        """The authority's key: whoever has it can pretend to be a hub."""
        return self.path / "ca.key"

    @property
    def certificate(self) -> Path:
        """This hub's certificate."""
        return self.path / "hub.pem"

    @property
    def key(self) -> Path:
        """The key of this hub's certificate."""
        return self.path / "hub.key"

    @property
    def log(self) -> Path:
        """What nats-server says."""
        return self.path / "nats.log"

    @cached_property
    def arrangement(self) -> Arrangement:
        """What hub.toml says."""
        return read_arrangement(self.arrangement_file)

    @property
    def steward_seed(self) -> str:
        """The login of whoever makes the stream and answers for the hub."""
        return login_seed((self.path / "steward.key").read_bytes())

    @property
    def system_seed(self) -> str:
        """The login of whoever lets members in and puts them out."""
        return login_seed((self.path / "system.key").read_bytes())

    @property
    def organiser(self) -> Ed25519PrivateKey:
        """The key with which the organisers vouch for desks."""
        return signing_key((self.path / ORGANISER).read_bytes())

    def members(self) -> tuple[Member, ...]:
        """Return who may call."""
        return tuple(one for one in self.register() if not one.gone)

    def register(self) -> tuple[Member, ...]:
        """Return who may call, and who may not any more."""
        return read_members(self.members_file)

    def admit(self, members: tuple[Member, ...]) -> None:
        """Write down who may call, for us and for the server."""
        write_members(self.members_file, members)
        self.configure()

    def configure(self) -> None:
        """Write what nats-server reads."""
        how = self.arrangement
        node = Node(
            *(how.name, how.listen, self.certificate, self.key, self.ca),
            *(self.path / "store", self.log, self.steward_seed, how.cluster, how.leaf),
        )
        logins = (login_key((self.path / name).read_bytes()) for name in LOGINS)
        _keep(
            self.configuration_file,
            configuration(node, self.event, self.members(), *logins).encode(),
        )


LOGINS = ("steward.key", "system.key")
ORGANISER = "organiser.key"
SECRETS = (*LOGINS, ORGANISER)  # what all hubs of an event have


def found(folder: Path, event: str, now: dt.datetime) -> Home:
    """Return the hub in a desk's folder, made with an authority and keys of its own if need be."""
    home = Home(folder / "hub", event)
    if home.is_complete:
        _certify(home, now)
        _keep_secrets(home)
        return home
    ca = authority.found_authority(event, now)
    hosts = home.arrangement.hosts if home.arrangement_file.exists() else ()
    _keep_identity(home, ca, authority.issue(ca, now, hosts))
    _keep(home.ca_key, ca.key)
    return _completed(home, ())


def _certify(home: Home, now: dt.datetime) -> None:
    """Renew the hub's certificate where hub.toml names it anew; a standby's comes in its file."""
    hosts = home.arrangement.hosts
    if home.ca_key.exists() and not authority.serves(home.certificate.read_bytes(), hosts):
        ca = Identity(home.ca.read_bytes(), home.ca_key.read_bytes())
        _keep_identity(home, ca, authority.issue(ca, now, hosts))


def stand_in(folder: Path, event: str, ca: bytes, own: Identity, theirs: Iterable[bytes],
             members: tuple[Member, ...]) -> Home:  # fmt: skip
    """Make the hub's folder of a standby, which has a certificate but not the authority's key."""
    home = Home(folder / "hub", event)
    _keep_identity(home, Identity(ca, b""), own)
    for name, secret in zip(SECRETS, theirs, strict=True):
        _keep(home.path / name, secret)
    return _completed(home, members)


def _keep_identity(home: Home, ca: Identity, own: Identity) -> None:
    home.path.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path, content in (
        (home.ca, ca.certificate),
        (home.certificate, own.certificate),
        (home.key, own.key),
    ):
        _keep(path, content)


def _completed(home: Home, members: tuple[Member, ...]) -> Home:
    _keep_secrets(home)
    if not home.arrangement_file.exists():
        _keep(home.arrangement_file, USUAL.encode())
    home.admit(members)
    return home


def _keep_secrets(home: Home) -> None:
    for name in SECRETS:
        if not (home.path / name).exists():
            _keep(home.path / name, secrets.token_bytes(32))


def _keep(path: Path, content: bytes) -> None:
    with draft(path) as file:
        file.write(content)
