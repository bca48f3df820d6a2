"""A hub that runs while a test does."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from checkin.hub.hub import Hub
from tests.hubs import home_in


@pytest.fixture
async def hub(tmp_path: Path) -> AsyncIterator[Hub]:
    """A real nats-server with its steward."""
    async with Hub(home_in(tmp_path / "laptop")) as running:
        yield running
