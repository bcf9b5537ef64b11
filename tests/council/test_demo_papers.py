"""The demo's two papers, as the import brings them in (`domain.md` 11), and their mirrors."""

import datetime as dt
from contextlib import contextmanager

import pytest
from django.db import models, transaction
from django.utils import timezone

from konfluenz.actions import tasks
from konfluenz.actions.models import OriginKind, Task
from konfluenz.council import activities, claims, follow_up_tables, links, mirrors, values
from konfluenz.council.demo import mirror as demo
from konfluenz.council.demo.mirror import MirrorMismatch
from konfluenz.council.models import (
    ConsultationResult,
    Evidence,
    ImportState,
    Paper,
    PaperImport,
    Report,
    Resolution,
    Sentence,
)
from konfluenz.council.proofs import Answer
from konfluenz.directory import groups, organizations, posts
from konfluenz.directory.models import Group, GroupMember, Organization, Post, Responsibility
from konfluenz.ground import references
from konfluenz.people.models import Person
from konfluenz.steering import hearings
from konfluenz.steering.models import Hearing, Observation

FULFILLED, OPEN, UNPROVEN = Answer.FULFILLED, Answer.OPEN, Answer.UNPROVEN
TODAY = timezone.localdate()
NOTE = "Eigene Wiedergabe von Konfluenz, nicht der Wortlaut"
STATEMENT, INFORMATION = "stellungnahme-at-0045-2015", "uv-0050-2024"


@pytest.fixture
def city(demo_city, db):
    """Return nothing; the demo is there, inside the transaction of the test."""


@contextmanager
def undone():
    """Roll back whatever happens inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def stands():
    """Return how each sentence of all papers stands, by its key."""
    papers = Paper.objects.order_by("pk")
    return {line.sentence.pk: line.state for one in papers for line in mirrors.of(one).lines}


def readings():
    """Return what the record of each link says, as text; None where it is gone."""
    facts = list(Evidence.objects.exclude(attribute=""))
    there = claims.records(link.target for link in facts)
    found = claims.read([(link.target, link.attribute) for link in facts], there)
    return {
        link.pk: values.show(found[key].value)
        if (key := (link.target, link.attribute)) in found
        else None
        for link in facts
    }


def erase(record):
    """Delete a record, and first whatever protects it: the order in which a person would."""
    try:
        with transaction.atomic():
            record.delete()
    except models.ProtectedError as error:
        for other in error.protected_objects:
            if type(other)._base_manager.filter(pk=other.pk).exists():
                erase(other)
        erase(record)


def test_the_demo_brings_both_papers_in(city):
    _both_papers_and_the_motion_are_public()
    _every_field_of_the_directory_is_found()
    _the_promises_of_2015_are_open_at_the_leitstelle()
    _what_the_papers_say_was_resolved()
    # No vote and no result is invented, but on a paper that is.
    voted = ConsultationResult.objects.filter(consultation__paper__uid="")
    assert [result.consultation.paper.note for result in voted] == ["Erfundenes Papier der Demo"]
    _what_became_of_it()


def _both_papers_and_the_motion_are_public():
    papers = Paper.objects.filter(uid="").order_by("slug")
    assert list(papers.values_list("slug", "public", "mirror_public", "note")) == [
        (
            "at-0045-2015",
            True,
            False,
            "Der Text liegt nicht vor; bekannt durch das Papier, das darauf antwortet.",
        ),
        (f"demo-af-0001-{TODAY.year}", True, False, "Erfundenes Papier der Demo"),
        (f"demo-at-0001-{TODAY.year}", True, False, "Erfundenes Papier der Demo"),
        ("stellungnahme-at-0045-2015", True, True, NOTE),
        ("uv-0050-2024", True, True, NOTE),
    ]
    assert list(PaperImport.objects.values_list("state", flat=True)) == [ImportState.CONFIRMED] * 2


def _every_field_of_the_directory_is_found():
    paper = Paper.objects.get(slug="uv-0050-2024")
    assert (str(paper.department), str(paper.author_unit)) == ("Dezernat 2", "31 Ordnungsamt")
    assert str(paper.consultations.get().body) == "Fachausschuss der Ämter 31 und 37"


def _the_promises_of_2015_are_open_at_the_leitstelle():
    rows = Task.objects.filter(origin_kind=OriginKind.PROMISE, origin_label="council.sentence")
    rows = rows.filter(state="open")
    assert sorted(rows.values_list("title", "unit__name", "state")) == [
        (title, "Leitstelle für Integration", "open")
        for title in [
            "Konzept für das Amt für Integration dem Stadtrat vorlegen",
            "Konzept für ein Amt für Integration erarbeiten",
            "Stelle im Vorgriff auf den Stellenplan einrichten",
        ]
    ]


def _what_became_of_it():
    """Done and open are what `domain.md` 3.4 says of the statement."""
    lines = follow_up_tables.lines(follow_up_tables.public())
    assert sorted((line.state, line.raised_on, line.asked_by, line.subject) for line in lines) == [
        (
            "done",
            dt.date(2015, 9, 14),
            "Stadtvorstand",
            "Verwaltungsinterne Koordinierungsstelle einrichten",
        ),
        (
            "done",
            dt.date(2015, 9, 17),
            "CDU-Ratsfraktion",
            "Stelle „Ehrenamtskoordination“ einrichten",
        ),
        *(
            ("open", dt.date(2015, 9, 17), "CDU-Ratsfraktion", subject)
            for subject in (
                "Konzept für das Amt für Integration dem Stadtrat vorlegen",
                "Konzept für ein Amt für Integration erarbeiten",
                "Stelle im Vorgriff auf den Stellenplan einrichten",
            )
        ),
    ]


def _what_the_papers_say_was_resolved():
    assert [
        (str(each.body), each.date, each.vote, str(each.unit or ""), str(each.concept or ""))
        for each in Resolution.objects.order_by("date")
    ] == [
        ("Stadtvorstand", dt.date(2015, 9, 14), "", "Verwaltungsinterne Koordinierungsstelle", ""),
        (
            "Stadtrat",
            dt.date(2022, 6, 30),
            "unanimous",
            "",
            "Strategisches Integrationskonzept 2022",
        ),
    ]


def test_what_the_mirrors_say(city):
    of = {slug: mirrors.of(Paper.objects.get(slug=slug)) for slug in (STATEMENT, INFORMATION)}
    told = {
        slug: {
            state: [line.number for line in mirror.lines if line.state == state]
            for state in (FULFILLED, UNPROVEN)
        }
        for slug, mirror in of.items()
    }
    assert told == {
        STATEMENT: {FULFILLED: [1, 2, 3, 8, 9, 12], UNPROVEN: []},
        INFORMATION: {FULFILLED: [1, 2, 3, 4, 6, 9, 15, 17, 19, 28, 32], UNPROVEN: [5, 21, 30]},
    }
    assert [sum(mirror.counts.values()) for mirror in of.values()] == [12, 32]
    promises = [line.number for line in of[STATEMENT].lines if line.sentence.kind == "promise"]
    assert (promises, [of[STATEMENT].line(n).state for n in promises]) == ([7, 10, 11], [OPEN] * 3)


def test_deleting_any_linked_record_turns_exactly_its_sentences_grey(city):
    before, read_before = stands(), readings()
    targets = {link.target for link in Evidence.objects.exclude(target_label="")}
    assert len(targets) > 15
    for target in sorted(targets):
        with undone():
            erase(references.resolve(target))
            _exactly_its_own_are_grey(before, read_before, target)
    assert stands() == before


def _exactly_its_own_are_grey(before, read_before, target):
    """Compare what turned grey with the links whose record went or reads otherwise now."""
    after, read_after = stands(), readings()
    links_left = list(Evidence.objects.exclude(target_label="").select_related("sentence"))
    gone = {link.sentence_id for link in links_left if references.resolve(link.target) is None}
    direct = {link.sentence_id for link in links_left if link.target == target}
    changed = {
        link.sentence_id
        for link in links_left
        if link.attribute and read_before[link.pk] != read_after[link.pk]
    }
    grey = {key for key, state in after.items() if state == UNPROVEN != before[key]}
    was_grey = {key for key, state in before.items() if state == UNPROVEN}
    assert direct <= gone <= grey | was_grey, target
    assert grey <= gone | changed, target
    rest = set(after) - gone - changed
    assert {key: after[key] for key in rest} == {key: before[key] for key in rest}, target


CHANGES = [
    (Observation, {"value": "9.2"}, {"value": "9.1"}, [28]),
    (Organization, {"name": "Gemeinderat"}, {"name": "Stadtrat"}, [2]),
    (Group, {"kind": "round_table"}, {"name": "Arbeitskreis Ehrenamt"}, []),
]


def test_the_hearing_of_march_2015_answers_the_sentence_that_names_it(city):
    one = Hearing.objects.get(date=dt.date(2015, 3, 1))
    assert (one.precision, one.state, one.public) == ("month", "consequences", True)
    links_of = Evidence.objects.filter(target_label="steering.hearing").order_by("attribute")
    assert [(link.attribute, link.sentence.text.split(" ")[0]) for link in links_of] == [
        ("date", "Das"),
        ("title", "Das"),
    ]
    before = stands()
    with undone():
        hearings.correct(one, {"date": dt.date(2015, 4, 1)}, by=None)
        changed = {key for key, state in stands().items() if state != before[key]}
    assert changed == {link.sentence_id for link in links_of}


@pytest.mark.parametrize(("model", "new", "where", "grey"), CHANGES)
def test_changing_a_record_turns_its_sentences_grey(city, model, new, where, grey):
    before = stands()
    assert model.objects.filter(**where).update(**new) == 1
    after = stands()
    paper = Paper.objects.get(slug=INFORMATION)
    numbers = {line.sentence.pk: line.number for line in mirrors.of(paper).lines}
    turned = [numbers[key] for key in after if after[key] != before[key]]
    assert turned == grey


def test_each_activity_is_proven_by_its_records_alone(city):
    linked = set(Evidence.objects.exclude(activity="").values_list("activity", flat=True))
    assert linked == {
        *("tasks_handed_on", "offices_at_work", "organizations_listed", "topics_answered"),
        *("networks", "group_members", "goals_noted"),
    }
    without = {
        "tasks_handed_on": Task.objects.all(),
        "offices_at_work": Task.objects.all(),
        "organizations_listed": Organization.objects.filter(listed=True),
        "topics_answered": Responsibility.objects.all(),
        "networks": GroupMember.objects.all(),
    }
    for slug, rows in without.items():
        with undone():
            assert activities.count([slug])[slug] > 0, slug
            for row in rows:
                erase(row)
            assert activities.count([slug])[slug] == 0, slug
            for link in Evidence.objects.filter(activity=slug):
                assert stands()[link.sentence_id] == UNPROVEN, slug


def test_who_joins_a_group_proves_that_people_are_brought_together(city):
    paper = Paper.objects.get(slug=INFORMATION)
    assert mirrors.of(paper).line(21).state == UNPROVEN
    table = Group.objects.get(name="Demo-Runder Tisch Sprache")
    groups.join(table, organization=Organization.objects.get(name="IMAP GmbH"), by=None)
    assert mirrors.of(paper).line(21).state == FULFILLED


def test_a_month_without_work_is_seen(city):
    paper = Paper.objects.get(slug=STATEMENT)
    later = TODAY + dt.timedelta(days=60)
    assert mirrors.of(paper).line(9).state == FULFILLED
    assert mirrors.of(paper, later).line(9).state == UNPROVEN


def test_somebody_on_the_post_changes_what_the_paper_of_2024_says_of_it(city):
    paper = Paper.objects.get(slug=INFORMATION)
    post = Post.objects.get(title="Ehrenamtskoordination")
    posts.stage(post, "established", TODAY, by=None)
    posts.appoint(post, Person.objects.first(), valid_from=TODAY, by=None)
    changed = [n for n in (6, 9, 15, 28) if mirrors.of(paper).line(n).state != FULFILLED]
    assert changed == [6, 9]


def test_a_promise_is_kept_once_its_task_is_done(city):
    paper = Paper.objects.get(slug=STATEMENT)
    link = Evidence.objects.get(sentence=mirrors.of(paper).line(11).sentence)
    tasks.finish(Task.objects.get(pk=link.target_id), "Liegt dem Stadtrat vor", by=None)
    assert mirrors.of(paper).line(11).state == FULFILLED


def test_what_answers_a_sentence_names_no_person(city):
    names = list(Person.objects.values_list("name", flat=True))
    assert names
    for paper in Paper.objects.all():
        shown = [
            f"{proof.title} {proof.value} {proof.source} {proof.reading}"
            for line in mirrors.of(paper).lines
            for proof in line.proofs
        ]
        assert not [name for name in names if any(name in text for text in shown)]


def test_a_paper_with_all_links_gone_is_open_and_not_grey(city):
    for link in Evidence.objects.all():
        links.remove(link, by=None)
    assert set(stands().values()) == {OPEN}


def test_the_data_are_checked_against_the_sentences(city):
    sentence = Sentence.objects.filter(part__paper__slug=INFORMATION)[1]
    Sentence.objects.filter(pk=sentence.pk).update(text="Etwas anderes.")
    Evidence.objects.all().delete()
    with pytest.raises(MirrorMismatch, match="uv-0050-2024 2"):
        demo.build(by=None)


def test_the_data_are_checked_against_the_records(city):
    organizations.add("IMAP GmbH", kind="consultant", by=None)
    Evidence.objects.all().delete()
    organizations.add("Einwohnermeldesystem", kind="data_source", by=None)
    with pytest.raises(MirrorMismatch, match="Einwohnermeldesystem”: 2"):
        demo.build(by=None)


def test_offices_are_being_asked_for_a_second_report(city):
    report = Report.objects.get(title="Demo-Bericht: Stand der Integration")
    assert [
        (one.unit.name, one.state, [(str(item), item.undelivered) for item in one.items.all()])
        for one in report.requests.order_by("id")
    ] == [
        (
            "Leitstelle für Integration",
            "answered",
            [("Demo: Räume, die Ämter an Vereine geben", "")],
        ),
        (
            "Amt für Jugend, Familie, Senioren und Soziales",
            "answered",
            [
                (
                    "In Gemeinschaftsunterkünften",
                    "Demo: Die Zahl liegt erst nach der nächsten Erhebung vor.",
                )
            ],
        ),
        ("Amt für Brand- und Katastrophenschutz", "asked", [("Zuweisungen", "")]),
    ]
    assert report.state == "collecting"
