"""``./konfluenz`` before anything is set up."""

import shutil
import subprocess
from pathlib import Path

import pytest

import start
from provision import assets, catalogues, checks, environment, stamps, steps, system
from provision.problems import Problem, of_disk, of_output

ROOT = Path(__file__).resolve().parents[2]


def _konfluenz(directory: Path, pythons: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run the script in `directory`, where the only Pythons are shell scripts."""
    path = directory / "bin"
    path.mkdir()
    (path / "dirname").symlink_to(shutil.which("dirname"))
    for name, script in pythons.items():
        (path / name).write_text(f"#!/bin/sh\n{script}\n")
        (path / name).chmod(0o755)
    shutil.copy(ROOT / "konfluenz", directory)
    command = ["/bin/sh", directory / "konfluenz", "run"]
    return subprocess.run(command, env={"PATH": str(path)}, text=True, capture_output=True)


def test_an_old_python_is_named_with_what_to_type(tmp_path):
    old = 'case "$1" in --version) echo "Python 3.9.2";; *) exit 1;; esac'
    outcome = _konfluenz(tmp_path, {"python3": old})
    assert outcome.returncode == 2
    assert outcome.stdout == ""
    assert outcome.stderr == (
        "konfluenz: Python 3.11 or newer is needed, but this machine has Python 3.9.2."
        " Type: sudo apt install python3 python3-venv (Debian 12, Ubuntu 24.04 or newer)\n"
    )


def test_a_newer_python_beside_an_old_one_is_taken(tmp_path):
    new = 'case "$1" in -c) exit 0;; *) echo "took $*";; esac'
    outcome = _konfluenz(tmp_path, {"python3": "exit 1", "python3.12": new})
    assert outcome.stdout == f"took {tmp_path}/scripts/start.py run\n"


def test_no_python_at_all(tmp_path):
    assert "this machine has no Python." in _konfluenz(tmp_path, {}).stderr


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A small checkout of its own, and the commands that its set-up would run."""
    commands: list[str] = []

    def attempt(command, more=None):
        commands.append(" ".join(Path(str(word)).name for word in command))
        if "venv" in command:
            environment.PYTHON.parent.mkdir(parents=True)
            environment.PYTHON.touch()
        (tmp_path / "node_modules").mkdir(exist_ok=True)
        (tmp_path / "build" / "assets").mkdir(parents=True, exist_ok=True)
        return subprocess.CompletedProcess(command, 0, "v20.1.0\n")

    monkeypatch.setattr(steps, "attempt", attempt)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    _move(monkeypatch, tmp_path)
    for name in ("pyproject.toml", "package.json", *(p.name for p in _locks())):
        (tmp_path / name).write_text(name)
    return tmp_path, commands


def _locks():
    return ROOT.glob("requirements*.lock")


def _move(monkeypatch, root):
    """Let the modules of the set-up work in `root`."""
    for module in (start, assets, catalogues, environment, stamps, steps):
        for name, there in list(vars(module).items()):
            if isinstance(there, Path) and there.is_relative_to(ROOT):
                monkeypatch.setattr(module, name, root / there.relative_to(ROOT))
    packages = [root / file.relative_to(ROOT) for file in assets.PACKAGES]
    monkeypatch.setattr(assets, "PACKAGES", packages)


def test_the_second_start_does_nothing(checkout):
    _root, commands = checkout
    start.set_up(tests=False)
    assert "npm ci --no-audit --no-fund" in commands
    commands.clear()
    start.set_up(tests=False)
    assert commands == ["node --version"]


def test_a_changed_lock_is_installed_and_nothing_else(checkout):
    root, commands = checkout
    start.set_up(tests=False)
    commands.clear()
    (root / "requirements.lock").write_text("another")
    start.set_up(tests=False)
    assert [command for command in commands if "npm" in command] == []
    assert any("sync" in command or "install" in command for command in commands)


def test_what_tests_need_stays_when_the_program_runs_again(checkout):
    _root, commands = checkout
    start.set_up(tests=True)
    commands.clear()
    start.set_up(tests=False)
    assert commands == ["node --version"]


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("npm error code ENOSPC", "The disk is full."),
        ("ensurepip is not available", "Type: sudo apt install python3-venv"),
        ("npm error network ENOTFOUND", "no package registry answers"),
        ("something else", "something else"),
    ],
)
def test_what_tools_print_becomes_a_sentence(output, sentence):
    assert sentence in str(of_output("Installing", output))


def test_a_full_disk_is_told_apart_from_a_closed_one():
    assert "full" in of_disk(OSError(28, "No space left on device"))
    assert "cannot be written" in of_disk(PermissionError(13, "Permission denied", "/x"))
    assert of_disk(FileNotFoundError(2, "No such file")) is None


def test_a_missing_library_is_named_with_what_to_type():
    need = system.Need("Pango", "printing", lambda: False, ("libpango-1.0-0",))
    with pytest.raises(Problem) as refusal:
        system.require(need)
    assert str(refusal.value) == (
        "Pango is missing, which printing needs. Type: sudo apt install libpango-1.0-0"
    )


def test_what_may_not_be_installed_is_only_named(monkeypatch):
    monkeypatch.setattr(system, "_apt_get", list)
    need = system.Need("Pango", "printing", lambda: False, ("libpango-1.0-0",))
    assert system.install((need,)) == [need.sentence()]


def test_the_table_says_which_check_failed():
    results = [checks.Result("Style", True, 1.04), checks.Result("Types", False, 61.0)]
    assert checks.table(results, 61.4).splitlines()[1:] == [
        "  Style                     passed      1.0 s",
        "  Types                     FAILED     61.0 s",
        "",
        "1 failed: Types. 1.0 minutes.",
    ]


def test_what_looks_at_the_source_runs_side_by_side_and_tells_all_at_its_end(monkeypatch, capsys):
    said = checks.Check("Says", ("python", "-c", "print('one'); print('two')"))
    fails = checks.Check("Fails", ("python", "-c", "raise SystemExit(1)"))
    monkeypatch.setattr(checks, "CHECKS", (said, fails))
    assert checks.run([], []) == 1
    printed = capsys.readouterr().out
    assert "── Says ──\none\ntwo\n" in printed
    assert "1 failed: Fails." in printed


def test_a_missing_program_fails_the_run_even_if_all_checks_pass(monkeypatch, capsys):
    monkeypatch.setattr(checks, "CHECKS", ())
    assert checks.run([], []) == 0
    assert checks.run([], ["Chromium is missing."]) == 1
    assert "konfluenz: Chromium is missing." in capsys.readouterr().out
