"""A desk together with the others: what is sent, read and told, over any `Link`."""

from checkin.replication.exchange import Condition
from checkin.replication.health import Health, Seen
from checkin.replication.replicator import Replicator
from checkin.replication.standing import Standing

__all__ = ["Condition", "Health", "Replicator", "Seen", "Standing"]
