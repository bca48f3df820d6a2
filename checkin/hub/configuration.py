"""Pure: the configuration of nats-server. What it reads is a superset of JSON, so JSON it gets."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from checkin.hub.members import Member
from checkin.hub.permissions import permissions

MOST_CALLERS = 100
LONGEST_PAYLOAD = 128 * 1024  # bytes; the stream itself takes half of it
NOT_ACROSS = ["live.>"]  # each site repeats to its desks what its own stream stored
STORE = 4 * 1024**3  # bytes


@dataclass(frozen=True, slots=True)
class Node:
    """Where one server listens, and the files it needs."""

    name: str
    listen: str
    certificate: Path
    key: Path
    ca: Path
    store: Path
    log: Path
    seed: str = field(repr=False)  # with which this site's server calls the others'
    cluster: "Cluster | None" = None
    leaf: "Leaf | None" = None


@dataclass(frozen=True, slots=True)
class Cluster:
    """Several servers that stand for one: where this one listens to the others, and they to it."""

    name: str
    listen: str
    routes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """Sites in a tree: where this site's server listens to others, and which it calls.

    Each site has a JetStream domain of its own, so that it works on when it is cut off.
    """

    domain: str
    listen: str = ""
    remotes: tuple[str, ...] = ()


def configuration(
    node: Node, event: str, members: Iterable[Member], steward: str, system: str
) -> str:
    """Return the server's configuration; `steward` and `system` are public nkeys of the hub."""
    return json.dumps(
        {
            "server_name": node.name,
            "listen": node.listen,
            "log_file": str(node.log),
            "pid_file": str(node.log.with_suffix(".pid")),
            "logfile_size_limit": 8 * 1024**2,
            "logfile_max_num": 2,
            "max_connections": MOST_CALLERS,
            "max_payload": LONGEST_PAYLOAD,
            "write_deadline": "5s",
            "ping_interval": "10s",
            "ping_max": 2,
            "tls": {**_tls(node), "timeout": 5},
            "jetstream": _jetstream(node),
            "accounts": accounts(event, members, steward, system),
            "system_account": "SYS",
            **_cluster(node),
            **_leaf(node),
        },
        indent=1,
    )


def accounts(event: str, members: Iterable[Member], steward: str, system: str) -> Mapping[str, Any]:
    """Return the two accounts; for a server that is there already this is all it needs."""
    return {
        "DESK": {
            "jetstream": "enabled",
            "users": [
                {"nkey": steward},
                *(
                    {"nkey": one.key, "permissions": permissions(event, one.name, one.kind)}
                    for one in members
                ),
            ],
        },
        "SYS": {"users": [{"nkey": system}]},
    }


def _jetstream(node: Node) -> Mapping[str, Any]:
    domain = {"domain": node.leaf.domain} if node.leaf else {}
    # The usual two minutes between writes to the disk lose what was acknowledged in a power cut.
    kept = {"store_dir": str(node.store), "sync_interval": "always", "max_file_store": STORE}
    return {**kept, "max_memory_store": 0, **domain}


def _tls(node: Node) -> Mapping[str, Any]:
    files = {"cert_file": node.certificate, "key_file": node.key, "ca_file": node.ca}
    return {**{name: str(file) for name, file in files.items()}, "min_version": "1.2"}


def _cluster(node: Node) -> Mapping[str, Any]:
    if node.cluster is None:
        return {}
    return {
        "cluster": {
            "name": node.cluster.name,
            "listen": node.cluster.listen,
            "routes": [f"nats-route://{route}" for route in node.cluster.routes],
            "tls": {**_tls(node), "timeout": 5},
        }
    }


def _leaf(node: Node) -> Mapping[str, Any]:
    if node.leaf is None:
        return {}
    listening = {"listen": node.leaf.listen} if node.leaf.listen else {}
    calls = [
        {
            "url": f"tls://{remote}",
            "account": "DESK",
            "nkey": node.seed,
            "tls": _tls(node),
            "deny_imports": NOT_ACROSS,
            "deny_exports": NOT_ACROSS,
        }
        for remote in node.leaf.remotes
    ]
    return {"leafnodes": {**listening, "tls": {**_tls(node), "timeout": 5}, "remotes": calls}}
