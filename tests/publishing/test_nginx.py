"""Debian's nginx with the configuration in deploy/ sends baked pages as the program would."""

import http.client
import re
import shutil
import socket
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import NamedTuple

import brotli
import pytest
from tests.portal import world
from tests.publishing import in_process

from konfluenz.portal import language
from konfluenz.publishing.baking import bakers, files, marks, rendering

DEPLOYED = Path(__file__).resolve().parents[2] / "deploy" / "nginx"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
PAGE = "/de/impressum/"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(NGINX is None, reason="nginx is not installed"),
]


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


class Program(BaseHTTPRequestHandler):
    """Stands for the program: says that it was asked, and for what."""

    def do_GET(self):
        """Answer, with what was sent."""
        sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = f"live {self.path}".encode() + sent
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_PUT = do_GET  # noqa: N815, so they are called

    def log_message(self, *_args):
        """Say nothing."""


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _configure(directory, port, program):
    """Write the deployed files to `directory` with the places of this test in them."""
    for file in DEPLOYED.glob("*.conf"):
        text = file.read_text().replace("/srv/konfluenz/deploy/nginx", str(directory))
        text = text.replace("127.0.0.1:8000", f"127.0.0.1:{program}")
        text = text.replace("/srv/konfluenz-pages", f"{directory}/baked")
        text = text.replace("open_file_cache_valid 1s;", "open_file_cache off;").replace(
            "open_file_cache max=20000 inactive=60s;", ""
        )
        if BROTLI.exists():
            text = text.replace("# brotli_static on;", "brotli_static on;")
        (directory / file.name).write_text(text)
    module = f"load_module {BROTLI};" if BROTLI.exists() else ""
    temporary = "".join(
        f"{name}_temp_path {directory}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main = directory / "nginx.conf"
    main.write_text(
        f"{module} daemon off; pid {directory}/pid; error_log {directory}/error.log;"
        f" user root; worker_processes 1; events {{}} http {{ access_log off; {temporary}"
        f" include {directory}/konfluenz-http.conf;"
        f" server {{ listen 127.0.0.1:{port};"
        " rewrite ^/integration(/.*)$ $1;"
        f" include {directory}/konfluenz.conf; }} }}"
    )
    return main


@pytest.fixture
def ask(settings, tmp_path):
    """Return a function that asks nginx, before which the imprint is baked."""
    settings.BAKED_ROOT = tmp_path / "baked"
    world.city(("de", "ar"))
    with in_process.asked():
        marks.settle({"imprint"})
        bakers.bake_due()
        program = HTTPServer(("127.0.0.1", 0), Program)
        threading.Thread(target=program.serve_forever, daemon=True).start()
        port = _free_port()
        main = _configure(tmp_path, port, program.server_port)
        server = subprocess.Popen([NGINX, "-p", tmp_path, "-c", main], stderr=subprocess.DEVNULL)
        try:
            _wait_for(port, server)
            yield lambda path, method="GET", body=None, **headers: _ask(
                port, path, method, headers, body
            )
        finally:
            server.terminate()
            server.wait(10)
            program.shutdown()
            program.server_close()


def _wait_for(port, server):
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.01)
    pytest.fail("nginx does not start")


def _ask(port, path, method, headers, body):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body, named)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, body)


def test_nginx_sends_a_baked_page_as_the_program_would(ask, tmp_path):
    live = rendering.render(PAGE)
    found = ask(PAGE)
    assert (found.status, found.body) == (200, live.body)
    sent = {name: found.headers.get(name.lower()) for name, _value in live.headers}
    assert sent == dict(live.headers) | live.rules
    extra = set(found.headers) - {name.lower() for name, _value in live.headers}
    assert extra <= {"server", "date", "connection", "etag", "cache-control", "accept-ranges"}
    assert found.headers["cache-control"] == "no-cache"

    packed = ask(PAGE, accept_encoding="gzip")
    assert (packed.headers["content-encoding"], packed.headers["vary"]) == (
        "gzip",
        "Accept-Encoding",
    )
    if BROTLI.exists():
        small = ask(PAGE, accept_encoding="gzip, br")
        assert small.headers["content-encoding"] == "br"
        assert brotli.decompress(small.body) == live.body
    assert ask(PAGE, "HEAD").body == b""
    assert ask(PAGE, if_none_match=found.headers["etag"]).status == 304
    assert ask(f"/integration{PAGE}").body == live.body

    programs = [f"{PAGE}?a=1", "/de/impressum", "/de/nichts/", "/", "/.well-known/security.txt"]
    assert [ask(path).body for path in programs] == [f"live {path}".encode() for path in programs]
    for method in ("POST", "PUT"):
        assert ask(PAGE, method, body=b"x" * 9000).body == f"live {PAGE}".encode() + b"x" * 9000
    hidden = files.present(tmp_path / "baked/de/impressum")
    for path in (f"{PAGE}.page/index.html", f"{PAGE}{hidden}/index.html", "/.stamp"):
        assert ask(path).body == f"live {path}".encode()

    data = "/de/ratgeber/alle.json"
    files.write(tmp_path / "baked", data, files.Page(b'{"pages":[]}', {}))
    told, packed = ask(data), ask(data, accept_encoding="gzip")
    assert told.body == b'{"pages":[]}'
    assert packed.headers["content-encoding"] == "gzip"
    same = set(live.rules) | {"Content-Language", "Cache-Control", "Vary"}
    assert {told.headers["content-type"], packed.headers["content-type"]} == {"application/json"}
    assert {each: told.headers[each.lower()] for each in same} == {
        each: found.headers[each.lower()] for each in same
    }
    for path in (f"{data}/", f"{data}?a=1", f"{data}/.page/index.json"):
        assert ask(path).body == f"live {path}".encode()
    files.remove(tmp_path / "baked", data)
    assert ask(data).body == f"live {data}".encode()

    files.write(tmp_path / "baked", PAGE, files.Page(b"neu", {}))
    assert ask(PAGE).body == b"neu"
    assert ask(PAGE, if_none_match=found.headers["etag"]).status == 200
    files.write(tmp_path / "baked", PAGE, files.Page(b"karte", {}, own_headers=True))
    assert ask(PAGE).body == f"live {PAGE}".encode()
    files.remove(tmp_path / "baked", PAGE)
    assert ask(PAGE).body == f"live {PAGE}".encode()


def test_each_language_of_the_portal_has_a_place():
    """A language that somebody adds must be added there too."""
    conf = (DEPLOYED / "konfluenz.conf").read_text()
    places = re.findall(r"^location /(\S+)/ \{\n    add_header Content-Language (\S+);", conf, re.M)
    assert [(code, code) for code in language.LANGUAGES] == places
