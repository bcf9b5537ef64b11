"""A private PostgreSQL cluster for one test run: started, copied from a template, thrown away."""

import atexit
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from psycopg import sql
from testbed_templates import CACHE, cached, migrate

SOCKETS = "KONFLUENZ_TEST_SOCKETS"
"""Environment variable: where the socket of the run's cluster lies."""

TEMPLATE = "konfluenz_template"
SYSTEM_USER = "postgres"
"""PostgreSQL refuses to run as root; Debian's package brings this user."""

QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
}
START_SECONDS = 30
LOG = CACHE / "postgres.log"


def announce(sockets: str | None) -> None:
    """Point the settings at the run's cluster; `sockets` is where a controlling process put it."""
    directory = sockets or tempfile.mkdtemp(prefix="konfluenz-pg-")
    os.environ[SOCKETS] = directory
    os.environ["KONFLUENZ_DATABASE_URL"] = address(Path(directory), own_name())


def own_name() -> str:
    """Return the name of this process's database."""
    return f"konfluenz_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


def address(sockets: Path, name: str) -> str:
    """Return the URL of database `name` in the cluster whose socket lies in `sockets`."""
    return f"postgresql://konfluenz@{quote(str(sockets), safe='')}/{name}"


def start() -> None:
    """Start the run's cluster from the migrated template; it stops when this process ends."""
    run = Path(os.environ[SOCKETS])
    atexit.register(shutil.rmtree, run, ignore_errors=True)
    run.chmod(0o755)
    subprocess.run(["cp", "-a", "--reflink=auto", template(), run / "data"], check=True)
    _hand_over(run / "data")
    _hand_over(run)
    server = _serve(run / "data", run)
    atexit.register(_stop, server)


def template() -> Path:
    """Return where the migrated cluster lies, which nobody serves."""
    return cached("postgres", _build, str(_binaries()).encode())


def renew(sockets: Path, name: str) -> None:
    """Make database `name` a fresh copy of the template, whoever is still connected to it."""
    database = sql.Identifier(name)
    with psycopg.connect(address(sockets, "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(database))
        statement = "CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY"
        connection.execute(sql.SQL(statement).format(database, sql.Identifier(TEMPLATE)))


def _build(path: Path) -> None:
    run = Path(tempfile.mkdtemp(prefix="konfluenz-pg-"))
    try:
        _hand_over(run)
        _initialise(run / "data")
        server = _serve(run / "data", run)
        try:
            with psycopg.connect(address(run, "postgres"), autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {TEMPLATE}")
            migrate(run, address(run, TEMPLATE))
        finally:
            _stop(server, signal.SIGINT)
        subprocess.run(["cp", "-a", run / "data", path], check=True)
    finally:
        shutil.rmtree(run, ignore_errors=True)


def _initialise(data: Path) -> None:
    initdb = [_binaries() / "initdb", "-D", data, "-U", "konfluenz", "-A", "trust", "-N"]
    encoding = ["--encoding=UTF8", "--locale=C.UTF-8", "--wal-segsize=4"]
    _as_system_user([*initdb, *encoding]).wait(START_SECONDS * 2)


def _serve(data: Path, sockets: Path) -> subprocess.Popen:
    options = [f"-c{name}={value}" for name, value in QUICK.items()]
    command = [_binaries() / "postgres", "-D", data, "-k", sockets, *options]
    server = _as_system_user(command)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            psycopg.connect(address(sockets, "postgres")).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return server
    _stop(server)
    raise pytest.UsageError(f"PostgreSQL did not start; see {LOG}.")


def _stop(server: subprocess.Popen, how: signal.Signals = signal.SIGQUIT) -> None:
    server.send_signal(how)
    server.wait(START_SECONDS)


def _as_system_user(command: list) -> subprocess.Popen:
    """Start `command`; it is told to stop when this process dies, however that happens."""
    other = {"user": SYSTEM_USER, "group": SYSTEM_USER, "extra_groups": []} if _is_root() else {}
    log = LOG.open("a")
    return subprocess.Popen(
        command, stdout=log, stderr=log, cwd="/", preexec_fn=_die_with_parent, **other
    )


def _die_with_parent() -> None:
    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGQUIT)


def _hand_over(directory: Path) -> None:
    if _is_root():
        user = pwd.getpwnam(SYSTEM_USER)
        subprocess.run(["chown", "-R", f"{user.pw_uid}:{user.pw_gid}", directory], check=True)


def _is_root() -> bool:
    return os.geteuid() == 0


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=_version)
    if found:
        return found[-1].parent
    if (server := shutil.which("postgres")) is not None:
        return Path(server).resolve().parent
    raise pytest.UsageError("PostgreSQL is missing. Type: apt install postgresql")


def _version(binary: Path) -> int:
    return int(binary.parts[-3])
