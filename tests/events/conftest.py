"""Events in German, at a time that a test chooses."""

import pytest
import time_machine
from django.utils import translation
from tests.events.gathering import at


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


@pytest.fixture
def time_machine_at():
    """Stand at a moment of the city for the rest of the test; the clock goes on."""
    travels = []

    def travel(text):
        travels.append(time_machine.travel(at(text)))
        travels[-1].start()

    yield travel
    for one in reversed(travels):
        one.stop()
