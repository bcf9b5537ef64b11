"""What is published is a file at once, what is withdrawn is gone at once, and nothing is missed."""

import datetime as dt
import time

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.publishing import in_process, small_site

from konfluenz.directory import municipality, topics
from konfluenz.directory.models import Topic
from konfluenz.ground import audit, feed, sealer
from konfluenz.publishing.baking import bakers, claims, files, marks, rendering
from konfluenz.publishing.models import BakedAddress, BakedRead, Urgency

pytestmark = pytest.mark.django_db
THREE = ["counselling", "language_courses", "work"]


@pytest.fixture(autouse=True)
def site(settings, tmp_path):
    """A city with three topics and two languages, and nothing baked."""
    settings.BAKED, settings.BAKED_ROOT = "tests.publishing.small_site.SITE", tmp_path
    settings.ROOT_URLCONF = "tests.publishing.small_site"
    small_site.forget()
    municipality.set_up("Musterstadt", land="RP", by=None, languages=["de", "uk"])
    topics.ensure()
    Topic.objects.exclude(slug__in=THREE).delete()
    with in_process.asked():
        yield


@pytest.fixture
def baked(site):
    """All pages are baked."""
    marks.settle()
    bakers.bake_due()


@pytest.fixture
def asked(monkeypatch):
    """Return the addresses that are rendered from now on."""
    found, render = [], rendering.render

    def noted(address):
        if address != "/healthz":
            found.append(address)
        return render(address)

    monkeypatch.setattr(rendering, "render", noted)
    return found


def text(address):
    """Return what a reader of the file gets."""
    body = files.read(bakers.root(), address)
    return body.decode() if body is not None else None


@transaction.atomic
def change(topic, **values):
    """Do as the domain does: write, and record it."""
    record = Topic.objects.get(slug=topic)
    changes = audit.apply(record, values)
    record.save()
    audit.record("topic.corrected", about=record, by=None, changes=changes)


def speak(*codes):
    """Let the city offer these languages."""
    municipality.correct({"languages": list(codes)}, by=None)


def due():
    """Return what is due, the most urgent first."""
    return list(claims.due().order_by(*claims.IN_TURN).values_list("address", flat=True))


def test_all_pages_of_all_languages_are_baked_once(asked):
    marks.settle()
    assert bakers.bake_due() == 8
    assert sorted(asked) == sorted(
        f"/{code}/{rest}" for code in ("de", "uk") for rest in ["", *(f"thema/{t}/" for t in THREE)]
    )
    name = Topic.objects.get(slug="work").name
    assert text("/uk/thema/work/") == f"uk: {name}"
    assert bakers.bake_due() == 0


def test_a_change_bakes_what_has_read_it_and_nothing_else(baked, asked):
    change("work", name="Arbeit finden")
    assert text("/de/thema/work/") != "de: Arbeit finden"
    bakers.turn()
    assert sorted(asked) == ["/de/", "/de/thema/work/", "/uk/", "/uk/thema/work/"]
    assert text("/de/thema/work/") == "de: Arbeit finden"
    assert "Arbeit finden" in text("/uk/")


def test_a_withdrawn_page_is_gone_after_one_turn(baked):
    change("work", active=False)
    bakers.turn()
    assert text("/de/thema/work/") is None
    assert text("/uk/thema/work/") is None
    assert not BakedAddress.objects.filter(address__endswith="/work/").exists()
    assert "Arbeit" not in text("/de/")
    change("work", active=True)
    bakers.turn()
    assert text("/de/thema/work/") is not None


def test_a_new_record_has_its_page_after_one_turn(baked):
    topics.add("Wohnen", by=None)
    bakers.turn()
    assert text("/de/thema/wohnen/") == "de: Wohnen"
    assert text("/uk/thema/wohnen/") == "uk: Wohnen"


def test_a_renamed_address_moves(baked):
    change("work", slug="jobs")
    bakers.turn()
    assert text("/de/thema/work/") is None
    assert text("/de/thema/jobs/") is not None


def test_a_language_comes_and_goes_with_its_pages(baked):
    speak("de", "uk", "fr")
    bakers.bake_due()
    assert text("/fr/thema/work/") is not None
    speak("de", "fr")
    bakers.bake_due()
    assert text("/uk/") is None
    assert text("/uk/thema/work/") is None
    assert sorted(set(BakedAddress.objects.values_list("locale", flat=True))) == ["de", "fr"]


def test_what_stands_on_each_page_bakes_all_in_the_background(baked, asked):
    municipality.correct({"name": "Neustadt"}, by=None)
    sealer.seal()
    feed.consume(marks.CONSUMER, marks.on_entries)
    assert set(BakedAddress.objects.values_list("urgency", flat=True)) == {Urgency.LATER}
    change("work", name="Arbeit finden")
    bakers.turn()
    assert sorted(asked[:4]) == ["/de/", "/de/thema/work/", "/uk/", "/uk/thema/work/"]
    bakers.bake_due()
    assert len(set(asked)) == 8


def test_a_page_is_baked_again_when_its_time_is_over(site):
    closing = dt.datetime(2026, 6, 1, 16, 0, tzinfo=dt.UTC)
    small_site.UNTIL["work"] = closing
    with time_machine.travel(closing - dt.timedelta(hours=1), tick=False):
        marks.settle()
        bakers.bake_due()
        assert due() == []
        version = files.present(bakers.root() / "de/thema/work")
        assert version.endswith(f"-{int(closing.timestamp())}")
    small_site.UNTIL["work"] = closing + dt.timedelta(hours=12)
    with time_machine.travel(closing, tick=False):
        assert sorted(due()) == ["/de/thema/work/", "/uk/thema/work/"]
        assert bakers.bake_due() == 2
        assert due() == []
    with time_machine.travel(closing + dt.timedelta(hours=12), tick=False):
        assert len(due()) == 2


def test_a_change_marks_once_even_if_the_consumer_fails(baked, monkeypatch):
    change("work", name="Arbeit finden")
    sealer.seal()

    def fail(entries):
        marks.on_entries(entries)
        raise OSError

    with pytest.raises(OSError):
        feed.consume(marks.CONSUMER, fail)
    assert due() == []
    marked = []
    touch = marks.touch
    monkeypatch.setattr(marks, "touch", lambda keys: (marked.append(keys), touch(keys)))
    while feed.consume(marks.CONSUMER, marks.on_entries):
        pass
    assert len(marked) == 1
    assert len(due()) == 4


def test_a_change_in_the_middle_of_the_first_rendering_is_not_missed(site):
    """The page has read the record, but nobody has written down yet that it did."""

    def meanwhile():
        change("work", name="Arbeit finden")
        sealer.seal()
        feed.consume(marks.CONSUMER, marks.on_entries)

    small_site.MEANWHILE.append(meanwhile)
    BakedAddress.objects.create(
        address="/de/thema/work/", view="topic", locale="de", due_at=timezone.now()
    )
    bakers.bake_some()
    assert text("/de/thema/work/") != "de: Arbeit finden"
    bakers.bake_due()
    assert text("/de/thema/work/") == "de: Arbeit finden"


def test_two_bakers_share_the_pages(site):
    marks.settle()
    first, second = claims.take(5), claims.take(5)
    mine, others = ({page.address for page in each.pages} for each in (first, second))
    assert (len(mine), len(others), mine & others) == (5, 3, set())
    assert claims.take(5).pages == []


def test_who_was_too_slow_writes_nothing_over_the_newer_page(site):
    marks.settle()
    slow = claims.take(8)
    with time_machine.travel(timezone.now() + dt.timedelta(seconds=claims.CLAIM_SECONDS + 1)):
        change("work", name="Arbeit finden")
        assert bakers.bake_due() == 8
        page = next(each for each in slow.pages if each.address == "/de/thema/work/")
        assert bakers._bake(slow, page).failed
        claims.finish(slow, [claims.Outcome(page, failed=True)])
    assert text("/de/thema/work/") == "de: Arbeit finden"
    assert due() == []
    assert BakedAddress.objects.get(pk=page.pk).failures == 0


def test_a_big_change_lets_a_small_one_pass(baked, monkeypatch):
    monkeypatch.setattr(marks, "FEW", 4)
    monkeypatch.setattr(bakers, "BATCH", 2)
    page = BakedAddress.objects.get(address="/de/thema/counselling/")
    BakedRead.objects.bulk_create(
        BakedRead(address=each, key="directory.post") for each in BakedAddress.objects.all()
    )
    BakedRead.objects.create(address=page, key="directory.unit:7")
    marks.touch({"directory.post"})
    marks.touch({"directory.unit:7"})
    assert due()[0] == page.address
    assert len(due()) == 8


def test_of_one_change_the_quick_pages_come_before_the_list_that_takes_long(baked):
    BakedAddress.objects.filter(view="home").update(took_ms=900)
    BakedAddress.objects.filter(view="topic").update(took_ms=20)
    change("work", name="Arbeit finden")
    sealer.seal()
    feed.consume(marks.CONSUMER, marks.on_entries)
    assert [address.split("/")[2] for address in due()] == ["thema", "thema", "", ""]


def test_a_batch_whose_time_is_over_lets_the_rest_go(baked, asked, monkeypatch):
    monkeypatch.setattr(bakers, "BATCH_SECONDS", -1)
    marks.everything()
    assert bakers.bake_some() == 1
    assert len(claims.take(8).pages) == 7
    assert len(asked) == 1


def test_how_long_a_page_took_is_written_down(baked, monkeypatch):
    bake = bakers._bake
    monkeypatch.setattr(bakers, "_bake", lambda *given: (time.sleep(0.03), bake(*given))[1])
    change("work", name="Arbeit finden")
    bakers.bake_due()
    assert BakedAddress.objects.get(address="/de/thema/work/").took_ms >= 30


@pytest.mark.parametrize(("much_ms", "times"), [(20, 1), (60_000, 0)])
def test_after_a_page_that_took_long_memory_is_given_back(baked, monkeypatch, much_ms, times):
    given = []
    bake = bakers._bake
    monkeypatch.setattr(bakers, "_bake", lambda *these: (time.sleep(0.03), bake(*these))[1])
    monkeypatch.setattr(bakers.garbage, "give_back", lambda: given.append(True))
    monkeypatch.setattr(bakers, "MUCH_MS", much_ms)
    BakedAddress.objects.filter(address="/de/thema/work/").update(due_at=timezone.now())
    assert bakers.bake_due() == 1
    assert len(given) == times


def test_a_broken_page_keeps_its_file_and_holds_nobody_up(baked):
    before = text("/de/thema/work/")
    small_site.BROKEN.add("work")
    change("work", name="Arbeit finden")
    assert bakers.bake_due() == 4
    assert text("/de/thema/work/") == before
    assert "Arbeit finden" in text("/de/")
    small_site.BROKEN.clear()
    with time_machine.travel(timezone.now() + dt.timedelta(seconds=6)):
        bakers.bake_due()
    assert text("/de/thema/work/") == "de: Arbeit finden"


def test_a_page_that_says_nothing_of_what_it_reads_stays_live(site):
    small_site.SILENT.add("work")
    marks.settle()
    bakers.bake_due()
    assert text("/de/thema/work/") is None
    assert text("/de/thema/counselling/") is not None


def test_a_full_bake_goes_on_where_it_stopped(site, asked, monkeypatch):
    monkeypatch.setattr(bakers, "BATCH", 3)
    marks.settle()
    turns = iter([False, True])
    assert bakers.bake_due(lambda: next(turns)) == 3
    assert bakers.bake_due() == 5
    assert len(asked) == len(set(asked)) == 8


def test_before_the_first_bake_the_feed_marks_nothing():
    change("work", name="Arbeit finden")
    sealer.seal()
    feed.consume(marks.CONSUMER, marks.on_entries)
    assert not BakedAddress.objects.exists()


def test_marking_many_pages_takes_as_many_queries_as_few(baked):
    with CaptureQueriesContext(connection) as few:
        marks.touch({f"directory.topic:{Topic.objects.get(slug='work').pk}"})
    with CaptureQueriesContext(connection) as many:
        marks.touch({"directory.topic", Topic.objects.get(slug="work").slug})
    assert len(few) == len(many)


def test_pages_are_compressed_better_when_nothing_is_due(baked):
    assert BakedAddress.objects.filter(polished=True).count() == 0
    while bakers.polish_one():
        pass
    assert BakedAddress.objects.filter(polished=False).count() == 0
    change("work", name="Arbeit finden")
    bakers.turn()
    assert BakedAddress.objects.filter(polished=False).count() == 4
