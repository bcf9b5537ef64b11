import pytest
from django.utils import timezone
from tests.council import mirrored
from tests.office.world import client, queries, text

from konfluenz.actions import tasks
from konfluenz.council import links
from konfluenz.council.models import Evidence, PaperPart, Sentence
from konfluenz.directory.models import Municipality

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def city():
    Municipality.objects.create(name="Musterstadt", land="RP", languages=["de"])
    return mirrored.city()


@pytest.fixture
def paper(city):
    """Return a paper with a fulfilled, an open and an unproven sentence, and one unsorted."""
    paper = mirrored.paper()
    fact = mirrored.sentence(paper, "Am 30.06.22 beschlossen.", "fact")
    links.add(fact, city.concept, "adopted", "30.06.22", by=None)
    mirrored.sentence(paper, "Wir legen ein Konzept vor.", "promise")
    wrong = mirrored.sentence(paper, "Der Anteil betrug 10,1 %.", "fact")
    links.add(wrong, city.value, "value", "10,1 %", by=None)
    mirrored.sentence(paper, "Wir helfen.")
    return paper


@pytest.fixture
def browser():
    return client()


def at(paper, more=""):
    return f"/buero/ratspapiere/{paper.public_id}/spiegel/{more}"


def nth(paper, number):
    return Sentence.objects.filter(part__paper=paper)[number - 1]


def test_the_mirror_shows_each_sentence_with_its_state_and_counts_them(browser, paper):
    page = text(browser.get(at(paper)))
    assert "1 Am 30.06.22 beschlossen. erfüllt Tatsache" in page
    assert "2 Wir legen ein Konzept vor. offen Zusage" in page
    assert "3 Der Anteil betrug 10,1 %. nicht belegt Tatsache" in page
    assert "4 Wir helfen. offen noch nicht sortiert" in page
    assert "1 erfüllt Was gespeichert ist" in page
    assert "2 offen Auf diese Sätze" in page
    assert "4 Sätze, 1 davon noch nicht sortiert" in page


def test_a_count_leads_to_its_sentences_and_they_keep_their_numbers(browser, paper):
    page = text(browser.get(at(paper, "?state=unproven")))
    assert "3 Der Anteil betrug 10,1 %. nicht belegt" in page
    assert "Am 30.06.22 beschlossen." not in page
    assert "Nur diese Sätze: nicht belegt." in page
    assert "4 Sätze" in text(browser.get(at(paper, "?state=odd")))


def test_a_paper_without_text_says_what_to_do(browser, city):
    page = text(browser.get(at(mirrored.paper())))
    assert "Von diesem Papier liegt nur der Kopf vor." in page


def test_a_sentence_shows_what_is_stored_now_beside_its_quote(browser, paper, city):
    answer = browser.get(at(paper, "3/"))
    page = text(answer)
    assert "Satz 3 von 4 nicht belegt" in page
    assert "Im Papier steht 10,1 % Wert 9,1 %" in page
    assert "Quelle UV/1" in page
    assert "Der Datensatz sagt heute etwas anderes." in page
    assert str(city.value.public_id) in answer.content.decode()


def test_a_sentence_leads_on_to_the_next_open_one(browser, paper):
    page = browser.get(at(paper, "1/")).content.decode()
    assert f'href="{at(paper, "2/")}"' in page
    last = text(browser.get(at(paper, "4/")))
    assert "Vorheriger offener Satz (2)" in last
    assert "Nächster offener Satz" not in last


@pytest.mark.parametrize("number", [0, 5, 99999999])
def test_a_sentence_that_is_not_there(browser, paper, number):
    assert browser.get(at(paper, f"{number}/")).status_code == 404


def test_a_sentence_is_sorted(browser, paper):
    answer = browser.post(at(paper, "4/art/"), {"kind": "task"}, follow=True)
    assert "Der Satz ist sortiert." in text(answer)
    assert nth(paper, 4).kind == "task"
    for odd in ({"kind": "wish"}, {}):
        answer = browser.post(at(paper, "4/art/"), odd, follow=True)
        assert "Ein Satz ist eine Tatsache, eine Aufgabe oder eine Zusage." in text(answer)
        assert nth(paper, 4).kind == "task"


def test_a_record_is_chosen_in_three_steps(browser, paper, city):
    assert "Konzept" in text(browser.get(at(paper, "4/beleg/")))
    found = browser.get(at(paper, "4/beleg/?kind=directory.organization&q=stadtr")).content.decode()
    assert "Stadtrat" in found
    assert "Stadtvorstand" not in found
    link = at(paper, f"4/beleg/directory.organization/{city.council.public_id}/")
    assert link in found
    page = text(browser.get(link))
    assert "Name: Stadtrat" in page
    assert "Wir helfen." in page


def test_what_is_chosen_is_linked_with_its_words(browser, paper, city):
    link = at(paper, f"4/beleg/directory.organization/{city.council.public_id}/")
    answer = browser.post(link, {"do": "save", "attribute": "name", "quote": "helfen"}, follow=True)
    assert "Der Datensatz ist verknüpft." in text(answer)
    assert "Satz 4 von 4 nicht belegt Tatsache" in text(answer)
    assert nth(paper, 4).evidence.get().quote == "helfen"


def test_a_quote_that_is_not_in_the_sentence_is_refused_and_stays_typed(browser, paper, city):
    link = at(paper, f"4/beleg/directory.organization/{city.council.public_id}/")
    answer = browser.post(link, {"do": "save", "attribute": "name", "quote": "Stadtrat"})
    assert answer.status_code == 422
    assert "„Stadtrat“ steht so nicht im Satz." in text(answer)
    assert 'value="Stadtrat"' in answer.content.decode()
    odd = browser.post(link, {"do": "save", "attribute": "notes", "quote": "helfen"})
    assert (odd.status_code, "Wählen Sie eine der Zeilen." in text(odd)) == (422, True)
    assert not nth(paper, 4).evidence.exists()


def test_a_record_that_is_not_there_or_of_no_kind(browser, paper, city):
    for where in (
        f"4/beleg/people.person/{city.council.public_id}/",
        f"4/beleg/directory.orgunit/{city.council.public_id}/",
    ):
        assert browser.get(at(paper, where)).status_code == 404
    assert browser.get(at(paper, "4/beleg/?kind=people.person")).status_code == 200


def test_an_aufgabe_is_linked_to_a_promise(browser, paper, city):
    done = mirrored.task(city.office, "Konzept schreiben", state="done")
    assert "Konzept schreiben" in text(browser.get(at(paper, "2/aufgabe/?q=konzept")))
    assert "Keine Aufgabe passt." in text(browser.get(at(paper, "2/aufgabe/?q=xyz")))
    answer = browser.post(at(paper, "2/aufgabe/"), {"task": str(done.public_id)}, follow=True)
    assert "Satz 2 von 4 erfüllt" in text(answer)
    assert "Konzept schreiben" not in text(browser.get(at(paper, "2/aufgabe/")))
    for odd in ("", "1", "00000000-0000-0000-0000-000000000000"):
        assert browser.post(at(paper, "2/aufgabe/"), {"task": odd}).status_code == 404


def test_a_promise_becomes_an_aufgabe(browser, paper, city):
    typed = {
        "do": "save",
        "title": "Konzept vorlegen",
        "unit": city.office.pk,
        "due_date": TODAY.isoformat(),
    }
    answer = browser.post(at(paper, "2/aufgabe/neu/"), typed, follow=True)
    assert "Konzept vorlegen" in text(answer)
    assert "Satz 2 von 4 offen" in text(answer)
    link = nth(paper, 2).evidence.get()
    tasks.finish(tasks.Task.objects.get(pk=link.target_id), "Liegt vor", by=None)
    assert "Satz 2 von 4 erfüllt" in text(browser.get(at(paper, "2/")))


def test_an_activity_is_linked_to_a_task(browser, paper, city):
    page = text(browser.get(at(paper, "4/")))
    assert "0 · erledigte Aufgaben (in den letzten 30 Tagen)" in page
    answer = browser.post(at(paper, "4/taetigkeit/"), {"activity": "tasks_done"}, follow=True)
    assert "Satz 4 von 4 nicht belegt Auftrag" in text(answer)
    mirrored.task(city.office, state="done")
    page = text(browser.get(at(paper, "4/")))
    assert "Satz 4 von 4 erfüllt" in page
    assert "Lebende Datensätze 1 in den letzten 30 Tagen" in page
    odd = browser.post(at(paper, "4/taetigkeit/"), {"activity": "screens"}, follow=True)
    assert "Diese Tätigkeit gibt es nicht." in text(odd)


def test_a_link_is_removed_and_put_back(browser, paper):
    link = nth(paper, 1).evidence.get()
    where = at(paper, f"1/verknuepfungen/{link.pk}/entfernen/")
    answer = browser.post(where, follow=True)
    assert "Satz 1 von 4 offen" in text(answer)
    token = answer.content.decode().partition('name="token" value="')[2].partition('"')[0]
    assert token
    back = browser.post(at(paper, "1/verknuepfungen/zurueck/"), {"token": token}, follow=True)
    assert "Satz 1 von 4 erfüllt" in text(back)
    assert browser.post(at(paper, "1/verknuepfungen/zurueck/"), {"token": "x"}).status_code == 400
    assert browser.post(where).status_code == 404


def test_a_link_of_another_sentence_is_not_removed_here(browser, paper):
    other = nth(paper, 3).evidence.get()
    answer = browser.post(at(paper, f"1/verknuepfungen/{other.pk}/entfernen/"))
    assert (answer.status_code, Evidence.objects.count()) == (404, 2)


def test_who_may_only_read_is_offered_nothing(paper):
    reader = client("social_worker")
    page = text(reader.get(at(paper, "4/")))
    assert "Satz 4 von 4" in page
    assert "Beleg hinzufügen" not in page
    assert "Entfernen" not in text(reader.get(at(paper, "1/")))
    assert reader.post(at(paper, "4/art/"), {"kind": "task"}).status_code == 403


def test_the_task_of_another_office_has_no_page_for_a_reader(paper, city):
    task = mirrored.task(city.office, "Konzept schreiben")
    links.add_task(nth(paper, 2), task, by=None)
    reader = client("social_worker")
    assert f"/buero/aufgaben/{task.public_id}/" not in reader.get(at(paper, "2/")).content.decode()
    mine = client("coordinator")
    assert f"/buero/aufgaben/{task.public_id}/" in mine.get(at(paper, "2/")).content.decode()


def test_long_papers_cost_as_many_queries_as_short_ones(browser, city):
    def filled(reference, number):
        paper = mirrored.paper(reference)
        for position in range(1, number + 1):
            part = PaperPart.objects.create(paper=paper, position=position)
            fact = mirrored.sentence(paper, "Am 30.06.22 im Stadtrat.", part=part)
            links.add(fact, city.concept, "adopted", "30.06.22", by=None)
            links.add(fact, city.council, "name", "Stadtrat", by=None)
            duty = mirrored.sentence(paper, "Wir wollen.", part=part)
            for _n in range(number):
                links.add_task(duty, mirrored.task(city.office), by=None)
        return paper

    one, three = filled("UV/1/2030", 1), filled("UV/3/2030", 3)
    assert queries(browser, at(one)) == queries(browser, at(three))
    assert queries(browser, at(one, "2/")) == queries(browser, at(three, "2/"))
