"""The database of a test process: a copy of a migrated template, renewed where tests commit.

Tests that commit (`transactional_db`, threads) end with a fresh copy instead of Django's flush,
which would take the rows that migrations wrote (Wagtail's root page, seeds) with it.
"""

import os
import shutil
import sqlite3
from functools import cache
from pathlib import Path

import pytest
import testbed_home
import testbed_postgres
from django.apps import apps
from django.conf import settings
from django.db import connections
from testbed_templates import cached, migrate

DATABASE = "konfluenz.sqlite3"


def pytest_configure(config: pytest.Config) -> None:
    """Start PostgreSQL, once for all processes of the run."""
    idle = config.option.collectonly or config.option.help
    if config.option.postgres and not testbed_home.is_xdist_worker() and not idle:
        testbed_postgres.start()


def renew() -> None:
    """Put a fresh copy of the template in the place of this process's database."""
    connections.close_all()
    name = settings.DATABASES["default"]["NAME"]
    if "KONFLUENZ_DATABASE_URL" in os.environ:
        testbed_postgres.renew(Path(os.environ[testbed_postgres.SOCKETS]), name)
    else:
        copy_sqlite(sqlite_template() / DATABASE, Path(name))
    forget_rows()


def forget_rows() -> None:
    """Forget what Django remembers of rows: another database numbers them otherwise."""
    apps.get_model("contenttypes", "ContentType").objects.clear_cache()


def copy_sqlite(template: Path, database: Path) -> None:
    """Replace `database` by a copy of `template`; who has the old one open keeps the old one."""
    for suffix in ("-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    draft = database.with_name("fresh.sqlite3")
    shutil.copyfile(template, draft)
    draft.replace(database)


def settle_sqlite(database: Path) -> None:
    """Gather `database` in its one file, so that it can be copied."""
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()


@cache
def sqlite_template() -> Path:
    """Return where the migrated database lies.

    Settled once for the whole run, whatever happens to the migrations meanwhile.
    """
    return cached("sqlite", _build_sqlite)


def _build_sqlite(path: Path) -> None:
    path.mkdir()
    migrate(path)
    settle_sqlite(path / DATABASE)
