"""What all tests share: each begins in English, whatever the one before it spoke."""

from collections.abc import Iterator

import pytest

from checkin.language import install


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    install("en")
