"""What the tests of the application share."""

from pathlib import Path

import pytest

from checkin.opening import OpenFolder
from tests.volunteer import held_in


@pytest.fixture
def held(tmp_path: Path) -> OpenFolder:
    """A desk's folder with four people, whose arrivals list is always open."""
    return held_in(tmp_path / "desk")
