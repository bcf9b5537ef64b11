"""The invented city for journeys: built once, copied, really served."""

import datetime as dt
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from testbed_database import DATABASE, settle_sqlite, sqlite_template
from testbed_hand import Hand
from testbed_templates import ROOT, cached, konfluenz

from konfluenz.config import run

START_SECONDS = 60
CLOCK = ZoneInfo("Europe/Berlin")
"""The city's time, `TIME_ZONE` of the settings."""


@dataclass(frozen=True)
class City:
    """A served copy of the invented city."""

    home: Path
    url: str
    hand: Hand

    def turn_the_worker(self) -> None:
        """Let the worker do all that is to do: seal the trail, hand over the messages."""
        self.hand.do("worker", "--once")

    def konfluenz(self, *words: str) -> str:
        """Run a verb on this city and return what it printed."""
        return self.hand.do(*words)


@contextmanager
def served(directory: Path, *, empty: bool = False) -> Iterator[City]:
    """Serve a fresh copy of the city out of `directory`, to the end of the block.

    `empty`: a city that nobody has set up yet, with the locks of a real one.
    """
    home = _copy(directory / "home", empty)
    port = _free_port()
    environment = _environment(home, empty) | {"KONFLUENZ_BASE_URL": f"http://localhost:{port}"}
    hand = Hand(_environment(home, empty))
    server = subprocess.Popen(run.web("localhost", port), env=environment, cwd=ROOT)
    try:
        _wait_for(server, port)
        yield City(home, f"http://localhost:{port}", hand)
    finally:
        hand.stop()
        server.terminate()
        server.wait(START_SECONDS)


def template() -> Path:
    """Return the home of the city that all are copied from."""
    return cached("city", _build, _source())


def _copy(home: Path, empty: bool) -> Path:
    city = template()
    home.mkdir()
    for name in ("keys", "files"):
        if (city / name).is_dir() and (name == "keys" or not empty):
            shutil.copytree(city / name, home / name)
    shutil.copyfile((sqlite_template() if empty else city) / DATABASE, home / DATABASE)
    (home / "static").symlink_to(city / "static")
    return home


def _build(path: Path) -> None:
    """Build the city in a database that is migrated already: that takes longest."""
    path.mkdir(mode=0o700)
    shutil.copyfile(sqlite_template() / DATABASE, path / DATABASE)
    konfluenz(path, "", "prepare")
    settle_sqlite(path / DATABASE)


def _source() -> bytes:
    """Return a digest of what the city and the static files are made from, and when.

    The domain functions build the city, so all code counts but the two faces. What happened
    "yesterday" in it did so on the day before it was built, by the city's clock: who builds it
    ahead of the tests lives by the machine's. What Python compiles on the way is no source.
    """
    source = ROOT / "src" / "konfluenz"
    code = [p for p in source.rglob("*.py") if not {"portal", "office"} & set(p.parts)]
    data = [p for p in source.glob("*/demo/**/*") if p.is_file() and p.suffix != ".pyc"]
    static = [p for p in source.glob("*/static/**/*") if p.is_file()]
    assets = [p for p in (ROOT / "build" / "assets").rglob("*") if p.is_file()]
    digest = hashlib.sha256(dt.datetime.now(CLOCK).date().isoformat().encode())
    for file in sorted({*code, *data, *static, *assets}):
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.digest()


def _environment(home: Path, empty: bool = False) -> dict[str, str]:
    outer = {name: text for name, text in os.environ.items() if not name.startswith("KONFLUENZ_")}
    return outer | {"KONFLUENZ_HOME": str(home), "KONFLUENZ_DEMO": "0" if empty else "1"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(server: subprocess.Popen, port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not run.answers("127.0.0.1", port):
        if server.poll() is not None or time.monotonic() > deadline:
            sys.exit("The server of the journeys did not start.")
        time.sleep(0.1)
