"""One record of each kind that *Heute* gathers, as often as a test wants."""

import datetime as dt

from django.utils import timezone
from tests.volunteering import town

from konfluenz.actions import tasks
from konfluenz.council.models import Consultation, Paper, PaperImport
from konfluenz.directory import organizations, posts, responsibilities, topics, units
from konfluenz.enquiries.models import Contribution, Enquiry
from konfluenz.ground import outbox, runs
from konfluenz.ground.models import Message, Run
from konfluenz.steering.models import Concept, Goal, GoalStatus, PriorityArea
from konfluenz.volunteering import clearances
from konfluenz.volunteering.models import CheckIn, Hours, Placement, Proposal

OLD = dt.date(2020, 1, 1)

TITLES = {
    "1 Nachricht hat keine Adresse",
    "1 Nachricht wartet seit über einer Stunde",
    "Wartet auf Antwort: Alt",
    "Keine Antwort vom Verein: Lesen",
    "Ada Demo möchte sprechen: Lesen",
    "Spät",
    "Hat nicht stattgefunden: Lesen, Ada Demo",
    "Möchte helfen und wartet auf Antwort: Petra Neu",
    "Stelle ist unbesetzt: Leer",
    "Nachfragen, wie es läuft: Ada Demo, Lesen",
    "Die Probezeit ist um: Lesen, Cem Demo",
    "Keine Antwort von Ben Demo: Lesen",
    "Stunden sind strittig: Lesen, Cem Demo",
    "Braucht ein neues Führungszeugnis: Nora Nie",
    "Fehlgeschlagen: matching",
    "Zuständigkeit bestätigen: Thema 1",
    "Wartet auf Freigabe: Eingesandt",
    "Bald",
    "Läuft bald ab, verlängern oder abschließen: Läuft ab",
    "Wartet auf Antwort: Neu",
    "Braucht ein neues Führungszeugnis: Zoe Bald",
    "Stelle wieder besetzt, Ziel neu einschätzen: Ziel",
    "Überarbeitungsbedarf prüfen: Konzept",
    "Niemand bestätigt die Stunden: Lesen, Ada Demo",
    "Keine Rückmeldung: Still",
    "Abgelaufen, das Ergebnis fehlt: Vorbei",
    "Ergebnis fehlt: Ohne Nummer, Rat 1",
    "Ergebnis fehlt: UV/0001/2024, Rat 1",
    "Eingelesenes Papier, noch zu bestätigen: vorlage.pdf",
    "Fertig: Vermittlung",
    "Stelle wird bald frei: Endet",
}
"""What Heute says after one call of `add`, to somebody who may do all of it."""


def add(number, account):
    """Write down one record of each kind; `number` tells one call from another."""
    unit = units.add(f"Amt {number}", kind="office", by=None)
    body = organizations.add(f"Rat {number}", kind="council", by=None)
    tasks.add("Spät", unit=unit, due_date=_day(-3), by=None)
    tasks.add("Bald", unit=unit, due_date=_day(3), by=None)
    _directory(number, unit)
    _enquiries(unit)
    _volunteers()
    _placements()
    _steering(number, unit)
    _council(number, body)
    _ground(account)


def _day(days):
    return timezone.localdate() + dt.timedelta(days=days)


def _at(days):
    return timezone.now() + dt.timedelta(days=days)


def _directory(number, unit):
    gone = units.add(f"Altes Amt {number}", kind="office", by=None)
    topic = topics.add(f"Thema {number}", by=None)
    responsibilities.assign(topic, gone, valid_from=OLD, by=None)
    units.dissolve(gone, timezone.localdate(), by=None)
    posts.stage(posts.add(unit, "Leer", by=None), "established", OLD, by=None)
    ending = posts.add(unit, "Endet", by=None)
    posts.appoint(ending, None, valid_from=OLD, valid_until=_day(9), by=None)


def _enquiries(unit):
    given = {"way": "form", "unit": unit}
    for subject, state, due in (("Alt", "open", -9), ("Neu", "open", 9), ("Still", "waiting", -9)):
        made = Enquiry.objects.create(
            subject=subject, state=state, arrived_at=_at(-30), due_at=_at(due), **given
        )
        Contribution.objects.create(enquiry=made, direction="in", text="Ja?", at=_at(-30))
    Contribution.objects.create(enquiry=made, direction="out", text="Ja.", at=_at(-20))


def _volunteers():
    town.prospect("Petra Neu")
    town.opportunity("Eingesandt", state="submitted")
    town.opportunity("Läuft ab", expires_on=_day(3))
    over = town.opportunity("Vorbei")
    over.expires_on = _day(-3)
    over.save()
    children = town.opportunity("Kinder", with_minors=True)
    seen, never = town.volunteer("Zoe Bald"), town.volunteer("Nora Nie")
    clearances.see(seen, _day(-5 * 365 + 30), by=None)
    for one in (seen, never):
        _placement(children, one)


def _placements():
    where, who = town.opportunity("Lesen"), town.volunteer("Ada Demo")
    for answer in ("", "yes"):
        other = town.volunteer("Ben Demo")
        Proposal.objects.create(
            opportunity=where,
            volunteer=other,
            volunteer_answer=answer,
            asked_at=_at(-5),
            answer_by=_at(5),
        )
    made = _placement(where, who)
    for kind, state, answered in (
        ("happened", "talk", _at(-1)),
        ("two_weeks", "not_happened", _at(-2)),
        ("year", "missed", None),
    ):
        CheckIn.objects.create(
            placement=made, kind=kind, state=state, due_date=_day(-4), answered_at=answered
        )
    for days, state in ((-30, "reported"), (-20, "disputed")):
        Hours.objects.create(placement=made, date=_day(days), minutes=60, state=state)
    disputed = _placement(where, town.volunteer("Cem Demo"))
    Hours.objects.create(placement=disputed, date=_day(-1), minutes=60, state="disputed")
    Placement.objects.filter(pk=disputed.pk).update(trial_until=_day(-2))


def _placement(where, who):
    return Placement.objects.create(
        opportunity=where, volunteer=who, started_on=_day(-40), trial_until=_day(20)
    )


def _steering(number, unit):
    concept, _new = Concept.objects.get_or_create(
        label="2022",
        defaults={"title": "Konzept", "state": "in_force", "adopted_date": dt.date(2022, 6, 30)},
    )
    area = PriorityArea.objects.create(concept=concept, number=number, name=f"Feld {number}")
    goal = Goal.objects.create(area=area, number=1, text="Ziel")
    held = posts.add(unit, "Besetzt", by=None)
    posts.appoint(held, None, valid_from=OLD, by=None)
    GoalStatus.objects.create(
        goal=goal, state="not_workable", reason="Leer", unit=unit, post=held, date=OLD
    )


def _council(number, body):
    for reference in ("", f"UV/000{number}/2024"):
        paper = Paper.objects.create(
            slug=f"papier-{number}-{bool(reference)}",
            reference=reference,
            subject="Ohne Nummer",
            paper_type="information",
        )
        Consultation.objects.create(paper=paper, position=1, body=body, date=_day(-3))
    PaperImport.objects.create(name="vorlage.pdf")


def _ground(account):
    for title, state in (("Vermittlung", "done"), ("", "failed")):
        run = runs.start("matching", {}, by=account, title=title)
        Run.objects.filter(pk=run.pk).update(state=state, ended_at=timezone.now())
    outbox.send("people/mail/invitation", to=outbox.BareAddress(""))
    stuck = outbox.send("people/mail/invitation", to=outbox.BareAddress("ada@example.org"))
    Message.objects.filter(pk=stuck.pk).update(queued_at=_at(-1))
