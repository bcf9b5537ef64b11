"""Fixtures for all tests. The database and the home directory come from ``tests/plugins``."""

from collections.abc import Iterator

import pytest
import testbed_database
import testbed_templates
from django.db import connections
from django.test import TransactionTestCase


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
