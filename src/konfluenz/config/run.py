"""``konfluenz run``: prepare, then web process, worker and baker under one supervisor."""

import argparse
import http.client
import os
import socket
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from konfluenz.config import preparation, welcome
from konfluenz.config.problems import Problem
from konfluenz.config.supervisor import Supervisor
from konfluenz.config.welcome import Groups

WEB = "The web process"
WORKER = "The worker"
BAKER = "The baker"
"""Apart from the worker: a bake never delays a mail."""

THREADS = 4
"""Requests that one web process answers at the same time."""

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
PORTS = range(1, 65_536)


def run(words: Sequence[str]) -> int:
    """Prepare and serve until somebody stops it."""
    wishes = parse(words)
    settle(wishes)
    require_free_port(wishes.host, wishes.port)
    roles = preparation.prepare(wishes.home)
    children = {WEB: web(wishes.host, wishes.port), WORKER: worker(), BAKER: baker()}
    supervisor = Supervisor(children)
    greeting = threading.Thread(target=greet, args=(wishes.host, wishes.port, roles), daemon=True)
    greeting.start()
    supervisor.run(vital=WEB)
    return 0


def prepare(words: Sequence[str]) -> int:
    """Prepare as `run` does, but do not serve."""
    wishes = parse(words)
    settle(wishes)
    preparation.prepare(wishes.home)
    return 0


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Read the options; argparse leaves with code 2 and a sentence when one is wrong."""
    parser = argparse.ArgumentParser(prog="./konfluenz run", description="Serve Konfluenz.")
    home = Path(os.environ.get("KONFLUENZ_HOME", "var"))
    parser.add_argument("--port", type=_port, default=8000, metavar="N", help="default: 8000")
    parser.add_argument("--host", default="localhost", help="the address to listen at")
    parser.add_argument("--home", type=Path, default=home, metavar="DIR", help="default: var/")
    parser.add_argument("--empty", action="store_true", help="no invented city, no demo links")
    return parser.parse_args(words)


def settle(wishes: argparse.Namespace) -> None:
    """Hand the wishes to the settings, by way of the environment; what is set there stays."""
    wishes.home = wishes.home.resolve()
    os.environ["KONFLUENZ_HOME"] = str(wishes.home)
    os.environ["KONFLUENZ_DEMO"] = "0" if wishes.empty else "1"
    os.environ.setdefault("KONFLUENZ_BASE_URL", f"http://localhost:{wishes.port}")
    if not wishes.empty:
        require_private(wishes.host, os.environ["KONFLUENZ_BASE_URL"])


def require_private(host: str, address: str) -> None:
    """Raise Problem when the demo, whose logins need no password, would be open to others."""
    if host not in LOOPBACK or urlsplit(address).hostname not in LOOPBACK:
        raise Problem(
            "The demo city has logins without a password, so it is served to this machine alone."
            " Type: ./konfluenz run --empty"
        )


def require_free_port(host: str, port: int) -> None:
    """Raise Problem when another program listens at `port`, or we may not."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _name, address = found[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except socket.gaierror:
        raise Problem(f"This machine has no address {host}. Type: ./konfluenz run") from None
    except OSError:
        other = port + 1 if port + 1 in PORTS and port >= 1024 else 8000
        raise Problem(
            f"Port {port} is taken or closed to you. Type: ./konfluenz run --port {other}"
        ) from None


def web(host: str, port: int) -> list[str]:
    """Return the command of the web process."""
    listen = ["--host", _bindable(host), "--port", str(port), "--no-ws"]
    threads = ["--workers", "1", "--blocking-threads", str(THREADS)]
    manner = ["--interface", "wsgi", "--log-level", "warning", "--workers-kill-timeout", "5"]
    application = "konfluenz.config.wsgi:application"
    return [sys.executable, "-m", "granian", *manner, *listen, *threads, application]


def worker() -> list[str]:
    """Return the command of the worker."""
    return [str(Path(sys.executable).with_name("konfluenz")), "worker"]


def baker() -> list[str]:
    """Return the command of the baker."""
    return [str(Path(sys.executable).with_name("konfluenz")), "baker"]


def greet(host: str, port: int, roles: Groups) -> None:
    """Wait until the web process answers, then say where it is."""
    while not answers(_bindable(host), port):
        time.sleep(0.1)
    sys.stdout.write(welcome.text(os.environ["KONFLUENZ_BASE_URL"], roles))
    sys.stdout.flush()


def answers(host: str, port: int) -> bool:
    """Tell whether a web process has read the whole program and answers at `port`."""
    connection = http.client.HTTPConnection(host, port, timeout=30)
    try:
        connection.request("GET", "/", headers={"Host": f"localhost:{port}"})
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def _bindable(host: str) -> str:
    """Return an address that the server takes: it resolves no names."""
    return socket.gethostbyname(host)


def _port(text: str) -> int:
    if text.isdecimal() and int(text) in PORTS:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} is no port; take one from 1024 to 65535")
