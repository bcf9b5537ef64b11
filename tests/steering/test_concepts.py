import datetime as dt

import pytest
from django.utils import timezone

from konfluenz.ground import audit, search
from konfluenz.ground.revisions import Stale
from konfluenz.steering import concepts
from konfluenz.steering.concepts import ConceptRefused
from konfluenz.steering.models import Concept, ConceptState

pytestmark = pytest.mark.django_db
DAY = dt.date(2022, 6, 30)
TODAY = timezone.localdate()


def actions(record):
    return [entry.action for entry in reversed(audit.timeline(record))]


def test_a_concept_is_drafted_adopted_in_force_reviewed_and_superseded(concept, council):
    concepts.move(concept, "participation", by=None)
    adopted = concepts.adopt(concept, DAY, council, vote="unanimous", by=None)
    assert (adopted.adopted_date, adopted.adopted_by, adopted.get_adopted_vote_display()) == (
        DAY,
        council,
        "einstimmig",
    )
    concepts.move(concept, "in_force", by=None)
    concepts.move(concept, "under_review", by=None)
    assert concepts.current() == concept
    ended = concepts.move(concept, "superseded", reason="Neues Konzept", by=None)
    assert (ended.state, concepts.current()) == ("superseded", None)
    assert actions(concept) == [
        "concept.added",
        "concept.moved",
        "concept.adopted",
        "concept.moved",
        "concept.moved",
        "concept.moved",
    ]
    assert "concept.adopted" in actions(council)


def test_in_force_it_supersedes_the_one_that_it_replaces(concept, in_force, council):
    heir = concepts.add("Konzept 2030", "2030", predecessor=in_force, by=None)
    concepts.adopt(heir, TODAY, council, by=None)
    assert concepts.current() == in_force
    concepts.move(heir, "in_force", by=None)
    assert concepts.current() == heir
    assert Concept.objects.get(pk=in_force.pk).state == "superseded"
    assert actions(in_force)[-1] == "concept.moved"


def test_two_concepts_are_never_in_force_at_once(in_force, council):
    other = concepts.add("Anderes Konzept", "anderes", by=None)
    concepts.adopt(other, TODAY, council, by=None)
    with pytest.raises(ConceptRefused, match="Integrationskonzept ist in Kraft"):
        concepts.move(other, "in_force", by=None)
    assert concepts.current() == in_force


ALLOWED = {
    ("draft", "participation"),
    ("participation", "draft"),
    ("adopted", "in_force"),
    ("adopted", "superseded"),
    ("in_force", "under_review"),
    ("in_force", "superseded"),
    ("under_review", "in_force"),
    ("under_review", "superseded"),
}


@pytest.mark.parametrize("old", ConceptState.values)
@pytest.mark.parametrize("new", [*ConceptState.values, "burnt"])
def test_states_follow_one_another_in_their_order_alone(concept, old, new):
    day = None if old in ("draft", "participation") else DAY
    Concept.objects.update(state=old, adopted_date=day)
    if (old, new) in ALLOWED:
        assert concepts.move(concept, new, reason="Grund", by=None).state == new
    else:
        with pytest.raises(ConceptRefused):
            concepts.move(concept, new, reason="Grund", by=None)
        assert Concept.objects.get().state == old


def test_it_says_in_words_which_step_is_out_of_order(concept):
    with pytest.raises(ConceptRefused, match=r"Auf „im Entwurf“ kann .* nicht „in Kraft“ folgen"):
        concepts.move(concept, "in_force", by=None)
    with pytest.raises(ConceptRefused, match="Tragen Sie den Beschluss mit Tag und Gremium ein"):
        concepts.move(concept, "adopted", by=None)


def test_it_is_not_superseded_without_a_reason(in_force):
    with pytest.raises(ConceptRefused, match="warum"):
        concepts.move(in_force, "superseded", reason="  ", by=None)


@pytest.mark.parametrize(
    ("drafted", "drafted_precision", "adopted", "adopted_precision"),
    [
        ("2022-03-01", "month", "2022-01-01", "year"),
        ("2022-01-01", "year", "2022-06-30", "day"),
        ("2022-06-30", "day", "2022-06-30", "day"),
        ("2022-06-30", "day", "2022-06-01", "month"),
        ("2022-06-01", "month", "2022-06-02", "day"),
        ("2007-01-01", "year", "2007-01-01", "year"),
    ],
)
def test_draft_and_adoption_may_be_known_less_exactly(
    concept, drafted, drafted_precision, adopted, adopted_precision
):
    values = {
        "drafted_date": dt.date.fromisoformat(drafted),
        "drafted_precision": drafted_precision,
    }
    concepts.correct(concept, values, by=None)
    day = dt.date.fromisoformat(adopted)
    assert concepts.adopt(concept, day, None, precision=adopted_precision, by=None)


@pytest.mark.parametrize(
    ("drafted", "drafted_precision", "adopted", "adopted_precision"),
    [
        ("2022-03-01", "month", "2021-01-01", "year"),
        ("2022-03-01", "month", "2022-02-28", "day"),
        ("2022-07-01", "day", "2022-06-30", "day"),
        ("2022-07-01", "day", "2022-06-01", "month"),
        ("2023-01-01", "year", "2022-01-01", "year"),
    ],
)
def test_nothing_is_adopted_before_it_was_drafted(
    concept, drafted, drafted_precision, adopted, adopted_precision
):
    values = {
        "drafted_date": dt.date.fromisoformat(drafted),
        "drafted_precision": drafted_precision,
    }
    concepts.correct(concept, values, by=None)
    day = dt.date.fromisoformat(adopted)
    with pytest.raises(ConceptRefused, match="erst entworfen, dann beschlossen"):
        concepts.adopt(concept, day, None, precision=adopted_precision, by=None)
    assert Concept.objects.get().state == "draft"


def test_days_are_kept_at_the_first_of_their_month_or_year(concept):
    adopted = concepts.adopt(concept, dt.date(2007, 8, 9), None, precision="year", by=None)
    assert adopted.adopted_date == dt.date(2007, 1, 1)


def test_a_later_draft_is_no_way_round_the_adoption(in_force):
    with pytest.raises(ConceptRefused, match="erst entworfen"):
        concepts.correct(in_force, {"drafted_date": dt.date(2022, 7, 1)}, by=None)
    with pytest.raises(ConceptRefused, match="erst entworfen"):
        concepts.correct(
            in_force,
            {"drafted_date": dt.date(2022, 5, 1), "adopted_date": dt.date(2022, 4, 1)},
            by=None,
        )


def test_days_ahead_are_refused(concept):
    tomorrow = TODAY + dt.timedelta(days=1)
    with pytest.raises(ConceptRefused, match="Tag des Beschlusses liegt in der Zukunft"):
        concepts.adopt(concept, tomorrow, None, by=None)
    with pytest.raises(ConceptRefused, match="Tag des Entwurfs liegt in der Zukunft"):
        concepts.correct(concept, {"drafted_date": tomorrow}, by=None)


def test_it_is_adopted_once(in_force, council):
    with pytest.raises(ConceptRefused, match="schon beschlossen"):
        concepts.adopt(in_force, DAY, council, by=None)


def test_state_and_adoption_are_not_corrected_in_passing(concept):
    values = {"state": "in_force", "adopted_date": DAY, "title": "Neuer Titel"}
    corrected = concepts.correct(concept, values, by=None)
    assert (corrected.state, corrected.adopted_date, corrected.title) == (
        "draft",
        None,
        "Neuer Titel",
    )


def test_a_mistake_in_the_adoption_is_corrected(in_force):
    corrected = concepts.correct(in_force, {"adopted_vote": "by_majority"}, by=None)
    assert corrected.adopted_vote == "by_majority"
    with pytest.raises(ConceptRefused, match="braucht den Tag"):
        concepts.correct(in_force, {"adopted_date": None}, by=None)


def test_labels_and_predecessors_are_taken_once(concept, council):
    with pytest.raises(ConceptRefused, match="„2022“ gibt es schon"):
        concepts.add("Noch eines", "2022", by=None)
    heir = concepts.add("Nachfolger", "2030", predecessor=concept, by=None)
    with pytest.raises(ConceptRefused, match="schon durch Nachfolger abgelöst"):
        concepts.add("Zweiter", "2031", predecessor=concept, by=None)
    with pytest.raises(ConceptRefused, match="weder sich selbst"):
        concepts.correct(concept, {"predecessor": heir}, by=None)
    with pytest.raises(ConceptRefused, match="weder sich selbst"):
        concepts.correct(concept, {"predecessor": concept}, by=None)


def test_functions_are_those_of_a_city_in_their_order(concept):
    corrected = concepts.correct(concept, {"functions": ["service", "coordination"]}, by=None)
    assert corrected.functions == ["coordination", "service"]
    with pytest.raises(ConceptRefused, match="koordiniert, gestaltet"):
        concepts.correct(concept, {"functions": ["police"]}, by=None)


def test_an_empty_title_and_an_odd_label_are_refused_in_words():
    with pytest.raises(ConceptRefused, match="Bezeichnung: "):
        concepts.add("", "2022", by=None)
    with pytest.raises(ConceptRefused, match="Fassung: "):
        concepts.add("Konzept", "20 22", by=None)
    with pytest.raises(ConceptRefused, match="Bezeichnung: "):
        concepts.add("x" * 201, "lang", by=None)


def test_two_forms_on_one_concept_and_the_second_is_told(concept):
    concepts.correct(concept, {"title": "Eins"}, seen=0, by=None)
    with pytest.raises(Stale):
        concepts.correct(concept, {"title": "Zwei"}, seen=0, by=None)
    with pytest.raises(Stale):
        concepts.adopt(concept, DAY, None, seen=0, by=None)
    with pytest.raises(Stale):
        concepts.move(concept, "participation", seen=0, by=None)


def test_nothing_changed_is_nothing_saved(concept):
    concepts.correct(concept, {"title": concept.title}, by=None)
    assert Concept.objects.get().revision == 0
    assert actions(concept) == ["concept.added"]


def test_a_review_says_whether_and_why(in_force):
    row = concepts.review(in_force, dt.date(2024, 2, 23), False, "Passt noch", by=None)
    assert list(in_force.reviews.all()) == [row]
    with pytest.raises(ConceptRefused, match="schon eine Antwort"):
        concepts.review(in_force, dt.date(2024, 2, 23), True, "Doch", by=None)
    with pytest.raises(ConceptRefused, match="warum"):
        concepts.review(in_force, dt.date(2024, 2, 24), True, " ", by=None)
    with pytest.raises(ConceptRefused, match="noch nicht beschlossen"):
        concepts.review(in_force, dt.date(2022, 6, 29), True, "Zu früh", by=None)
    with pytest.raises(ConceptRefused, match="Zukunft"):
        concepts.review(in_force, TODAY + dt.timedelta(days=1), True, "Bald", by=None)


def test_a_draft_is_not_reviewed(concept):
    with pytest.raises(ConceptRefused, match="erst nach seinem Beschluss"):
        concepts.review(concept, TODAY, True, "Grund", by=None)


def test_concepts_are_found_by_title_and_version(concept):
    for words in ("integrationskonzept", "2022"):
        hits = search.find(words, ["steering.concept"])
        assert [hit.title for hit in hits] == ["Integrationskonzept"]
