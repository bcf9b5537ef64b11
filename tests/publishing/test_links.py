"""The link checker: what is never asked, how an answer is read, what is replaced."""

import datetime as dt
import ipaddress
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone
from tests.volunteering.match_city import opportunity

from konfluenz.directory import organizations, resources, services
from konfluenz.ground import audit, translations
from konfluenz.publishing import checklists, pages
from konfluenz.publishing.links import asking, checking, guarding, register, replacing, sources
from konfluenz.publishing.links.asking import Answer
from konfluenz.publishing.links.guarding import AddressRefused
from konfluenz.publishing.links.replacing import ReplacementRefused
from konfluenz.publishing.models import LinkUse, OutsideLink, PortalPage
from konfluenz.volunteering import opportunities

OLD, NEW = "https://old.example.org/a?x=1&y=2", "https://new.example.org/b"


class Site:
    """A site on loopback. `said` maps a path to (status, headers); `asked` holds all requests."""

    def __init__(self):
        self.said, self.asked = {}, []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def url(self, path="/"):
        return f"http://127.0.0.1:{self.port}{path}"

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def _handler(site):  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            def do_HEAD(self):
                site.asked.append((self.command, self.path, self.headers["If-None-Match"]))
                said = site.said.get((self.command, self.path)) or site.said.get(self.path)
                status, headers = said or (404, {})
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()

            do_GET = do_HEAD  # noqa: N815

            def log_message(self, *details):
                pass

        return Handler


@pytest.fixture
def site(settings):
    there = Site()
    settings.LINK_PORTS = {80, 443, there.port}
    settings.LINK_ALLOWED_ADDRESSES = {"127.0.0.1"}
    yield there
    there.close()


@pytest.fixture
def no_socket(monkeypatch):
    """Fail as soon as somebody connects anywhere."""

    def refuse(*details, **more):
        pytest.fail(f"A socket was opened: {details}")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1/", "inside"),
        ("http://127.1/", "inside"),
        ("http://2130706433/", "inside"),
        ("http://0x7f.0.0.1/", "inside"),
        ("http://0.0.0.0/", "inside"),
        ("http://10.1.2.3/", "inside"),
        ("http://172.16.0.1/", "inside"),
        ("http://192.168.1.1/", "inside"),
        ("http://100.64.0.1/", "inside"),
        ("http://169.254.169.254/latest/meta-data/", "inside"),
        ("http://224.0.0.1/", "inside"),
        ("http://240.0.0.1/", "inside"),
        ("http://255.255.255.255/", "inside"),
        ("http://[::1]/", "inside"),
        ("http://[::]/", "inside"),
        ("http://[fe80::1]/", "inside"),
        ("http://[fc00::1]/", "inside"),
        ("http://[::ffff:127.0.0.1]/", "inside"),
        ("http://[::ffff:169.254.169.254]/", "inside"),
        ("http://[64:ff9b::7f00:1]/", "inside"),
        ("http://[2002:7f00:1::]/", "inside"),
        ("http://[ff02::1]/", "inside"),
        ("http://localhost./", "inside"),
        ("https://93.184.216.34:8443/", "port"),
        ("http://93.184.216.34:22/", "port"),
        ("file:///etc/passwd", "scheme"),
        ("gopher://example.org/", "scheme"),
        ("http://", "scheme"),
        ("http://user:pass@93.184.216.34/", "password"),
        ("http://93.184.216.34:x/", "unreadable"),
        ("http://93.184.216.34/\r\nHost: x", "unreadable"),
    ],
)
def test_what_leads_inside_is_refused_before_a_socket_opens(no_socket, url, reason):
    assert asking.ask(url) == Answer("refused", reason=reason)


@pytest.mark.parametrize("second", ["127.0.0.1", "10.0.0.1", "::ffff:10.0.0.1", "fd00::1"])
def test_one_address_inside_among_several_refuses_the_name(no_socket, monkeypatch, second):
    found = [ipaddress.ip_address("93.184.216.34"), ipaddress.ip_address(second)]
    monkeypatch.setattr(guarding, "addresses", lambda _host, _port: found)
    assert asking.ask("https://example.org/").state == "refused"


def test_a_name_that_changes_its_mind_reaches_only_what_was_judged(monkeypatch):
    answers, reached = ["93.184.216.34", "127.0.0.1"], []
    monkeypatch.setattr(
        guarding, "addresses", lambda _host, _port: [ipaddress.ip_address(answers.pop(0))]
    )

    def connect(address, timeout):
        reached.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    assert asking.ask("http://rebind.example.org/").reason == "connection"
    assert (reached, answers) == ([("93.184.216.34", 80)], ["127.0.0.1"])
    target = guarding.Target("", True, "example.org", 443, "93.184.216.34", "/")
    assert target.host_header == "example.org"


def test_a_redirect_inside_is_judged_again(site, settings):
    settings.LINK_ALLOWED_ADDRESSES = {"127.0.0.1"}
    site.said["/out"] = (301, {"Location": "http://169.254.169.254/latest/"})
    assert asking.ask(site.url("/out")) == Answer("refused", reason="inside")
    site.said["/file"] = (302, {"Location": "file:///etc/passwd"})
    assert asking.ask(site.url("/file")) == Answer("refused", reason="scheme")
    assert [path for _verb, path, _etag in site.asked] == ["/out", "/file"]


def test_answers_are_read(site):
    site.said |= {
        "/ok": (200, {"ETag": '"7"'}),
        "/same": (304, {}),
        ("HEAD", "/no-head"): (405, {}),
        ("GET", "/no-head"): (200, {}),
        "/gone": (410, {}),
        "/robots": (403, {}),
        "/moved": (301, {"Location": "/ok"}),
        "/today": (302, {"Location": "/ok"}),
        "/a": (301, {"Location": "/b"}),
        "/b": (301, {"Location": "/a"}),
        **{f"/{n}": (301, {"Location": f"/{n + 1}"}) for n in range(7)},
    }
    assert asking.ask(site.url("/ok")) == Answer("ok", 200, etag='"7"')
    assert asking.ask(site.url("/same"), '"7"') == Answer("ok", 304)
    assert asking.ask(site.url("/no-head")) == Answer("ok", 200)
    assert asking.ask(site.url("/gone")) == Answer("broken", 410, "gone")
    assert asking.ask(site.url("/nowhere")) == Answer("broken", 404, "gone")
    assert asking.ask(site.url("/robots")) == Answer("unsure", 403, "status")
    moved = asking.ask(site.url("/moved"))
    assert (moved.state, moved.moved_to) == ("moved", site.url("/ok"))
    assert asking.ask(site.url("/today")).state == "ok"
    assert asking.ask(site.url("/a")).reason == asking.ask(site.url("/0")).reason == "loop"
    assert ("HEAD", "/same", '"7"') in site.asked


def test_an_address_is_replaced_whole_and_never_within_a_longer_one():
    marked = '<a href="https://old.example.org/a?x=1&amp;y=2">x</a> <a href="https://old.example.org/a?x=1&amp;y=2z">y</a>'
    assert replacing.swapped(marked, OLD, NEW) == marked.replace(
        'https://old.example.org/a?x=1&amp;y=2"', f'{NEW}"'
    )
    assert replacing.swapped(f"Siehe {OLD}. Und {OLD}/mehr", OLD, NEW) == (
        f"Siehe {NEW}. Und {OLD}/mehr"
    )
    assert sources.urls("Siehe https://a.example.org/x, und mehr.") == {"https://a.example.org/x"}


@pytest.fixture
def linked(db):
    """A service, a link and a page in two languages, all with the same address."""
    club = organizations.add("Demo-Verein", kind="association", by=None)
    given = {"organization": club, "summary": "Ein Satz.", "by": None}
    service = services.add("Sprachcafé", url=OLD, **given)
    services.publish(service, by=None)
    page = pages.add(
        pages.root(),
        "Ankommen",
        by=None,
        body=[("text", f'<p><a href="{OLD.replace("&", "&amp;")}">Dort</a></p>')],
    )
    page.save_revision().publish()
    key = page.segments()[1].key
    text = f'<p><a href="{OLD.replace("&", "&amp;")}">There</a></p>'
    translations.put(page, key, "en", text, by=None)
    register.refresh("directory.service", [str(service.pk)])
    register.refresh("publishing.portalpage", [str(page.pk)])
    return service, page, key


def test_the_register_knows_each_place_and_forgets_it(linked):
    service, _page, _key = linked
    link = OutsideLink.objects.get()
    assert (link.url, link.host, link.state) == (OLD, "old.example.org", "new")
    assert sorted((use.label, use.locale) for use in link.uses.all()) == [
        ("directory.service", "de"),
        ("publishing.portalpage", "de"),
        ("publishing.portalpage", "en"),
    ]
    services.end(service, by=None)
    register.refresh("directory.service", [str(service.pk)])
    assert LinkUse.objects.count() == 2
    PortalPage.objects.update(live=False)
    register.refresh("publishing.portalpage", [str(linked[1].pk)])
    assert not OutsideLink.objects.exists()


def test_a_link_is_replaced_everywhere_and_translations_stay_fresh(linked, no_socket):
    service, page, key = linked
    for wrong, said in (("ftp://x", "ganze Adresse"), (OLD, "schon")):
        with pytest.raises(ReplacementRefused, match=said):
            replacing.replace(OutsideLink.objects.get(), wrong, by=None)
    link = OutsideLink.objects.get()
    assert replacing.replace(link, NEW, by=None) == 2
    service.refresh_from_db()
    page = PortalPage.objects.get(pk=page.pk)
    told = translations.told([page], "en")[page.pk][key]
    assert (service.url, NEW in page.source_texts()[key]) == (NEW, True)
    assert (NEW in told.text, told.stale) == (True, False)
    assert [one.url for one in OutsideLink.objects.all()] == [NEW]


def test_a_draft_is_not_made_public_by_a_replacement(linked):
    PortalPage.objects.filter(pk=linked[1].pk).update(has_unpublished_changes=True)
    with pytest.raises(ReplacementRefused, match="Entwurf"):
        replacing.replace(OutsideLink.objects.get(), NEW, by=None)


@pytest.fixture
def link(db):
    club = organizations.add("Demo-Verein", kind="association", by=None)
    one = resources.add("Demo-Seite", OLD, organization=club, by=None)
    resources.publish(one, by=None)
    register.refresh("directory.externalresource", [str(one.pk)])
    return OutsideLink.objects.get()


def test_broken_is_what_failed_on_three_days(link, time_machine):
    begun, states = timezone.localtime().replace(hour=12), []
    gone = Answer("broken", 404, "gone")
    for day in (0, 0, 0, 1, 2, 3):
        time_machine.move_to(begun + dt.timedelta(days=day), tick=False)
        states.append(str(checking.settle(link, gone).state))
    assert states == ["unsure", "unsure", "unsure", "unsure", "broken", "broken"]
    fine = checking.settle(link, Answer("ok", 200))
    assert (fine.state, fine.failures) == ("ok", 0)
    for day in range(4, 9):
        time_machine.move_to(begun + dt.timedelta(days=day), tick=False)
        assert checking.settle(link, Answer("unsure", 403, "status")).state == "unsure"
    acts = [entry.action for entry in audit.timeline(link).order_by("id")]
    assert acts == ["link.unsure", "link.broken", "link.ok", "link.unsure"]


def test_nothing_is_sent_unless_it_is_switched_on(link, no_socket):
    assert checking.check_due() == 0


def test_a_host_is_asked_so_often_an_hour_and_no_more(link, settings, monkeypatch):
    settings.LINK_CHECKS, settings.LINKS_AN_HOUR = True, 2
    now = timezone.now()
    for number in range(4):
        url = f"https://old.example.org/{number}"
        OutsideLink.objects.create(url=url, host="old.example.org", since=now, next_at=now)
    OutsideLink.objects.create(url=NEW, host="new.example.org", since=now, next_at=now)
    monkeypatch.setattr(asking, "ask", lambda _url, _etag: Answer("ok", 200))
    assert [checking.check_due(), checking.check_due()] == [3, 0]


def test_a_target_keeps_its_host_and_port():
    with pytest.raises(AddressRefused):
        guarding.check("javascript:alert(1)")


def test_links_in_mail_templates_are_found_and_those_put_in_later_are_not(tmp_path):
    folder = tmp_path / "demo" / "mail" / "parts"
    folder.mkdir(parents=True)
    (folder / "foot.txt").write_text(
        "{# https://remark.example.org #}{% comment %}https://out.example.org{% endcomment %}"
        '{% translate "See https://a.example.org/x." %} {{ url }} https://{{ host }}/y < 3'
    )
    page = '<!doctype html><a href="https://b.example.org/?a=1&amp;b=2">x</a> https://c.example.org'
    (folder.parent / "told.html").write_text(page)
    (tmp_path / "demo" / "page.html").write_text('<a href="https://page.example.org/">x</a>')
    assert sorted((one.field, one.url) for one in sources.mails([tmp_path])) == [
        ("demo/mail/parts/foot.txt", "https://a.example.org/x"),
        ("demo/mail/told.html", "https://b.example.org/?a=1&b=2"),
    ]


def test_a_link_in_a_mail_template_is_in_the_register_until_it_stands_there_no_more(
    link, monkeypatch
):
    there = {sources.Place("", "demo/mail/told.txt", "de", OLD)}
    monkeypatch.setattr(sources, "mails", lambda: there)
    assert [register.read_mails(), register.read_mails()] == [1, 1]
    assert [link.uses.count(), replacing.mails(link)] == [2, ["demo/mail/told.txt"]]
    assert replacing.replace(link, NEW, by=None) == 1
    assert [use.label for use in link.uses.all()] == ["mail"]
    there.clear()
    register.read_mails()
    assert [one.url for one in OutsideLink.objects.all()] == [NEW]


def test_the_program_has_mail_templates_and_no_link_of_theirs_is_lost(db):
    assert len(sources.mail_templates(sources.get_app_template_dirs("templates"))) > 40
    assert register.read_mails() == LinkUse.objects.count()


def test_opportunities_and_the_checklist_are_read_too(db):
    made = opportunity("Lesepate")
    opportunities.correct(made, {"task": f"Mehr: {OLD}"}, by=None)
    item = checklists.add("Anmelden", slug="anmelden", phase="days", text=OLD, by=None)
    register.refresh("volunteering.opportunity", [str(made.pk)])
    register.refresh("publishing.checklistitem", [str(item.pk)])
    assert replacing.replace(OutsideLink.objects.get(), NEW, by=None) == 2
    made.refresh_from_db()
    item.refresh_from_db()
    assert (made.task, item.text) == (f"Mehr: {NEW}", NEW)
