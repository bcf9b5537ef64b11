import pytest
from tests.council import mirrored

from konfluenz.council import links
from konfluenz.council.links import LinkRefused
from konfluenz.council.models import Evidence
from konfluenz.ground import audit

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return mirrored.city()


@pytest.fixture
def paper():
    return mirrored.paper()


@pytest.fixture
def adopted(paper):
    return mirrored.sentence(paper, "Am 30.06.22 beschloss der\nStadtrat das Konzept.")


def test_a_fact_is_linked_by_its_words_and_stands_in_the_trail_of_its_paper(city, paper, adopted):
    link = links.add(adopted, city.concept, "adopted", " Am  30.06.22 ", by=None)
    adopted.refresh_from_db()
    assert (link.quote, adopted.kind) == ("Am 30.06.22", "fact")
    assert str(link.target) == f"steering.concept:{city.concept.pk}"
    actions = [entry.action for entry in audit.timeline(paper)]
    assert actions == ["link.added", "sentence.sorted"]


def test_a_quote_may_run_over_a_line_break_and_differ_in_case(city, adopted):
    assert links.add(adopted, city.council, "name", "Der Stadtrat", by=None).quote == "Der Stadtrat"


@pytest.mark.parametrize(
    ("quote", "attribute", "message"),
    [
        ("am 01.07.22", "adopted", "„am 01.07.22“ steht so nicht im Satz."),
        ("  ", "adopted", "Geben Sie die Worte des Satzes an"),
        ("30.06.22", "notes", "Diese Angabe hat ein solcher Datensatz nicht."),
        ("30.06.22", "", "Diese Angabe hat ein solcher Datensatz nicht."),
    ],
)
def test_what_cannot_be_linked(city, adopted, quote, attribute, message):
    with pytest.raises(LinkRefused, match=message.split(".")[0]):
        links.add(adopted, city.concept, attribute, quote, by=None)
    adopted.refresh_from_db()
    assert (adopted.kind, Evidence.objects.count()) == ("", 0)


def test_a_quote_has_a_longest_length(city, paper):
    long = mirrored.sentence(paper, "ja " * 100)
    with pytest.raises(LinkRefused, match="höchstens 200 Zeichen"):
        links.add(long, city.concept, "title", "ja " * 100, by=None)


def test_what_nothing_can_be_read_of_is_not_linked(paper, adopted):
    with pytest.raises(LinkRefused, match="hat ein solcher Datensatz nicht"):
        links.add(adopted, paper.parts.get(), "heading", "Konzept", by=None)


def test_the_same_link_is_made_once(city, adopted):
    links.add(adopted, city.concept, "adopted", "30.06.22", by=None)
    with pytest.raises(LinkRefused, match="schon verknüpft"):
        links.add(adopted, city.concept, "adopted", "30.06.22", by=None)
    links.add(adopted, city.concept, "adopted", "Am 30.06.22", by=None)
    assert Evidence.objects.count() == 2


def test_each_kind_of_sentence_takes_only_what_answers_it(city, paper):
    fact, task, promise = (
        mirrored.sentence(paper, "Stadtrat", kind) for kind in ("fact", "task", "promise")
    )
    duty = mirrored.task(city.office)
    ways = {
        fact: lambda one: links.add(one, city.council, "name", "Stadtrat", by=None),
        task: lambda one: links.add_activity(one, "tasks_done", by=None),
        promise: lambda one: links.add_task(one, duty, by=None),
    }
    for kind, link in ways.items():
        for sentence in (fact, task, promise):
            if sentence is kind:
                link(sentence)
            else:
                with pytest.raises(LinkRefused, match="Ändern Sie zuerst die Art des Satzes"):
                    link(sentence)
    assert Evidence.objects.count() == 3


def test_linking_sorts_a_sentence_that_nobody_has_sorted(city, paper):
    one, other = (mirrored.sentence(paper, "Wir helfen.") for _n in range(2))
    links.add_task(one, mirrored.task(city.office), by=None)
    links.add_activity(other, "tasks_done", by=None)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.kind, other.kind) == ("promise", "task")


def test_there_are_no_activities_but_those_of_the_list(paper):
    with pytest.raises(LinkRefused, match="Diese Tätigkeit gibt es nicht"):
        links.add_activity(mirrored.sentence(paper, "Helfen"), "screens", by=None)


def test_a_link_is_removed_once_and_can_be_put_back(city, adopted):
    link = links.add(adopted, city.concept, "adopted", "30.06.22", by=None)
    links.remove(link, by=None)
    assert Evidence.objects.count() == 0
    with pytest.raises(LinkRefused, match="schon entfernt"):
        links.remove(link, by=None)
    back = links.restore(
        adopted,
        target_label=link.target_label,
        target_id=link.target_id,
        attribute="adopted",
        quote="30.06.22",
        by=None,
    )
    assert (back.target, back.quote) == (link.target, "30.06.22")
    actions = [entry.action for entry in audit.timeline(adopted)]
    assert actions == ["link.added", "link.removed", "link.added", "sentence.sorted"]
