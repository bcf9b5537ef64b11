"""Where objects come from: dumps of all shapes, servers page by page, and what is refused."""

import datetime as dt
import json

import pytest
from django.core.management import call_command
from tests.council.oparl_town import (
    consultation,
    counts,
    dump,
    file,
    item,
    meeting,
    organization,
    paper,
    served,
    take,
    uid,
    written,
)

from konfluenz.council.models import Consultation, Meeting, OparlImport, Paper, PaperLink
from konfluenz.council.oparl import objects, readings, sources
from konfluenz.council.oparl.server import Server
from konfluenz.council.oparl.sources import SourceRefused
from konfluenz.council.oparl.taking import Taking

pytestmark = pytest.mark.django_db

LOCAL = frozenset({"127.0.0.1"})


def _silent(_said):
    """Hear nothing."""


def _names(source, kind="Paper"):
    return [raw["name"] for raw in source.objects(kind, _silent)]


@pytest.mark.parametrize(
    "data",
    [
        json.dumps([paper(1), paper(2)]).encode(),
        json.dumps({"data": [paper(1), paper(2)], "links": {}}, indent=1).encode(),
        b"\xef\xbb\xbf" + json.dumps(paper(1)).encode() + b"\n\n" + json.dumps(paper(2)).encode(),
        b"{broken\n" + json.dumps(paper(1)).encode() + b"\n" + json.dumps(paper(2)).encode(),
    ],
)
def test_a_dump_may_be_lines_a_list_or_a_page(data):
    assert _names(written(data)) == ["Demo-Vorlage 1", "Demo-Vorlage 2"]


def test_a_broken_line_is_told_once():
    said = []
    source = written(json.dumps(paper(1)).encode() + b"\n[1, 2\n" + json.dumps(meeting(1)).encode())
    for kind in sources.KINDS:
        list(source.objects(kind, said.append))
    assert said == ["Zeile 2 ist kein JSON und blieb weg."]


@pytest.mark.parametrize("data", [b"", b"Guten Tag", b"[]", b'{"type": "Person"}', b"\xff\xfe"])
def test_a_file_without_objects_is_refused(data):
    with pytest.raises(SourceRefused, match="kein Papier, keine Sitzung und kein Gremium"):
        written(data)


def test_a_folder_is_read_whole(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "papers.jsonl").write_text(json.dumps(paper(1)))
    (tmp_path / "b.json").write_text(json.dumps([paper(2)]))
    (tmp_path / "c.txt").write_text("nichts")
    assert _names(sources.dump(tmp_path)) == ["Demo-Vorlage 1", "Demo-Vorlage 2"]


def test_parts_that_stand_by_themselves_are_found_by_their_address():
    one = paper(1, mainFile=uid("da", 1)) | {"consultation": [uid("be", 1), uid("be", 404)]}
    held = meeting(1) | {"agendaItem": [uid("top", 1)]}
    told = take(one, held, file(1), consultation(1), item(1))
    assert (PaperLink.objects.count(), Consultation.objects.count()) == (1, 1)
    assert Consultation.objects.get().meeting_item is not None
    assert told.findings == [f"Demo-Vorlage 1: „consultation“: {uid('be', 404)} ist nicht dabei."]


HOSTILE = {
    "name": ["Liste", 7, True, None, {"a": 1}, "x" * 500, "\x00\ud800"],
    "reference": [[1], "x" * 41, {"a": 1}],
    "date": ["31.02.2024", 20240101, "0001-01-01", [], "gestern"],
    "paperType": [7, [], {}],
    "mainFile": [7, "nirgends", [7], {"accessUrl": "javascript:alert(1)"}, {"accessUrl": 7}],
    "consultation": ["nirgends", 7, [None], [{}], {"organization": 7}, [{"meeting": {}}]],
    "underDirectionOf": [7, [7], {"id": 7}, "x" * 301],
    "originatorOrganization": [[None], [[]], {"id": uid("gr", 1)}],
    "superordinatedPaper": [7, [7], uid("vo", 1)],
    "public": ["ja", 1],
    "unbekannt": [{"a": [1]}],
}


def test_nothing_that_stands_in_a_field_breaks_the_import():
    many = [
        paper(100 * i + j, **{name: value})
        for i, (name, values) in enumerate(HOSTILE.items())
        for j, value in enumerate(values)
    ]
    bare = [{"type": "x/Paper"}, {"id": 7, "type": "x/Paper"}, {"id": "x" * 301, "type": "x/Paper"}]
    nameless = paper(9999, name="", reference="")
    told = take(*many, *bare, nameless, meeting(1, start="bald"), organization(1, None))
    assert (told.new, told.refused) == (len(many), 6)
    assert "Nicht übernommen: 1. Sitzung: Es sagt nicht, wann die Sitzung beginnt." in told.findings
    assert not PaperLink.objects.filter(url__startswith="javascript").exists()


def test_the_content_of_an_object_is_not_when_it_was_saved():
    assert objects.digest(paper(1, modified="a")) == objects.digest(paper(1, modified="b"))
    assert objects.digest(paper(1)) != objects.digest(paper(1, name="Anders"))


def _system(base):
    """Return the pages of a server: a system with a body, lists of two pages."""
    papers = [paper(n) for n in (1, 2, 3)]

    def later(path):
        return {"data": papers[2:] if "modified_since" not in path else [], "links": {}}

    def first(path):
        following = f"{base()}/papers2" + ("?" + path.partition("?")[2] if "?" in path else "")
        shown = papers[:2] if "modified_since" not in path else [paper(1, name="Neu")]
        return {"data": shown, "links": {"next": following}}

    return {
        "/system": lambda _path: {"type": "x/System", "body": f"{base()}/bodies"},
        "/bodies": lambda _path: {"data": [_body(base())], "links": {}},
        "/papers": first,
        "/papers2": later,
        "/meetings": {"data": [meeting(1)]},
        "/organizations": {"data": [organization(1, "Stadtrat")]},
    }


def _body(base):
    lists = {name: f"{base}/{name}s" for name in ("paper", "meeting", "organization")}
    return {"type": "x/Body", "id": f"{base}/body"} | lists


@pytest.fixture
def server(settings):
    settings.LINK_ALLOWED_ADDRESSES = LOCAL
    where = []
    with served(_system(lambda: where[0])) as (base, asked):
        where.append(base)
        yield base, asked


def test_a_server_is_read_page_by_page_and_later_only_what_changed(server):
    base, asked = server
    reading = OparlImport.objects.create(address=f"{base}/system")
    assert str(readings.take(reading, Server(reading.address), by=None)) == (
        "5 new, 0 changed, 0 unchanged, 0 refused"
    )
    assert (Paper.objects.count(), Meeting.objects.get().body.name) == (3, "Stadtrat")
    del asked[:]
    said = []
    count = readings.command([f"{base}/system"], said.append)
    assert str(count) == "0 new, 1 changed, 2 unchanged, 0 refused"
    since = readings.last(f"{base}/system")
    assert since.read_until - reading.read_until < dt.timedelta(minutes=1)
    assert all("modified_since=" in path for path in asked if path.startswith("/papers"))


def test_an_address_within_our_own_net_is_never_asked(server, settings):
    base, asked = server
    settings.LINK_ALLOWED_ADDRESSES = frozenset()
    with pytest.raises(SourceRefused, match="keine öffentliche Adresse"):
        Server(f"{base}/system")
    assert asked == []


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (500, "antwortet mit 500"),
        (b"<html>", "liefert kein JSON"),
        ({"type": "x/Paper"}, "nennt keine Kommune"),
        ({"type": "x/System", "body": "http://anderswo.example/b"}, "auf einer anderen Website"),
        ({"type": "x/System", "body": "file:///etc/passwd"}, "Geben Sie die ganze Adresse an"),
    ],
)
def test_a_server_that_is_none_is_refused(settings, page, said):
    settings.LINK_ALLOWED_ADDRESSES = LOCAL
    with served({"/": page}) as (base, _asked), pytest.raises(SourceRefused, match=said):
        Server(f"{base}/")


def test_a_page_that_is_too_large_is_refused(settings, monkeypatch):
    settings.LINK_ALLOWED_ADDRESSES = LOCAL
    monkeypatch.setattr("konfluenz.council.oparl.server.PAGE_BYTES", 1000)
    with (
        served({"/": b" " * 2000}) as (base, _asked),
        pytest.raises(SourceRefused, match="liefert mehr als"),
    ):
        Server(f"{base}/")


def test_a_list_that_leads_back_to_itself_ends(settings):
    settings.LINK_ALLOWED_ADDRESSES = LOCAL
    body = {"type": "x/Body", "paper": "/papers", "meeting": [], "organization": []}
    page = {"data": [paper(1)], "links": {"next": "/papers"}}
    with served({"/": body, "/papers": page}) as (base, _asked):
        body["paper"] = page["links"]["next"] = f"{base}/papers"
        assert counts(_taken(Server(f"{base}/"))) == (1, 0, 0, 0)


def _taken(source):
    taking = Taking(source)
    taking.run()
    return taking


def test_the_command_tells_each_finding_and_the_counts_last(tmp_path, capsys):
    path = tmp_path / "rat.jsonl"
    path.write_text(json.dumps(paper(1, paperType="Gedicht")))
    call_command("import", "oparl", str(path))
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "Demo-Vorlage 1: Die Art „Gedicht“ ist hier nicht bekannt:"
        " als Unterrichtungsvorlage übernommen.",
        "1 new, 0 changed, 0 unchanged, 0 refused",
    ]
    call_command("import", "oparl", str(tmp_path / "fehlt.jsonl"))
    assert capsys.readouterr().out.splitlines()[-1] == "0 new, 0 changed, 0 unchanged, 1 refused"


def test_while_one_reading_is_at_work_another_waits():
    first = OparlImport.objects.create(name="a.jsonl")
    second = OparlImport.objects.create(name="b.jsonl")

    class Nested:
        total = staticmethod(lambda: 1)
        find = staticmethod(lambda _uid: None)

        def objects(self, _kind, _tell):
            readings.take(second, dump(paper(2)), by=None)
            yield paper(1)

    with pytest.raises(readings.ReadingRefused, match="gerade schon eingelesen"):
        readings.take(first, Nested(), by=None)


def test_old_readings_go_but_the_last_of_a_server_stays():
    old = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    address = "https://ris.demo.example/system"
    gone = OparlImport.objects.create(name="alt.jsonl", ended_at=old)
    before = OparlImport.objects.create(address=address, ended_at=old)
    last = OparlImport.objects.create(address=address, ended_at=old)
    OparlImport.objects.update(created_at=old)
    assert readings.sweep() == 2
    assert list(OparlImport.objects.all()) == [last]
    assert {gone.pk, before.pk} & set(OparlImport.objects.values_list("pk", flat=True)) == set()
