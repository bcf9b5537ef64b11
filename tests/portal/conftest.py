"""The catalogues must be compiled, as the set-up does it, before a page can speak."""

import pytest

from konfluenz.config import catalogues


@pytest.fixture(scope="session", autouse=True)
def compiled_catalogues() -> None:
    catalogues.compile_all()
