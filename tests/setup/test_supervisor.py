"""The supervisor with processes that only sleep."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from konfluenz.config import supervisor
from konfluenz.config.problems import Problem
from konfluenz.config.supervisor import Child, Supervisor

LONG = ["sleep", "600"]

SCRIPT = """
from konfluenz.config.supervisor import Supervisor
say = "echo $$ >> {directory}/$0; exec sleep 600"
Supervisor({{name: ["sh", "-c", say, name] for name in ("web", "worker")}}).run(vital="web")
"""


def _within(seconds: float, condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _pids(directory: Path, name: str) -> list[int]:
    file = directory / name
    return [int(line) for line in file.read_text().split()] if file.exists() else []


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[subprocess.Popen, Path]]:
    process = subprocess.Popen([sys.executable, "-c", SCRIPT.format(directory=tmp_path)])
    assert _within(20, lambda: all(_pids(tmp_path, name) for name in ("web", "worker")))
    yield process, tmp_path
    process.kill()
    process.wait()


def test_a_killed_worker_starts_again(running):
    _process, directory = running
    first = _pids(directory, "worker")[0]
    os.kill(first, signal.SIGKILL)
    assert _within(10, lambda: len(_pids(directory, "worker")) == 2)
    assert len(_pids(directory, "web")) == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_ends_both(running, number):
    process, directory = running
    process.send_signal(number)
    assert process.wait(10) == 0
    for name in ("web", "worker"):
        assert not _is_alive(_pids(directory, name)[0])


@pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells a child of its parent's death"
)
def test_no_orphan_is_left_when_the_supervisor_is_killed(running):
    process, directory = running
    process.kill()
    children = [_pids(directory, name)[0] for name in ("web", "worker")]
    assert _within(5, lambda: not any(_is_alive(pid) for pid in children))


def test_the_delay_grows_with_every_death(capsys):
    child = Child("The worker", ["false"], os.environ)
    now = 0.0
    for _life in range(3):
        now += 100.0
        child.keep_alive(now)
        assert _within(5, partial(_died, child, now))
    delays = [line.split()[-2] for line in capsys.readouterr().err.splitlines()]
    assert delays == ["1", "2", "4"]


def _died(child: Child, now: float) -> bool:
    child.keep_alive(now)
    return child.pid is None


def test_a_web_process_that_never_starts_is_a_problem(monkeypatch):
    monkeypatch.setattr(supervisor, "LONGEST_DELAY_SECONDS", 0.0)
    monkeypatch.setattr(supervisor, "TICK_SECONDS", 0.02)
    monkeypatch.setattr(signal, "signal", lambda *_words: None)
    with pytest.raises(Problem, match="web does not start"):
        Supervisor({"web": ["false"], "worker": LONG}).run(vital="web")
