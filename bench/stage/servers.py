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

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
WRK = shutil.which("wrk")
CONNECTIONS = 16


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def granian(application: str, port: int, folder: Path) -> Iterator[None]:
    """Serve a WSGI application as `konfluenz run` does."""
    from konfluenz.config import run

    command = [*run.web("127.0.0.1", port)[:-1], application]
    environment = os.environ | {"PYTHONPATH": str(folder)}
    with _running(command, port, environment):
        yield


@contextmanager
def nginx(config: Path, port: int) -> Iterator[None]:
    """Serve with Debian's nginx."""
    with _running([str(NGINX), "-p", str(config.parent), "-c", str(config)], port, os.environ):
        yield


def per_second(url: str, seconds: float, *headers: str) -> float:
    """Return how many requests a second one address bears: wrk, 16 connections, one thread."""
    said = [word for header in headers for word in ("-H", header)]
    command = [str(WRK), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *said, url]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603, wrk
    printed = ran.stdout
    if "Non-2xx" in printed or "Socket errors" in printed:
        sys.exit(f"{url} does not answer as it should:\n{printed}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", printed)[1])  # type: ignore[index]


def in_turns(urls: Sequence[str], rounds: int, seconds: float, *headers: str) -> list[float]:
    """Return the requests a second of each address, the middle of so many turns."""
    found: list[list[float]] = [[] for _ in urls]
    for _ in range(rounds):
        for each, url in zip(found, urls, strict=True):
            each.append(per_second(url, seconds, *headers))
    return [median(each) for each in found]


@contextmanager
def _running(
    command: Sequence[str], port: int, environment: "os._Environ[str] | dict[str, str]"
) -> Iterator[None]:
    server = subprocess.Popen(command, env=environment)  # noqa: S603, ours
    try:
        _wait_for(server, port)
        yield
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
