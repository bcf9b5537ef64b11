"""Baked pages: served by the shim and by nginx, baked in full, changed one by one.

Usage: ``./konfluenz bench portal [PAGES] [--seconds N] [--full]``. 5,000 guides of 250 words in
nine languages are written into a database of its own. Two bakers bake for N seconds (60 if not
said; ``--full``: until all is baked), and what is left is reckoned from their speed. While they
are at it, guides are changed, and it is measured when the file is the new one.

The peers: the same server (granian, one process) with a WSGI application of two lines that
returns the same headers and bytes; nginx with the same page as a plain file, with the same
headers, once packed and once not. Load: Debian's wrk, 16 connections, all on this machine.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from stage import homes, large_site, servers

PAGES = 5_000
SECONDS = 60.0
CHANGES = 5
ROUNDS, TURN = 5, 2
FLOOR = """
BODY = open({body!r}, "rb").read()
HEADERS = {headers!r}

def application(environ, start_response):
    start_response("200 OK", HEADERS)
    return [BODY]
"""


def main() -> None:
    """Build, bake, change, serve; print the table."""
    numbers = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    seconds = SECONDS
    if "--seconds" in sys.argv:
        seconds = float(sys.argv[sys.argv.index("--seconds") + 1])
        numbers = [each for each in numbers if each != int(seconds)]
    if "--full" in sys.argv:
        seconds = float("inf")
    with tempfile.TemporaryDirectory() as directory:
        os.environ["KONFLUENZ_BASE_URL"] = "http://127.0.0.1:8000"
        homes.prepare(Path(directory))
        _measure(Path(directory), (numbers or [PAGES])[0], seconds)


def _measure(home: Path, count: int, seconds: float) -> None:
    from django.core.management import call_command

    began = time.monotonic()
    large_site.build(count)
    call_command("collectstatic", verbosity=0, interactive=False)
    print(f"{count} guides × {len(large_site.LANGUAGES)} languages: {_since(began)} to build")
    _bake(seconds)
    _serve(home)


def _bake(seconds: float) -> None:
    from konfluenz.publishing.baking import marks, stamps
    from konfluenz.publishing.models import BakedAddress

    began = time.monotonic()
    stamps.begin()
    marks.everything()
    total = BakedAddress.objects.count()
    print(f"{total} addresses: {_since(began)} to list and mark")
    with _two_bakers() as bakers:
        memory = [_memory_after(bakers, CHANGES)]
        began, before = time.monotonic(), _left()
        spans = [_change(number) for number in range(CHANGES)]
        while time.monotonic() < began + seconds and _left():
            time.sleep(1)
        took, done = time.monotonic() - began, before - _left()
        memory.append(_memory(bakers))
    rate = done / took
    _row("pages a second, two bakers, brotli 5", rate)
    said = "" if not _left() else f" (reckoned from {done} pages)"
    _row(f"full bake, min{said}", total / rate / 60, 20)
    _row("memory of a baker, begun, MiB", memory[0])
    _row("memory of a baker, at the end, MiB", memory[1])
    _row("one change during a full bake, s, middle", median(spans), 2)
    _row("one change during a full bake, s, longest", max(spans), 2)


@contextmanager
def _two_bakers() -> Iterator["list[subprocess.Popen[bytes]]"]:
    from konfluenz.config import run

    bakers = [subprocess.Popen(run.baker()) for _ in range(2)]  # noqa: S603, ours
    try:
        yield bakers
    finally:
        for baker in bakers:
            baker.send_signal(signal.SIGTERM)
        for baker in bakers:
            baker.wait()


def _left() -> int:
    from konfluenz.publishing.baking import claims

    return claims.due().count()


def _memory_after(bakers: "list[subprocess.Popen[bytes]]", guides: int) -> float:
    """Return the memory once so many guides are baked: then all modules and templates are read."""
    from konfluenz.publishing.models import BakedAddress

    baked = BakedAddress.objects.filter(view="page", locale="de").exclude(digest="")
    while baked.count() < guides:
        time.sleep(0.5)
        if any(baker.poll() is not None for baker in bakers):
            sys.exit("A baker has ended.")
    return _memory(bakers)


def _memory(bakers: "list[subprocess.Popen[bytes]]") -> float:
    """Return the memory of the larger baker's own in MiB: not what SQLite maps of its file."""
    found = [
        int(line.split()[1]) / 1024
        for baker in bakers
        for line in Path(f"/proc/{baker.pid}/status").read_text().splitlines()
        if line.startswith("RssAnon")
    ]
    return max(found)


def _change(number: int) -> float:
    """Change a guide as an editor does; return the seconds until its file is the new one."""
    from django.db import transaction

    from konfluenz.ground import audit
    from konfluenz.publishing.baking import bakers, files
    from konfluenz.publishing.models import BakedAddress, PortalPage

    baked = BakedAddress.objects.filter(view="page", locale="de").exclude(digest="")
    address = baked.order_by("id")[number].address
    page = PortalPage.objects.get(url_path=f"/portal/{address.removeprefix('/de/ratgeber/')}")
    mark = f"Geändert {time.time_ns()}"
    with transaction.atomic():
        page.title = mark
        page.save()
        audit.record("page.published", about=page, by=None)
    began = time.monotonic()
    while mark.encode() not in (files.read(bakers.root(), address) or b""):
        if time.monotonic() > began + 60:
            sys.exit(f"{address} is not baked again.")
        time.sleep(0.01)
    return time.monotonic() - began


def _serve(home: Path) -> None:
    """Compare the shim with its server's floor, and nginx with its own."""
    if servers.WRK is None:
        sys.exit("The load comes from wrk. Type: sudo apt install wrk")
    from konfluenz.publishing.baking import bakers
    from konfluenz.publishing.models import BakedAddress

    page = BakedAddress.objects.filter(view="page", locale="uk").exclude(digest="").first()
    there = bakers.root() / page.address.strip("/") / ".page"
    for packed, ending in (("", ""), ("gzip", ".gz"), ("br", ".br")):
        body = there.resolve() / f"index.html{ending}"
        _compare_shim(home, page.address, body, packed)
    if servers.NGINX is not None:
        _compare_nginx(home, page.address, there.resolve())


def _compare_shim(home: Path, address: str, body: Path, packed: str) -> None:
    headers = json.loads((body.parent / "headers.json").read_text())
    headers |= {"Content-Length": str(body.stat().st_size), "Cache-Control": "no-cache"}
    headers |= {"Vary": "Accept-Encoding", "ETag": '"0123456789abcdef"'}
    floor_text = FLOOR.format(body=str(body), headers=list(headers.items()))
    (home / "floor.py").write_text(floor_text)
    ports = [servers.free_port() for _ in range(2)]
    with (
        servers.granian("floor:application", ports[0], home) as first,
        servers.granian("konfluenz.config.wsgi:application", ports[1], home) as second,
    ):
        asked = [
            (f"http://127.0.0.1:{ports[0]}/", first),
            (f"http://127.0.0.1:{ports[1]}{address}", second),
        ]
        accepted = [f"Accept-Encoding: {packed}"] if packed else []
        floor, shim = servers.in_turns(asked, ROUNDS, TURN, *accepted)
    name = f"{packed or 'plain'}, {body.stat().st_size} bytes"
    _compared(f"shim, {name}", shim, floor, 0.8)


def _compare_nginx(home: Path, address: str, there: Path) -> None:
    port = servers.free_port()
    served = home / "plain"
    served.mkdir()
    for file in there.glob("index.html*"):
        (served / file.name).write_bytes(file.read_bytes())
    config = _nginx_config(home, served, port)
    with servers.nginx(config, port) as server:
        paths = ("/plain/index.html", address)
        asked = [(f"http://127.0.0.1:{port}{each}", server) for each in paths]
        for header in ([], ["Accept-Encoding: gzip"]):
            floor, baked = servers.in_turns(asked, ROUNDS, TURN, *header)
            _compared(f"nginx, {'gzip' if header else 'plain'}", baked, floor, 0.95)


def _compared(name: str, found: servers.Speed, floor: servers.Speed, limit: float) -> None:
    """Print a comparison, by the clock and by the processor: other work disturbs the first."""
    _row(f"{name}: requests/s", found.per_second)
    _row(f"{name}: the peer's requests/s", floor.per_second)
    _row(f"{name}: to the peer", found.per_second / floor.per_second, limit, least=True)
    by_work = floor.microseconds / found.microseconds
    _row(f"{name}: to the peer by processor", by_work, limit, least=True)


def _nginx_config(home: Path, served: Path, port: int) -> Path:
    deployed = Path(__file__).resolve().parents[1] / "deploy" / "nginx"
    for file in deployed.glob("*.conf"):
        text = file.read_text().replace("/srv/konfluenz/deploy/nginx", str(home))
        text = text.replace("/srv/konfluenz-pages", f"{home}/baked")
        (home / file.name).write_text(text)
    places = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{name}_temp_path {home}/{name};" for name in places)
    config = home / "nginx.conf"
    config.write_text(
        f"daemon off; user root; pcre_jit on; pid {home}/pid; error_log {home}/error.log;"
        " worker_processes 1;"
        f" events {{}} http {{ access_log off; {temporary} include {home}/konfluenz-http.conf;"
        f" server {{ listen 127.0.0.1:{port};"
        f" location /plain/ {{ root {served.parent}; gzip_static on; types {{ text/html html; }}"
        " open_file_cache max=20000 inactive=60s; open_file_cache_valid 1s; gzip_vary on;"
        f" add_header Cache-Control no-cache; include {home}/konfluenz-rules.conf; }}"
        f" include {home}/konfluenz.conf; }} }}"
    )
    return config


def _since(began: float) -> str:
    return f"{time.monotonic() - began:.1f} s"


def _row(name: str, value: float, limit: float | None = None, *, least: bool = False) -> None:
    bound = "" if limit is None else f"{'≥' if least else '≤'} {limit:g}"
    print(f"{name:58} {value:10.2f}  {bound}", flush=True)


if __name__ == "__main__":
    main()
