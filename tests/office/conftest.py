"""Pages speak German and nobody needs a second factor: the demo's rules."""

import pytest


@pytest.fixture(autouse=True)
def in_the_demo(settings):
    settings.DEMO = True
