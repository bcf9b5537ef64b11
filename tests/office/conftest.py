"""Pages speak German and nobody needs a second factor: the demo's rules."""

import pytest

from konfluenz.config import catalogues


@pytest.fixture(scope="session", autouse=True)
def compiled_catalogues():
    catalogues.compile_all()


@pytest.fixture(autouse=True)
def in_the_demo(settings):
    settings.DEMO = True
