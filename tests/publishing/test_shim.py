"""A baked page goes out as the program would send it, and never when it should not."""

import gzip
import shutil

import brotli
import pytest
import time_machine
from django.db import transaction
from django.test import RequestFactory, override_settings
from tests.portal import world
from tests.publishing import in_process

from konfluenz.config.mounting import mounted
from konfluenz.config.shim import Shim
from konfluenz.publishing.baking import bakers, files, marks, rendering

PAGE = "/de/impressum/"


@pytest.fixture(scope="module")
def baked(django_db_setup, django_db_blocker, tmp_path_factory):
    """A folder with the imprint in two languages, and how the program answers for it."""
    folder = tmp_path_factory.mktemp("baked")
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(BAKED_ROOT=folder), in_process.asked():
            world.city(("de", "ar"))
            marks.settle({"imprint"})
            bakers.bake_due()
            live = rendering.render(PAGE)
        transaction.set_rollback(True)
    return folder, live


@pytest.fixture
def site(baked, tmp_path):
    """A shim over a copy of that folder."""
    shutil.copytree(baked[0], tmp_path, symlinks=True, dirs_exist_ok=True)
    return Shim(_closed, tmp_path, look_seconds=0)


def _closed(environ, start_response):
    start_response("200 OK", [("X-Program", "yes")])
    return [b"live"]


def ask(application, path, method="GET", **headers):
    """Return status, headers and body of an answer."""
    environ = RequestFactory().generic(method, path, headers=headers).environ
    said = {}

    def start_response(status, names, _error=None):
        said.update(status=status, headers=dict(names))

    body = b"".join(application(environ, start_response))
    return int(said["status"].split()[0]), said["headers"], body


def test_a_file_is_what_the_program_would_send(site, baked):
    live = baked[1]
    status, headers, body = ask(site, PAGE)
    assert (status, body) == (200, live.body)
    own = {name: headers.pop(name) for name in ("Cache-Control", "ETag")}
    assert headers == dict(live.headers) | live.rules
    assert own["Cache-Control"] == "no-cache"
    assert headers["Vary"] == "Accept-Encoding"
    assert "Set-Cookie" not in headers


def test_each_reader_gets_the_smallest_it_takes(site):
    plain = ask(site, PAGE)[2]
    answers = {
        said: ask(site, PAGE, accept_encoding=said)
        for said in (
            "gzip, deflate, br, zstd",
            "gzip;q=0.5",
            "br;q=0, *;q=0.1",
            "identity",
            "br;q=x",
        )
    }
    packed = {said: each[1].get("Content-Encoding") for said, each in answers.items()}
    assert list(packed.values()) == ["br", "gzip", "gzip", None, None]
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
    assert {unpack[packed[said]](each[2]) for said, each in answers.items()} == {plain}
    assert len({each[1]["ETag"] for each in answers.values()}) == 3
    assert {int(each[1]["Content-Length"]) - len(each[2]) for each in answers.values()} == {0}


def test_who_has_the_page_gets_no_body(site):
    etag = ask(site, PAGE, accept_encoding="br")[1]["ETag"]
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        status, headers, body = ask(site, PAGE, accept_encoding="br", if_none_match=known)
        assert (status, body, headers["ETag"]) == (304, b"", etag)
    assert ask(site, PAGE, accept_encoding="gzip", if_none_match=etag)[0] == 200


def test_head_has_the_headers_alone(site):
    assert ask(site, PAGE, "HEAD")[1] == ask(site, PAGE)[1]
    assert ask(site, PAGE, "HEAD")[2] == b""


@pytest.mark.parametrize(
    ("path", "method"),
    [
        (f"{PAGE}?a=1", "GET"),
        (PAGE, "POST"),
        ("/de/impressum", "GET"),
        ("/de/gibt-es-nicht/", "GET"),
        ("/", "GET"),
        ("/de/../de/impressum/", "GET"),
        ("/de/impressum/.page/", "GET"),
        ("/de/%2e%2e/de/impressum/", "GET"),
        ("/de/impressum%00/", "GET"),
        ("/%ff%fe/", "GET"),
        ("/de/../../../../../../etc/passwd", "GET"),
    ],
)
def test_everything_else_is_the_programs(site, path, method):
    assert ask(site, path, method)[2] == b"live"


def test_a_page_whose_time_is_over_is_the_programs(site, tmp_path):
    page = files.Page(b"offen", {}, until=1_800_000_000)
    files.write(tmp_path, "/de/offen/", page)
    with time_machine.travel(1_799_999_999, tick=False):
        assert ask(site, "/de/offen/")[2] == b"offen"
    with time_machine.travel(1_800_000_000, tick=False):
        assert ask(site, "/de/offen/")[2] == b"live"


def test_memory_never_serves_a_page_that_was_replaced_or_removed(site, tmp_path):
    ask(site, PAGE)
    files.write(tmp_path, PAGE, files.Page(b"neu", {}))
    assert ask(site, PAGE)[2] == b"neu"
    files.remove(tmp_path, PAGE)
    assert ask(site, PAGE)[2] == b"live"


def test_memory_is_believed_for_a_moment(site, tmp_path, monkeypatch):
    moment = [100.0]
    monkeypatch.setattr("konfluenz.config.shim.time.monotonic", lambda: moment[0])
    quick = Shim(_closed, tmp_path, look_seconds=0.2)
    before = ask(quick, PAGE)[2]
    files.remove(tmp_path, PAGE)
    assert ask(quick, PAGE)[2] == before
    moment[0] += 0.3
    assert ask(quick, PAGE)[2] == b"live"


def test_memory_has_an_end(site, tmp_path, monkeypatch):
    monkeypatch.setattr("konfluenz.config.shim.KEPT_BYTES", 5_000)
    for number in range(5):
        files.write(tmp_path, f"/de/{number}/", files.Page(b"x" * 100, {}))
        ask(site, f"/de/{number}/")
    assert len(site._kept) == 2


def test_rules_of_a_page_of_its_own_are_kept(site, tmp_path):
    own = files.Page(b"karte", {"Content-Security-Policy": "img-src tiles"}, own_headers=True)
    files.write(tmp_path, "/de/karte/", own)
    assert not (tmp_path / "de/karte/.page/index.html").exists()
    _status, headers, body = ask(site, "/de/karte/", accept_encoding="br")
    assert headers["Content-Security-Policy"] == "img-src tiles"
    assert brotli.decompress(body) == b"karte"


def test_below_a_path_of_the_citys_site(site):
    below = mounted(site, "/integration")
    assert ask(below, f"/integration{PAGE}")[2] == ask(site, PAGE)[2]
    assert ask(below, PAGE)[2] == ask(site, PAGE)[2]
    seen = {}
    mounted(lambda environ, start: seen.update(environ) or [], "/integration")(
        RequestFactory().get("/integration").environ, None
    )
    assert (seen["SCRIPT_NAME"], seen["PATH_INFO"]) == ("/integration", "/")
