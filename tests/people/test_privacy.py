"""Register, access and erasure: complete, because they are made from the declarations."""

import datetime
import json

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, models
from django.test import Client
from tests.people.world import account, person

from konfluenz.directory import posts, units
from konfluenz.ground import audit, chain, outbox, personal_data, sealer
from konfluenz.ground.models import Detail, Message
from konfluenz.people import (
    consents,
    contacts,
    drafts,
    languages,
    merging,
    persons,
    privacy,
    roles,
    saved_views,
)
from konfluenz.people.models import Account, Person
from konfluenz.people.privacy import ErasureRefused

pytestmark = pytest.mark.django_db

CANARY = "kanarienvogel"


def full_person():
    """Somebody about whom every table of this room says something, a canary in every text."""
    who = account("volunteer", name=f"{CANARY} name", email=f"{CANARY}.login@example.org")
    ada = who.person
    persons.correct(
        ada,
        {
            "sort_name": f"{CANARY} sort",
            "notes": f"{CANARY} notes",
            "names": [("cyrillic", f"{CANARY} cyrillic")],
        },
        seen=None,
        by=None,
    )
    contacts.add(ada, "mail", f"{CANARY}@example.org", by=None)
    contacts.add(ada, "post", f"{CANARY} street", by=None)
    contacts.add(ada, "phone", "0261 7654321", by=None)
    languages.put(ada, "ti", "native", by=None)
    consents.give(ada, "photos", wording=f"{CANARY} v1", language="ti", channel="web", by=None)
    saved_views.keep(who, "persons", f"{CANARY} view", f"q={CANARY}query")
    drafts.put(who, "person", {"x": f"{CANARY} draft"})
    Authenticator.objects.create(user=who, type="totp", data={"secret": "x"})
    outbox.send("people/mail/login_code", to=who, context={"code": f"{CANARY} code"})
    Message.objects.update(text=f"{CANARY} text", subject=f"{CANARY} subject")
    other = person(f"{CANARY} other")
    merging.merge(ada, other, by=None)
    Client().force_login(who)
    ada.refresh_from_db()
    return ada


def test_the_answer_to_an_access_request_is_complete():
    ada = full_person()
    text = json.dumps(privacy.export(ada), ensure_ascii=False)
    wanted = [
        "name",
        "sort",
        "notes",
        "cyrillic",
        "street",
        "v1",
        "view",
        "draft",
        "text",
        "subject",
    ]
    missing = [word for word in wanted if f"{CANARY} {word}" not in text]
    assert missing == []
    for value in (f"{CANARY}@example.org", f"{CANARY}.login@", f"{CANARY}query", "+492617654321"):
        assert value in text
    assert '"ti"' in text
    assert "account.opened" in text


def test_the_answer_has_every_held_field_of_every_table_that_has_rows():
    ada = full_person()
    records = privacy.export(ada)["records"]
    missing = {
        label: set(personal_data.of(apps.get_model(label)).holds)
        - set(rows[0])
        - privacy.WITHHELD.get(label, set())
        for label, rows in records.items()
    }
    assert {label: fields for label, fields in missing.items() if fields} == {}
    ours = {
        said.model._meta.label_lower
        for said in personal_data.all_declared()
        if said.subject and said.model._meta.app_label in {"people", "account", "mfa"}
    }
    assert ours == set(records) & ours


def test_no_secret_is_in_the_answer():
    ada = full_person()
    hashed = Account.objects.get(person=ada).password
    assert hashed not in json.dumps(privacy.export(ada))


def everything():
    """All text in the database as the program reads it, table by table."""
    found = {}
    for model in apps.get_models():
        if not model._meta.managed:
            continue
        for row in model._base_manager.all():
            said = " ".join(
                str(getattr(row, field.attname))
                for field in model._meta.concrete_fields
                if isinstance(field, models.TextField | models.CharField | models.JSONField)
            )
            if CANARY in said.lower() or "7654321" in said:
                found.setdefault(model._meta.label, []).append(said)
    return found


def test_nothing_is_left_after_an_erasure_and_the_chain_still_verifies():
    ada, officer = full_person(), account("data_protection_officer", name="Officer")
    sealer.seal()
    assert len(everything()) > 10
    bystander = person("Bystander", notes="stays")
    privacy.erase(ada, by=officer)
    sealer.seal()
    assert everything() == {}
    assert Session.objects.count() == 0
    assert chain.verify() is None
    bystander.refresh_from_db()
    assert bystander.notes == "stays"
    assert sorted(Person.objects.values_list("name", flat=True)) == ["Bystander", "Officer"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ground_findable")
        assert cursor.fetchone()[0] == 2


def test_the_trail_keeps_that_it_happened_without_words():
    ada = person(f"{CANARY}")
    persons.correct(ada, {"notes": CANARY}, seen=None, by=None)
    reference = ada.pk
    privacy.erase(ada, by=None)
    told = audit.timeline(Person(pk=reference))
    assert [entry.action for entry in told] == [
        "person.erased",
        "person.corrected",
        "person.added",
    ]
    assert Detail.objects.count() == 0


def test_who_still_works_in_the_office_is_not_erased():
    ada = account("coordinator", name="Ada Demo").person
    with pytest.raises(ErasureRefused, match="Ehrenamtskoordination"):
        privacy.erase(ada, by=None)
    assert Person.objects.filter(pk=ada.pk).exists()
    roles.revoke(ada, "coordinator", by=None)
    privacy.erase(ada, by=None)
    assert not Account.objects.exists()


def test_what_outlives_a_person_stays_without_them():
    unit = units.add("Testamt", kind="office", by=None)
    post, ada = posts.add(unit, "Post", by=None, role="coordinator"), person("Ada")
    posts.appoint(post, ada, valid_from=datetime.date(2020, 1, 1), by=None)
    with pytest.raises(ErasureRefused):
        privacy.erase(ada, by=None)
    posts.vacate(post, datetime.date(2021, 1, 1), by=None)
    privacy.erase(ada, by=None)
    (held,) = post.holdings.all()
    assert (held.person, held.valid_from, held.share) == (None, datetime.date(2020, 1, 1), 100)
    assert "Ada" not in str(list(Detail.objects.values_list("content", flat=True)))


def test_what_protects_a_person_is_named(monkeypatch):
    ada = account(name="Ada").person
    protected = models.ProtectedError("still there", {Account.objects.get(person=ada)})

    def refuse(row):
        raise protected

    monkeypatch.setattr(Person, "delete", refuse)
    with pytest.raises(ErasureRefused, match="Konto"):
        privacy.erase(ada, by=None)
    assert Account.objects.filter(person=ada).exists()


def test_nobody_erases_themselves():
    officer = account("data_protection_officer")
    with pytest.raises(ErasureRefused):
        privacy.erase(officer.person, by=officer)


def test_a_room_can_object(monkeypatch):
    monkeypatch.setattr(privacy, "_objections", [])
    privacy.objects(lambda who: f"{who.name} still has the key." if who.name == "Ada" else "")
    with pytest.raises(ErasureRefused, match="has the key"):
        privacy.erase(person("Ada"), by=None)
    privacy.erase(person("Bob"), by=None)
    assert [who.name for who in Person.objects.all()] == ["Ada"]


def test_the_register_names_purpose_basis_and_retention_in_german():
    register = privacy.register_of_processing()
    lines = {line.purpose: line for line in register}
    line = lines[
        "Nachweis, wozu eine Person eingewilligt und wann sie widerrufen hat (Art. 7 Abs. 1 DSGVO)"
    ]
    assert (line.basis, line.start, line.days) == (
        "Art. 6 (1) c",
        "Widerruf der Einwilligung",
        1095,
    )
    assert line.holds[0][0] == "Einwilligung"
    assert "Zweck" in line.holds[0][1]
    declared = {use for said in personal_data.all_declared() for use in said.holds.values()}
    assert len(register) == len(declared)
