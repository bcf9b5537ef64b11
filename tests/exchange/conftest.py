"""Each test writes its tables itself."""

import pytest

from konfluenz.exchange.open_data import kept


@pytest.fixture(autouse=True)
def empty_shelf():
    """Throw away what other tests kept: a world put back from memory has the same moments."""
    for file in kept._shelf().iterdir():
        file.unlink()
