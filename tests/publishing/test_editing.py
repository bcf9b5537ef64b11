"""Wagtail's admin: who comes in and where, two editors at once, pictures made safe."""

import io
import json

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image
from tests.publishing import tree
from wagtail.admin.rich_text import get_rich_text_editor_widget
from wagtail.models import Collection

from konfluenz.directory import memberships, organizations
from konfluenz.ground.models import Entry
from konfluenz.people import accounts, persons, roles
from konfluenz.people.models import Account
from konfluenz.publishing.editing import rights
from konfluenz.publishing.models import Picture, PortalPage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_second_factor(settings):
    settings.DEMO = True


def somebody(name, *held):
    person = persons.add(name, by=None)
    account = accounts.open(person, f"{name.lower()}@example.org", by=None)
    for role in held:
        roles.grant(person, role, by=None)
    return Account.objects.get(pk=account.pk)


def browser(account):
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def editor():
    return somebody("Redaktion", "editor")


def edit(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form(page, **values):
    """Return what the form of `page` sends."""
    page = PortalPage.objects.get(pk=page.pk)
    sent = {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "kind": page.kind,
        "review_days": page.review_days,
        "body-count": "0",
        "loaded_revision_id": str(page.latest_revision_id or ""),
    }
    return sent | values


@pytest.mark.parametrize(
    ("held", "status"), [("editor", 200), ("coordinator", 200), ("office_colleague", 403)]
)
def test_the_editorial_office_comes_in_and_others_do_not(held, status):
    client = browser(somebody("Jemand", held))
    assert client.get(reverse("wagtailadmin_home")).status_code == status
    assert Client().get(reverse("wagtailadmin_home")).status_code == 302


def test_a_partner_works_on_its_own_pages_and_below_and_publishes_nothing():
    partner = organizations.add("Demo-Verein", kind="association", by=None)
    account = somebody("Partnerin", "organisation_member")
    memberships.add(partner, account.person, by=None)
    own = tree.guide("Eigene", organization=partner)
    below = tree.guide("Darunter", below=own)
    other = tree.guide("Fremde")
    client = browser(account)
    assert [client.get(edit(page)).status_code for page in (own, below)] == [200, 200]
    assert client.get(edit(other)).status_code == 302
    client.post(edit(own), form(own, title="Neu", **{"action-publish": "1"}))
    assert PortalPage.objects.get(pk=own.pk).title == "Eigene"
    assert PortalPage.objects.get(pk=own.pk).get_latest_revision_as_object().title == "Neu"


def test_who_stands_for_nobody_any_more_is_out_at_once():
    partner = organizations.add("Demo-Verein", kind="association", by=None)
    account = somebody("Partnerin", "organisation_member")
    membership = memberships.add(partner, account.person, by=None)
    tree.guide("Eigene", organization=partner)
    client = browser(account)
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    membership.delete()
    assert client.get(reverse("wagtailadmin_home")).status_code == 403


def test_what_a_partner_submits_waits_for_the_editorial_office(editor):
    rights.bring_up_to_date(editor)
    partner = organizations.add("Demo-Verein", kind="association", by=None)
    account = somebody("Partnerin", "organisation_member")
    memberships.add(partner, account.person, by=None)
    own = tree.guide("Eigene", organization=partner)
    browser(account).post(edit(own), form(own, title="Neu", **{"action-submit": "1"}))
    page = PortalPage.objects.get(pk=own.pk)
    assert page.current_workflow_state.workflow.name == rights.WORKFLOW
    browser(editor).post(
        edit(own),
        form(
            own,
            title="Neu",
            **{"action-workflow-action": "1", "workflow-action-name": "approve"},
        ),
    )
    assert PortalPage.objects.get(pk=own.pk).title == "Neu"


def test_of_two_editors_the_second_is_told_and_loses_nothing(editor):
    page = tree.guide()
    first, second = browser(editor), browser(somebody("Zweite", "editor"))
    opened = form(page)
    assert first.post(edit(page), opened | {"title": "Von der ersten"}).status_code == 302
    answer = second.post(edit(page), opened | {"title": "Von der zweiten"})
    assert answer.status_code == 200
    said = answer.content.decode()
    assert "Jemand anderes hat diese Seite gespeichert" in said
    assert "Von der zweiten" in said
    latest = PortalPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert latest.title == "Von der ersten"
    again = form(page, title="Von beiden")
    assert second.post(edit(page), again).status_code == 302


def test_what_editors_do_is_in_the_trail_with_their_name(editor):
    page = tree.guide()
    browser(editor).post(edit(page), form(page, slug="neu", **{"action-publish": "1"}))
    entries = Entry.objects.filter(
        action__in=["page.published", "page.moved"], by_id=str(editor.pk)
    )
    assert sorted(entries.values_list("action", flat=True)) == ["page.moved", "page.published"]


def test_a_page_is_previewed_in_each_language(editor):
    page = tree.guide()
    client = browser(editor)
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert client.post(preview, form(page, title="Noch ein Entwurf")).json()["is_valid"]
    assert "Noch ein Entwurf" in client.get(preview, {"mode": "de"}).content.decode()
    arabic = client.get(preview, {"mode": "ar"}).content.decode()
    assert 'dir="rtl"' in arabic


def test_word_rubbish_does_not_come_through_the_editor():
    widget = get_rich_text_editor_widget(features=["bold", "italic", "link"])
    pasted = "<p class='MsoNormal'><span style='color:red'>Rot</span><script>x()</script></p>"
    kept = widget.format_value(pasted)
    assert [block["text"] for block in json.loads(kept)["blocks"]] == ["Rotx()"]


def picture(width=40, height=30, name="bild.jpg", kind="JPEG"):
    target = io.BytesIO()
    made = Image.new("RGB", (width, height), "teal")
    exif = made.getexif()
    exif[0x010E] = "GEHEIM"
    made.save(target, kind, **({"exif": exif} if kind == "JPEG" else {}))
    target.seek(0)
    target.name = name
    return target


def upload(client, file):
    collection = Collection.get_first_root_node().pk
    return client.post(
        reverse("wagtailimages:add"), {"title": "Bild", "file": file, "collection": collection}
    )


def test_a_picture_is_written_anew_without_what_its_camera_added(editor):
    assert upload(browser(editor), picture()).status_code == 302
    stored = Picture.objects.get().file.read()
    assert b"GEHEIM" not in stored
    assert Image.open(io.BytesIO(stored)).size == (40, 30)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("boese.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'),
        ("boese.png", b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'),
        ("kaputt.jpg", b"\xff\xd8\xff\xe0 nichts"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(editor, name, data):
    file = io.BytesIO(data)
    file.name = name
    answer = upload(browser(editor), file)
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert not Picture.objects.exists()


def test_a_picture_with_too_many_pixels_is_refused_with_a_sentence(editor, monkeypatch):
    monkeypatch.setattr("konfluenz.ground.pictures.MAX_PIXELS", 1_000)
    answer = upload(browser(editor), picture(50, 40, kind="PNG", name="gross.png"))
    assert answer.status_code == 200
    assert "Megapixel" in str(answer.context["form"].errors["file"])


def test_groups_follow_with_few_queries(editor, django_assert_max_num_queries):
    rights.bring_up_to_date(editor)
    again = Account.objects.get(pk=editor.pk)
    with django_assert_max_num_queries(8):
        rights.bring_up_to_date(again)


def test_the_admin_leads_back_to_the_office_and_on_to_the_translations(editor):
    page = tree.guide("Demo-Seite")
    client = browser(editor)
    shown = client.get(edit(page)).content.decode()
    assert reverse("office:content-board") in shown
    assert f"{reverse('office:translation-list')}?kind=seiten&amp;q=Demo-Seite" in shown
    assert "whats-new" not in shown
    explorer = client.get(reverse("wagtailadmin_explore", args=[page.get_parent().pk]))
    assert "keinen Website-Eintrag" not in explorer.content.decode()


@pytest.mark.parametrize(
    ("live", "order"),
    [(True, ["Veröffentlichen", "Entwurf"]), (False, ["Entwurf", "Veröffentlichen"])],
)
def test_the_first_button_publishes_what_is_public_and_saves_what_is_not(editor, live, order):
    shown = browser(editor).get(edit(tree.guide("Demo-Seite", live=live))).content.decode()
    first, then = (
        {"Veröffentlichen": 'name="action-publish"', "Entwurf": "Entwurf speichern"}[one]
        for one in order
    )
    assert 0 < shown.index(first) < shown.index(then)
