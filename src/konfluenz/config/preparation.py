"""Everything that has to be there before the program can serve; done again only where needed."""

import hashlib
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.module_loading import import_string

from konfluenz.config import readiness
from konfluenz.config.problems import Problem
from konfluenz.config.welcome import Groups
from konfluenz.ground import keyring

DEMO_ROLES = "konfluenz.config.demo_roles.groups"
"""By name: it knows the roles, and no model may be read before Django is set up."""


def prepare(home: Path) -> Groups:
    """Bring keys, database, static files and, in the demo, the invented city under `home`.

    Return the roles one can try; nothing but a look happens if nothing changed since the last time.
    """
    open_home(home)
    make_keys(home / "keys")
    if (known := readiness.recall(home)) is not None:
        return known
    django.setup()
    migrate()
    collect_static_files()
    if settings.DEMO and "demo" in get_commands():
        call_command("demo", "--if-empty")
    groups: dict[str, dict[str, str]] = import_string(DEMO_ROLES)()
    connection.close()
    readiness.remember(home, groups)
    return groups


def open_home(home: Path) -> None:
    """Make the home directory; raises OSError when it cannot be written."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryFile(dir=home) as probe:
        probe.write(b"\0" * 4096)


def make_keys(directory: Path) -> None:
    """Write the key ring and the secret that signs sessions, unless they are there."""
    keyring.create(directory / "keyring.json")
    secret = directory / "secret"
    if not secret.exists():
        handle = os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))


def migrate() -> None:
    """Bring the database to the present code; raises Problem when it is ahead of it."""
    executor = MigrationExecutor(connection)
    ours = {name.split(".")[1] for name in settings.INSTALLED_APPS if name.startswith("konfluenz.")}
    loader = executor.loader
    unknown = [key for key in loader.applied_migrations if key not in loader.disk_migrations]
    if ahead := [key for key in unknown if key[0] in ours]:
        raise Problem(
            f"The database was written by a newer Konfluenz: it knows {'.'.join(ahead[0])}."
            " Type: git pull (or start with another directory: ./konfluenz run --home DIRECTORY)"
        )
    if executor.migration_plan(loader.graph.leaf_nodes()):
        with _announced("Database"):
            call_command("migrate", verbosity=0, interactive=False, skip_checks=True)


def collect_static_files() -> None:
    """Gather and compress styles, scripts and pictures, if one of them changed."""
    stamp = settings.HOME / "static.stamp"
    present = _static_digest()
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    if manifest.exists() and stamp.exists() and stamp.read_text() == present:
        return
    with _announced("Static files"):
        call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(present)


@contextmanager
def _announced(what: str) -> Iterator[None]:
    """Say on standard error what is being done, and how many seconds it took."""
    sys.stderr.write(f"{what} … ")
    sys.stderr.flush()
    begin = time.monotonic()
    try:
        yield
    except BaseException:
        sys.stderr.write("\n")
        raise
    sys.stderr.write(f"{time.monotonic() - begin:.0f} s\n")


def _static_digest() -> str:
    """Return a digest of the names, sizes and times of all static files in the source."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            file = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{file.st_size}\0{file.st_mtime_ns}\n".encode())
    return digest.hexdigest()
