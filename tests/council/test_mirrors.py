from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.council import mirrored

from konfluenz.actions import tasks
from konfluenz.council import links, mirrors, sentences
from konfluenz.council.models import PaperPart
from konfluenz.council.proofs import Answer, Why
from konfluenz.directory import posts
from konfluenz.directory.models import PostStageKind
from konfluenz.steering.models import Concept

pytestmark = pytest.mark.django_db
FULFILLED, OPEN, UNPROVEN = Answer.FULFILLED, Answer.OPEN, Answer.UNPROVEN
TODAY = timezone.localdate()


@pytest.fixture
def city():
    return mirrored.city()


@pytest.fixture
def paper():
    return mirrored.paper()


def states(paper):
    return [line.state for line in mirrors.of(paper).lines]


def why(paper):
    return [[proof.code for proof in line.proofs] for line in mirrors.of(paper).lines]


def test_a_paper_that_just_came_is_all_open(paper):
    for kind in ("", "fact", "task", "promise"):
        mirrored.sentence(paper, "Ein Satz.", kind)
    mirror = mirrors.of(paper)
    assert states(paper) == [OPEN] * 4
    assert mirror.counts == {FULFILLED: 0, OPEN: 4, UNPROVEN: 0}
    assert mirrors.counts([paper]) == {paper.pk: mirror.counts}


def test_a_paper_without_sentences_counts_nothing(paper):
    assert mirrors.of(paper).parts == ()
    assert mirrors.counts([paper])[paper.pk] == Counter({FULFILLED: 0, OPEN: 0, UNPROVEN: 0})


def test_sentences_are_numbered_through_the_whole_paper(paper):
    for number in (1, 2):
        part = PaperPart.objects.create(paper=paper, position=number)
        mirrored.sentence(paper, f"Eins in {number}.", part=part)
        mirrored.sentence(paper, f"Zwei in {number}.", part=part)
    mirror = mirrors.of(paper)
    assert [[line.number for line in part.lines] for part in mirror.parts] == [[1, 2], [3, 4]]
    assert mirror.line(3).sentence.text == "Eins in 2."
    assert mirror.line(0) is None
    assert mirror.line(5) is None


def test_a_fact_is_fulfilled_while_all_its_records_say_the_same(city, paper):
    one = mirrored.sentence(paper, "Am 30.06.22 einstimmig beschlossen.")
    links.add(one, city.concept, "adopted", "30.06.22", by=None)
    links.add(one, city.concept, "vote", "einstimmig", by=None)
    assert states(paper) == [FULFILLED]
    Concept.objects.update(adopted_vote="by_majority")
    assert (states(paper), why(paper)) == ([UNPROVEN], [[Why.EQUAL, Why.OTHERWISE]])
    Concept.objects.update(adopted_vote="")
    assert (states(paper), why(paper)) == ([UNPROVEN], [[Why.EQUAL, Why.EMPTY]])


def test_a_fact_whose_record_is_gone_is_not_proven(city, paper):
    one = mirrored.sentence(paper, "Der Anteil lag bei 9,1 %.")
    links.add(one, city.value, "value", "9,1 %", by=None)
    assert states(paper) == [FULFILLED]
    city.value.delete()
    assert (states(paper), why(paper)) == ([UNPROVEN], [[Why.GONE]])
    assert mirrors.of(paper).line(1).proofs[0].title == ""


def test_a_fact_about_a_post_follows_the_post(city, paper):
    one = mirrored.sentence(paper, "Die Stelle fehlt seit 2022.")
    links.add(one, city.post, "unstaffed_since", "seit 2022", by=None)
    assert states(paper) == [FULFILLED]
    posts.stage(city.post, PostStageKind.ESTABLISHED, TODAY, by=None)
    posts.appoint(city.post, None, valid_from=TODAY, by=None)
    assert states(paper) == [UNPROVEN]


def test_a_promise_is_kept_when_its_task_is_done(city, paper):
    one = mirrored.sentence(paper, "Wir legen ein Konzept vor.", "promise")
    task = mirrored.task(city.office)
    links.add_task(one, task, by=None)
    assert (states(paper), why(paper)) == ([OPEN], [[Why.TASK_LIVE]])
    task = tasks.start(task, by=None)
    assert states(paper) == [OPEN]
    task = tasks.reject(task, "Nein", by=None)
    assert (states(paper), why(paper)) == ([OPEN], [[Why.TASK_DROPPED]])
    task = tasks.reopen(task, reason="Doch", by=None)
    task = tasks.finish(task, "Liegt vor", by=None)
    assert (states(paper), why(paper)) == ([FULFILLED], [[Why.TASK_DONE]])
    task.delete()
    assert (states(paper), why(paper)) == ([UNPROVEN], [[Why.GONE]])


def test_a_task_is_fulfilled_by_live_records_and_by_nothing_else(city, paper):
    one = mirrored.sentence(paper, "Vernetzung der Tätigen.", "task")
    links.add_activity(one, "tasks_done", by=None)
    assert (states(paper), why(paper)) == ([UNPROVEN], [[Why.IDLE]])
    done = mirrored.task(city.office, state="done")
    assert (states(paper), why(paper)) == ([FULFILLED], [[Why.ALIVE]])
    done.delete()
    assert states(paper) == [UNPROVEN]


def test_an_activity_counts_as_of_the_day_asked_for(city, paper):
    one = mirrored.sentence(paper, "Vernetzung.", "task")
    links.add_activity(one, "tasks_done", by=None)
    mirrored.task(city.office, state="done")
    assert mirrors.of(paper, TODAY.replace(year=2020)).line(1).state == UNPROVEN


def test_a_sentence_sorted_anew_is_open_until_something_answers_it(city, paper):
    one = mirrored.sentence(paper, "Der Stadtrat tagt.")
    links.add(one, city.council, "name", "Stadtrat", by=None)
    assert states(paper) == [FULFILLED]
    sentences.sort(one, "promise", by=None)
    assert (states(paper), why(paper)) == ([OPEN], [[Why.OTHER_KIND]])
    sentences.sort(one, "", by=None)
    assert states(paper) == [OPEN]
    sentences.sort(one, "fact", by=None)
    assert states(paper) == [FULFILLED]


def test_the_next_and_the_last_open_sentence(city, paper):
    texts = ["Eins.", "Der Stadtrat.", "Drei.", "Der Stadtrat.", "Fünf."]
    for text in texts:
        one = mirrored.sentence(paper, text)
        if "Stadtrat" in text:
            links.add(one, city.council, "name", "Stadtrat", by=None)
    mirror = mirrors.of(paper)
    assert [mirror.next_open(n).number for n in (0, 1, 2, 3)] == [1, 3, 3, 5]
    assert mirror.next_open(5) is None
    assert mirror.previous_open(4).number == 3
    assert mirror.previous_open(1) is None


def test_a_proof_carries_what_may_be_shown(city, paper):
    one = mirrored.sentence(paper, "Der Anteil lag bei 9,1 %.")
    links.add(one, city.value, "value", "9,1 %", by=None)
    duty = mirrored.sentence(paper, "Wir fragen nach.", "promise")
    links.add_task(
        duty,
        tasks.add("Nachfragen", unit=city.office, due_date=TODAY, details="geheim", by=None),
        by=None,
    )
    fact, promise = (line.proofs[0] for line in mirrors.of(paper).lines)
    assert (fact.title, fact.quote, fact.source) == ("Anteil, 2007", "9,1 %", "UV/1")
    assert (fact.public, fact.holds, fact.counts) == (True, True, True)
    assert fact.public_id == str(city.value.public_id)
    assert (promise.title, promise.public, promise.holds) == ("Nachfragen", False, False)
    assert "geheim" not in repr(promise)
    city.share.public = False
    city.share.save()
    assert mirrors.of(paper).line(1).proofs[0].public is False


def test_counts_of_many_papers_are_those_of_their_mirrors(city):
    made = []
    for number in range(3):
        paper = mirrored.paper(f"UV/000{number}/2030")
        for _n in range(number):
            one = mirrored.sentence(paper, "Der Stadtrat.")
            links.add(one, city.council, "name", "Stadtrat", by=None)
        mirrored.sentence(paper, "Offen.")
        made.append(paper)
    assert mirrors.counts(made) == {one.pk: mirrors.of(one).counts for one in made}
    assert [mirrors.counts(made)[one.pk][FULFILLED] for one in made] == [0, 1, 2]


def test_three_sentences_and_papers_cost_as_many_queries_as_one(city):
    def filled(reference, sentences):
        paper = mirrored.paper(reference)
        part = None
        for number in range(1, sentences + 1):
            part = PaperPart.objects.create(paper=paper, position=number)
            fact = mirrored.sentence(paper, "Am 30.06.22.", part=part)
            links.add(fact, city.concept, "adopted", "30.06.22", by=None)
            links.add(fact, city.concept, "vote", "Am", by=None)
            task = mirrored.sentence(paper, "Vernetzung.", part=part)
            links.add_activity(task, "tasks_done", by=None)
            duty = mirrored.sentence(paper, "Wir wollen.", part=part)
            links.add_task(duty, mirrored.task(city.office), by=None)
        return paper

    def queries(act):
        with CaptureQueriesContext(connection) as caught:
            act()
        return len(caught)

    one, three = filled("UV/1/2030", 1), filled("UV/3/2030", 3)
    assert queries(lambda: mirrors.of(one)) == queries(lambda: mirrors.of(three))
    more = filled("UV/4/2030", 1)
    assert queries(lambda: mirrors.counts([one])) == queries(
        lambda: mirrors.counts([one, three, more])
    )
