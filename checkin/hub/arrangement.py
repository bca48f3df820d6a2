"""How a hub stands on its network: hub.toml, which nobody need touch for one laptop at one site."""

from dataclasses import dataclass
from pathlib import Path

from checkin import tables
from checkin.hub.configuration import Cluster, Leaf
from checkin.tables import Table

FILE = "hub.toml"

USUAL = """\
# How this hub stands on its network. One laptop at one site needs no change here.
name = "hub"
listen = "0.0.0.0:4222"

# Further addresses that desks try, such as a standby's: ["192.168.8.11:4222"].
addresses = []

# Copies of the journals that a cluster keeps: 1, or 3 in a cluster of three.
replicas = 1

# Servers that already run with this hub's accounts and certificates: none is started here then.
servers = []

# [cluster]                     # this server is one of several
# name = "hall"
# listen = "0.0.0.0:6222"
# routes = ["192.168.8.10:6222", "192.168.8.11:6222", "192.168.8.12:6222"]

# [leaf]                        # this site is one of several
# domain = "paris"
# listen = "0.0.0.0:7422"       # other sites call here
# remotes = ["hub.example.org:7422"]  # or this site calls there
"""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What hub.toml says."""

    name: str = "hub"
    listen: str = "0.0.0.0:4222"
    addresses: tuple[str, ...] = ()
    replicas: int = 1
    servers: tuple[str, ...] = ()
    cluster: Cluster | None = None
    leaf: Leaf | None = None

    @property
    def port(self) -> int:
        """The port on which desks call."""
        return int(self.listen.rpartition(":")[2])

    @property
    def hosts(self) -> tuple[str, ...]:
        """Where other hubs call this one, or any of its cluster."""
        routes = self.cluster.routes if self.cluster else ()
        called = {one.rpartition(":")[0].strip("[]") for one in (*routes, *self.addresses)}
        return tuple(sorted(called))


def read_arrangement(path: Path) -> Arrangement:
    """Return what the file says; TableTrouble names what it says wrongly."""
    table = tables.read(path)
    table.only("name", "listen", "addresses", "replicas", "servers", "cluster", "leaf")
    usual = Arrangement()
    return Arrangement(
        name=table.text("name", usual.name),
        listen=_address(table, "listen", usual.listen),
        addresses=table.texts("addresses", ()),
        replicas=table.whole("replicas", usual.replicas),
        servers=table.texts("servers", ()),
        cluster=_cluster(table.table("cluster")),
        leaf=_leaf(table.table("leaf")),
    )


def _cluster(table: Table) -> Cluster | None:
    if not table.values:
        return None
    table.only("name", "listen", "routes")
    return Cluster(table.text("name"), _address(table, "listen"), table.texts("routes"))


def _leaf(table: Table) -> Leaf | None:
    if not table.values:
        return None
    table.only("domain", "listen", "remotes")
    return Leaf(table.id("domain"), table.text("listen", ""), table.texts("remotes", ()))


def _address(table: Table, key: str, default: str | None = None) -> str:
    address = table.text(key, default)
    port = address.rpartition(":")[2]
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise table.refused(key, "0.0.0.0:4222")
    return address
