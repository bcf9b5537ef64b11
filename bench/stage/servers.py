"""Servers for a measurement on this machine, and a load that they bear."""

import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
WRK = shutil.which("wrk")
CONNECTIONS = 16


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def granian(application: str, port: int, folder: Path) -> Iterator[int]:
    """Serve a WSGI application as `konfluenz run` does; give the process."""
    from konfluenz.config import run

    command = [*run.web("127.0.0.1", port)[:-1], application]
    environment = os.environ | {"PYTHONPATH": str(folder)}
    with _running(command, port, environment) as server:
        yield server


@contextmanager
def nginx(config: Path, port: int) -> Iterator[int]:
    """Serve with Debian's nginx; give the process."""
    with _running(
        [str(NGINX), "-p", str(config.parent), "-c", str(config)], port, os.environ
    ) as server:
        yield server


class Speed(NamedTuple):
    """How many requests a second, and how many microseconds of processor each takes."""

    per_second: float
    microseconds: float


def speed(url: str, server: int, seconds: int, *headers: str) -> Speed:
    """Put wrk's load on one address, 16 connections; `server` is the process that answers."""
    said = [word for header in headers for word in ("-H", header)]
    command = [str(WRK), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *said, url]
    before = _worked(server)
    ran = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603, wrk
    worked = _worked(server) - before
    if "Non-2xx" in ran.stdout or "Socket errors" in ran.stdout:
        sys.exit(f"{url} does not answer as it should:\n{ran.stdout}")
    requests = int(_number(r"(\d+) requests in", ran.stdout))
    return Speed(_number(r"Requests/sec:\s+([\d.]+)", ran.stdout), worked / requests * 1e6)


def in_turns(
    asked: Sequence[tuple[str, int]], rounds: int, seconds: int, *headers: str
) -> list[Speed]:
    """Return the speed of each address, given with its server: the middle of so many turns."""
    found: list[list[Speed]] = [[] for _ in asked]
    for _ in range(rounds):
        for each, (url, server) in zip(found, asked, strict=True):
            each.append(speed(url, server, seconds, *headers))
    return [Speed(*map(median, zip(*each, strict=True))) for each in found]


def _number(pattern: str, text: str) -> float:
    found = re.search(pattern, text)
    return float(found[1]) if found else 0.0


def _worked(server: int) -> float:
    """Return the seconds of processor of a process and of those it started."""
    seconds = {}
    parents = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = file.read_text().rpartition(") ")[2].split()
        except OSError:
            continue
        number = int(file.parent.name)
        parents[number] = int(words[1])
        seconds[number] = (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")
    return sum(spent for number, spent in seconds.items() if server in (number, parents[number]))


@contextmanager
def _running(
    command: Sequence[str], port: int, environment: "os._Environ[str] | dict[str, str]"
) -> Iterator[int]:
    server = subprocess.Popen(command, env=environment)  # noqa: S603, ours
    try:
        _wait_for(server, port)
        yield server.pid
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < deadline:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
    sys.exit(f"The server at port {port} does not start.")
