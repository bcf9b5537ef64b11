"""Fixtures for all tests. The database and the home directory come from ``tests/plugins``."""

import gc
import os
from collections.abc import Iterator

import pytest
import testbed_catalogues
import testbed_database
import testbed_demo
import testbed_selection
import testbed_templates
from django.db import connections
from django.test import TransactionTestCase

LONGEST = (
    "test_delivery_kill.py",
    "test_import_integreat_of_a_region.py",
    "test_queries.py",
    "test_import_offers_of_hamburg.py",
    "test_demo_seed.py",
)
"""Begun first, or one worker would still be at them when the others have nothing left to do."""


def pytest_configure(config: pytest.Config) -> None:
    """Let pages, mails and refusals speak, as the set-up does."""
    testbed_catalogues.compile_changed()


def pytest_collection_finish() -> None:
    """Look at what is there for garbage once, then seldom: whole collections take a tenth."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let each worker begin with some of the longest tests; choose if asked to."""
    if config.option.differing:
        left = [item for item in items if not testbed_selection.differs(item)]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if testbed_selection.differs(item)]
    items[:] = _dealt(items, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def _dealt(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """Return `items` in equal parts, one for each of `workers`, the longest shared out among them.

    Each worker is given such a part, and who has done it takes from the end of another's.
    """
    long = sorted(
        (item for item in items if item.path.name in LONGEST),
        key=lambda item: LONGEST.index(item.path.name),
    )
    rest = [item for item in items if item.path.name not in LONGEST]
    size = -(-len(items) // workers)
    dealt = []
    for number in range(workers):
        mine = long[number::workers]
        room = max(size - len(mine), 0)
        dealt += [*mine, *rest[:room]]
        rest = rest[room:]
    return dealt + rest


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker) -> Iterator[None]:
    """Put the cached template in place of pytest-django's own set-up, and of Django's flush."""
    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: testbed_database.renew())
    with django_db_blocker.unblock():
        try:
            testbed_database.renew()
        except testbed_templates.TemplateError as error:
            pytest.fail(f"The test database could not be migrated.\n{error}", pytrace=False)
        yield
        connections.close_all()
    patch.undo()


@pytest.fixture(scope="module")
def demo_city(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The invented city of the journeys, for the tests of a module: who changes it undoes that."""
    with django_db_blocker.unblock(), testbed_demo.lent():
        yield


@pytest.fixture(autouse=True)
def _counted_anew() -> None:
    """Let no search remember what a test before counted: what it wrote was undone."""
    from konfluenz.publishing.finding import lookups  # noqa: PLC0415 - after the set-up

    lookups.forget()
