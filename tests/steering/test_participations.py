import datetime as dt

import pytest
from django.utils import timezone
from tests.people import world

from konfluenz.ground import audit
from konfluenz.ground.revisions import Stale
from konfluenz.steering import (
    access,
    areas,
    comments,
    concepts,
    developments,
    due,
    goals,
    measures,
    participations,
)
from konfluenz.steering.comments import CommentRefused, RoundClosed
from konfluenz.steering.models import Measure, ParticipationComment
from konfluenz.steering.participations import RoundRefused

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)


def begun(concept, title="Ihre Ideen für übermorgen", since=10, until=10, **values):
    given = {"public": True, "by": None, **values}
    days = (TODAY - since * DAY, TODAY + until * DAY)
    return participations.add(concept, title, "Was fehlt?", *days, **given)


def test_a_round_has_an_address_of_its_title_and_a_state_of_its_days(concept):
    row = begun(concept)
    assert row.slug == "ihre-ideen-fuer-uebermorgen"
    assert begun(concept).slug == "ihre-ideen-fuer-uebermorgen-2"
    states = {days: participations.state(row, TODAY + days * DAY) for days in (-11, -10, 0, 10, 11)}
    assert states == {-11: "ahead", -10: "open", 0: "open", 10: "open", 11: "closed"}
    assert participations.state(begun(concept, public=False)) == "draft"


def test_a_round_closes_after_it_opens_and_opens_no_later_than_its_first_comment(concept):
    with pytest.raises(RoundRefused, match="endet nach ihrem Beginn"):
        begun(concept, since=0, until=-1)
    with pytest.raises(RoundRefused, match="Adresse"):
        begun(concept, slug=begun(concept).slug)
    row = begun(concept)
    comments.add(row, "Früh", TODAY - 5 * DAY, by=None)
    with pytest.raises(RoundRefused, match="Lassen Sie die Runde nicht später beginnen"):
        participations.correct(row, {"opens_on": TODAY - 4 * DAY}, by=None)
    kept = participations.correct(row, {"opens_on": TODAY - 5 * DAY, "slug": "anders"}, by=None)
    assert (kept.opens_on, kept.slug) == (TODAY - 5 * DAY, row.slug)
    with pytest.raises(Stale):
        participations.correct(row, {"title": "Zwei"}, seen=0, by=None)


def test_the_public_writes_while_a_round_is_open(concept):
    comment = comments.receive(begun(concept), "  Mehr Zeiten am Abend.  ")
    assert (comment.text, comment.received_on, comment.public, comment.outcome) == (
        "Mehr Zeiten am Abend.",
        TODAY,
        False,
        "",
    )
    for since, until, public in ((10, -1, True), (-1, 3, True), (10, 10, False)):
        with pytest.raises(RoundClosed):
            comments.receive(begun(concept, since=since, until=until, public=public), "Zu spät")
    with pytest.raises(CommentRefused, match="höchstens 4000 Zeichen"):
        comments.receive(begun(concept), "x" * 4001)
    with pytest.raises(CommentRefused, match="Beitrag: "):
        comments.receive(begun(concept), " ")


def test_a_comment_by_hand_comes_in_after_the_end_but_not_before_the_beginning(concept):
    row = begun(concept, until=-2)
    assert comments.add(row, "Ein Brief", TODAY, by=None).received_on == TODAY
    with pytest.raises(CommentRefused, match="Die Runde öffnete am"):
        comments.add(row, "Zu früh", TODAY - 11 * DAY, by=None)
    with pytest.raises(CommentRefused, match="liegt in der Zukunft"):
        comments.add(row, "Morgen", TODAY + DAY, by=None)
    other = areas.add(concepts.add("Anderes", "2030", by=None), 1, by=None)
    with pytest.raises(CommentRefused, match="anderen Fassung"):
        comments.add(row, "Falsch", TODAY, area=other, by=None)


def test_a_comment_is_answered_with_an_outcome_and_a_reason(concept):
    comment = comments.receive(begun(concept), "Bitte samstags öffnen.")
    with pytest.raises(CommentRefused, match="was aus dem Beitrag wurde"):
        comments.answer(comment, "nonsense", "Weil", by=None)
    with pytest.raises(CommentRefused, match="Schreiben Sie, warum"):
        comments.answer(comment, "taken_up", " ", by=None)
    done = comments.answer(comment, "partly", "Einmal im Monat.", seen=0, by=None)
    assert (done.outcome, done.answer, done.answered_on) == ("partly", "Einmal im Monat.", TODAY)
    with pytest.raises(Stale):
        comments.answer(comment, "taken_up", "Doch", seen=0, by=None)


def test_a_comment_stands_in_the_portal_after_somebody_published_it(concept):
    row = begun(concept, public=False)
    comment = comments.add(row, "Aus der Veranstaltung", TODAY, by=None)
    with pytest.raises(CommentRefused, match="Zeigen Sie zuerst die Runde"):
        comments.publish(comment, by=None)
    participations.correct(row, {"public": True}, by=None)
    comments.publish(comment, by=None)
    reader, editor = world.account("social_worker"), world.account("integration_officer")
    unread = comments.receive(row, "Noch ungelesen")
    assert list(access.comments_visible_to(reader)) == [comment]
    assert set(access.comments_visible_to(editor)) == {comment, unread}
    assert comments.withdraw(comment, by=None).public is False


def test_the_trail_repeats_no_words_of_citizens(concept):
    comment = comments.receive(begun(concept), "Ich heiße Erika Beispiel.")
    comments.correct(comment, {"text": "Ich möchte helfen."}, by=None)
    comments.answer(comment, "taken_up", "Gern.", by=None)
    comments.remove(comment, by=None)
    entries = audit.timeline(comment.round)
    said = [entry.detail.content for entry in entries if hasattr(entry, "detail")]
    assert [entry.action for entry in entries][:4] == [
        "comment.removed",
        "comment.answered",
        "comment.corrected",
        "comment.received",
    ]
    assert "Erika" not in str(said)
    assert "Gern." not in str(said)


def test_what_waits_is_due_to_those_who_edit(concept, area, office):
    editor = world.account("integration_officer")
    row = begun(concept, "Offen", until=5)
    for _number in range(2):
        comments.add(row, "Ungelesen", TODAY - 3 * DAY, by=None)
    comments.add(row, "Frisch", TODAY - 2 * DAY, by=None)
    over = begun(concept, "Vorbei", since=90, until=-30)
    read = comments.add(over, "Gelesen", TODAY - 80 * DAY, by=None)
    comments.publish(read, by=None)
    goal = goals.add(area, "Ziel", by=None)
    late = measures.add("Läuft noch", [goal], unit=office, by=None)
    measures.move(late, "running", by=None)
    Measure.objects.update(starts_on=TODAY - 9 * DAY, ends_on=TODAY - DAY)
    developments.add("Ohne Reaktion", TODAY - 7 * DAY, "Wirkt.", by=None)
    found = [(one.title, one.since, one.purpose) for one in due.due(TODAY, editor)]
    assert found == [
        ("1 Beitrag ohne Antwort: Vorbei", TODAY, "participation"),
        ("2 Beiträge zu lesen: Offen", TODAY - 3 * DAY, "participation"),
        ("Entwicklung ohne Reaktion: Ohne Reaktion", TODAY, "development"),
        ("Läuft über das geplante Ende hinaus: Läuft noch", TODAY - DAY, "measure"),
    ]
    assert due.due(TODAY, world.account("social_worker")) == []
    comments.answer(read, "taken_up", "Ja.", by=None)
    ParticipationComment.objects.filter(round=row).delete()
    assert [one.purpose for one in due.due(TODAY, editor)] == ["development", "measure"]
