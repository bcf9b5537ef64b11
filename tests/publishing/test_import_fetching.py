"""What is fetched for an import, and from where it is not. All servers stand on loopback."""

import io
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from PIL import Image
from tests.publishing import integreat_source as source

from konfluenz.publishing.importing import fetching, integreat, remote_pictures, sources
from konfluenz.publishing.importing.markup import Seen
from konfluenz.publishing.models import Picture, PortalPage


@contextmanager
def server(answers):
    """Answer paths by `answers`: path → (status, headers, body); what was asked is yielded."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            status, headers, body = answers.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args):
            """Say nothing."""

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=httpd.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{httpd.server_port}", asked
    finally:
        httpd.shutdown()
        httpd.server_close()


def ok(rows):
    return 200, {"Content-Type": "application/json"}, json.dumps(rows).encode()


def moved(where):
    return 302, {"Location": where}, b""


def region(german):
    base = "/api/v3/demo-kreis"
    return {
        f"{base}/languages/": ok([{"code": "de"}, {"code": "pl"}, {"code": "en"}]),
        f"{base}/de/pages/": moved(f"{base}/de/pages/?all=1"),
        f"{base}/de/pages/?all=1": ok(german),
        f"{base}/en/pages/": ok(source.english()[:3]),
    }


def png():
    data = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(data, "PNG")
    return 200, {"Content-Type": "image/png"}, data.getvalue()


@pytest.mark.django_db
def test_a_region_comes_from_its_address_with_its_pictures(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    answers = region(source.german())
    with server(answers) as (address, asked):
        german = source.german()
        german[2]["content"] = (
            f'<p><img src="{address}/media/karte.png" alt="Karte"></p><p>Bus</p><h3>Bahn</h3>'
        )
        answers |= region(german) | {"/media/karte.png": png()}
        lines = []
        count = integreat.take([f"{address}/api/v3/demo-kreis/"], lines.append, pictures=True)
        assert str(count) == "3 new, 0 changed, 0 unchanged, 0 refused"
        assert not any("/pl/" in path for path in asked)
        again = integreat.take([f"{address}/api/v3/demo-kreis"], lines.append, pictures=True)
        assert str(again) == "0 new, 0 changed, 3 unchanged, 0 refused"
    picture = Picture.objects.get()
    assert (picture.title, picture.credit, picture.width) == ("Karte", "127.0.0.1", 40)
    shown = PortalPage.objects.get(slug="anfahrt").body[0]
    assert (shown.block_type, shown.value["picture"], shown.value["alt"]) == (
        "picture",
        picture,
        "Karte",
    )


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (moved("http://localhost:9/api/"), "localhost"),
        (moved("file:///etc/passwd"), "file:"),
        (moved("/api/v3/x/languages/"), "/api/v3/x/languages/"),
        ((500, {}, b""), "500"),
        (ok({"error": 1}), "/api/v3/region/"),
        ((200, {}, b"x" * 2_000), "MB"),
    ],
)
def test_what_does_not_answer_rightly_is_refused_in_words(monkeypatch, answer, word):
    monkeypatch.setattr(sources, "MAX_BYTES", 1_000)
    with server({"/api/v3/x/languages/": answer}) as (address, asked):
        lines = []
        assert integreat.take([f"{address}/api/v3/x/"], lines.append).refused == 1
    assert word in lines[0]
    assert len(asked) <= fetching.REDIRECTS + 1


def test_one_address_at_a_time():
    lines = []
    assert integreat.take(["http://127.0.0.1/a", "http://127.0.0.1/b"], lines.append).refused == 1
    assert "https://host/api/v3/region/" in lines[0]


@pytest.mark.parametrize(
    "name", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1", "0.0.0.0"]
)
def test_nothing_is_sent_to_an_address_that_is_not_public(monkeypatch, name):
    def opened(*_args, **_more):
        raise AssertionError("A connection was opened.")

    monkeypatch.setattr(remote_pictures.socket, "create_connection", opened)
    with pytest.raises(remote_pictures.AddressRefused):
        remote_pictures.connect(name, 80)


def test_a_picture_of_a_host_that_leads_within_is_not_asked_for():
    with server({"/x.png": png()}) as (address, asked):
        seen, lines = Seen(f"{address}/x.png", "", small=False), []
        assert remote_pictures.fetch([seen], {"127.0.0.1"}, "", lines.append) == {}
        other = Seen("http://elsewhere.example/x.png", "", small=False)
        assert remote_pictures.fetch([other], {"127.0.0.1"}, "", lines.append) == {}
    assert asked == []
    assert len(lines) == 1


def test_what_is_no_picture_is_told(monkeypatch):
    monkeypatch.setattr(remote_pictures, "MAX_BYTES", 50)
    answers = {
        "/a.svg": (200, {"Content-Type": "image/svg+xml"}, b"<svg onload=x()/>"),
        "/b.png": (200, {"Content-Type": "image/png"}, b"no picture"),
        "/c.png": png(),
        "/d.png": moved("/c.png"),
    }
    with server(answers) as (address, _asked):
        wanted = [Seen(f"{address}{path}", "", small=False) for path in answers]
        lines = []
        assert remote_pictures.fetch(wanted, {"127.0.0.1"}, "127.0.0.1", lines.append) == {}
    assert len(lines) == 4
