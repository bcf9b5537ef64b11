"""``konfluenz run``: what stops it, and what it says then."""

import errno
import os
import socket
import sqlite3
import stat

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from konfluenz.config import preparation, readiness, run, verbs, welcome
from konfluenz.config.demo_roles import groups
from konfluenz.config.problems import Problem, explained, explanation
from konfluenz.ground.keyring import KeyringError


def test_a_taken_port_is_named_with_another():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Problem) as refusal:
            run.require_free_port("127.0.0.1", port)
    assert str(refusal.value) == (
        f"Port {port} is taken or closed to you. Type: ./konfluenz run --port {port + 1}"
    )


def test_an_unknown_host_is_refused():
    with pytest.raises(Problem, match=r"no address nowhere\.invalid"):
        run.require_free_port("nowhere.invalid", 8000)


def test_a_wrong_port_is_refused_without_a_traceback(capsys):
    with pytest.raises(SystemExit) as leaving:
        run.parse(["--port", "http"])
    assert leaving.value.code == 2
    assert "http is no port" in capsys.readouterr().err


def test_a_home_that_cannot_be_made_is_one_sentence(tmp_path, capsys):
    (tmp_path / "file").touch()
    home = tmp_path / "file" / "home"
    with pytest.raises(SystemExit) as leaving, explained():
        preparation.open_home(home)
    assert leaving.value.code == 2
    assert capsys.readouterr().err == (
        f"konfluenz: {home} cannot be written. Type: ./konfluenz run --home DIRECTORY\n"
    )


@pytest.mark.parametrize(
    ("error", "part"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "The disk is full."),
        (PermissionError(errno.EACCES, "Permission denied", "/srv"), "/srv cannot be written."),
        (OperationalError("database or disk is full"), "The disk is full."),
        (OperationalError("connection failed: Connection refused"), "cannot be reached"),
        (OperationalError("attempt to write a readonly database"), "cannot be written"),
        (KeyringError("The key ring cannot be read."), "The key ring cannot be read."),
    ],
)
def test_what_somebody_can_mend_has_a_sentence(error, part):
    assert part in explanation(error)


def test_what_nobody_can_mend_keeps_its_traceback():
    assert explanation(OperationalError("no such table: x")) is None
    assert explanation(FileNotFoundError(errno.ENOENT, "No such file")) is None


def test_keys_are_made_once_and_closed_to_others(tmp_path):
    preparation.make_keys(tmp_path / "keys")
    before = {file.name: file.read_text() for file in (tmp_path / "keys").iterdir()}
    preparation.make_keys(tmp_path / "keys")
    assert {file.name: file.read_text() for file in (tmp_path / "keys").iterdir()} == before
    assert sorted(before) == ["keyring.json", "secret"]
    modes = {stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "keys").iterdir()}
    assert modes == {0o600}


@pytest.mark.django_db
def test_a_database_of_a_newer_program_is_refused():
    MigrationRecorder(connection).record_applied("people", "9999_from_the_future")
    with pytest.raises(Problem) as refusal:
        preparation.migrate()
    assert "newer Konfluenz: it knows people.9999_from_the_future." in str(refusal.value)


def test_the_wishes_reach_the_settings(monkeypatch, tmp_path):
    monkeypatch.setattr(os, "environ", os.environ.copy())
    monkeypatch.delenv("KONFLUENZ_BASE_URL", raising=False)
    run.settle(run.parse(["--port", "8123", "--home", str(tmp_path), "--empty"]))
    assert os.environ["KONFLUENZ_HOME"] == str(tmp_path)
    assert os.environ["KONFLUENZ_DEMO"] == "0"
    assert os.environ["KONFLUENZ_BASE_URL"] == "http://localhost:8123"


def test_the_welcome_has_a_link_for_every_role_in_the_demo_alone(settings):
    settings.DEMO = True
    assert welcome.text("http://localhost:8000", groups()).count("/demo/anmelden/") == 14
    settings.DEMO = False
    assert welcome.text("http://localhost:8000", groups()).split() == [
        *("Konfluenz", "runs", "at", "http://localhost:8000"),
        *("The", "first", "account:", "./konfluenz", "administrator", "name@city.example"),
        *("Your", "Name", "To", "stop", "it,", "press", "Ctrl-C."),
    ]


def test_help_names_every_verb():
    listed = {line.split()[0] for line in verbs.text().splitlines() if line.startswith("  ")}
    assert {"run", "test", "prepare", "bench", "manage", "lock", "help", "worker"} <= listed


@pytest.fixture
def prepared_home(tmp_path, monkeypatch):
    """A home that was prepared for a small program of its own."""
    monkeypatch.setattr(readiness, "ROOT", tmp_path)
    monkeypatch.setattr(readiness, "SOURCE", tmp_path / "src")
    monkeypatch.delenv("KONFLUENZ_DATABASE_URL", raising=False)
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "program.py").write_text("1")
    home = tmp_path / "home"
    home.mkdir()
    with sqlite3.connect(home / readiness.DATABASE) as database:
        database.execute("CREATE TABLE django_migrations (app, name)")
        database.execute("INSERT INTO django_migrations VALUES ('people', '0001_initial')")
    readiness.remember(home, {"Office": {"editor": "Redaktion"}})
    return home


def test_an_unchanged_home_is_not_looked_at_again(prepared_home):
    assert readiness.recall(prepared_home) == {"Office": {"editor": "Redaktion"}}


def test_a_new_home_is_looked_at(tmp_path):
    assert readiness.recall(tmp_path) is None


def test_a_changed_program_looks_again(prepared_home):
    (readiness.SOURCE / "program.py").write_text("another")
    assert readiness.recall(prepared_home) is None


def test_a_database_of_another_age_is_looked_at_again(prepared_home):
    with sqlite3.connect(prepared_home / readiness.DATABASE) as database:
        database.execute("INSERT INTO django_migrations VALUES ('people', '0002_more')")
    assert readiness.recall(prepared_home) is None


def test_other_settings_look_again(prepared_home, monkeypatch):
    monkeypatch.setenv("KONFLUENZ_DEMO", "0")
    assert readiness.recall(prepared_home) is None


def test_a_database_elsewhere_is_always_looked_at(prepared_home, monkeypatch):
    monkeypatch.setenv("KONFLUENZ_DATABASE_URL", "postgresql://localhost/konfluenz")
    assert readiness.recall(prepared_home) is None


@pytest.mark.parametrize(
    ("host", "address"),
    [("0.0.0.0", "http://localhost:8000"), ("localhost", "https://stadt.example")],
)
def test_the_demo_is_not_served_to_others(host, address):
    with pytest.raises(Problem, match="--empty"):
        run.require_private(host, address)


def test_the_demo_is_served_to_this_machine():
    run.require_private("localhost", "http://127.0.0.1:8000")
