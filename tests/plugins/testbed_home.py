"""Gives every test process a home directory of its own, before Django reads its settings.

Loaded by ``-p`` in pyproject.toml, because pytest-django reads the settings before any conftest.
"""

import atexit
import os
import secrets
import shutil
import tempfile
from pathlib import Path

import pytest
import testbed_postgres
from django.conf import settings

from konfluenz.ground import keyring


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer ``--postgres`` and ``--differing``."""
    parser.addoption(
        "--postgres",
        action="store_true",
        help="run on a private PostgreSQL cluster that lives as long as the run (else SQLite)",
    )
    parser.addoption(
        "--differing",
        action="store_true",
        help="run only what can differ by database (tests/plugins/testbed_selection.py)",
    )


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config):
    """Set ``KONFLUENZ_*`` for this process and all it starts; a wrapper runs before all others."""
    options = early_config.known_args_namespace
    cluster = os.environ.get(testbed_postgres.SOCKETS) if is_xdist_worker() else None
    for name in [name for name in os.environ if name.startswith("KONFLUENZ_")]:
        del os.environ[name]
    os.environ["KONFLUENZ_HOME"] = str(new_home())
    os.environ["DJANGO_SETTINGS_MODULE"] = "konfluenz.config.settings"
    if options.postgres:
        testbed_postgres.announce(cluster)
    quicken()
    return (yield)


def is_xdist_worker() -> bool:
    """Tell whether this process runs tests for a controlling one."""
    return "PYTEST_XDIST_WORKER" in os.environ


def new_home() -> Path:
    """Return a new home directory with keys in it, removed when the process ends."""
    home = Path(tempfile.mkdtemp(prefix="konfluenz-test-"))
    (home / "static").mkdir()
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    keyring.create(home / "keys" / "keyring.json")
    (home / "keys" / "secret").write_text(secrets.token_hex(32))
    return home


def quicken() -> None:
    """Take a password hash that costs nothing, and static files as they lie in the source."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
