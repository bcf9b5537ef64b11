"""Records are found by words, however they are spelt, alike on both databases."""

import pytest
from django.db import transaction

from konfluenz.ground import references, search
from konfluenz.ground.models import Consumer, Findable, Lease
from konfluenz.ground.search import Item

pytestmark = pytest.mark.django_db


def made(title, *texts):
    record = Consumer.objects.create(name=f"{title} {Consumer.objects.count()}")
    search.index(record, title=title, texts=texts)
    return record


def titles(query, **options):
    return [hit.title for hit in search.find(query, {"ground.consumer"}, **options)]


def names(query):
    """The names of what matches: gathered, looked up one by one, and counted, it is the same."""
    rows = set(search.matching(Consumer.objects.all(), query))
    assert set(search.matching(Consumer.objects.all(), query, common=True)) == rows
    assert search.count(Consumer, query, 99) == len(rows)
    return {row.name.rpartition(" ")[0] for row in rows}


@pytest.mark.parametrize("query", ["Häuser", "haeuser", "HAUSER", "häus", "user", "h", "hä", "hae"])
def test_every_spelling_finds_the_word(query):
    made("Häuser der Kulturen")
    made("Boot")
    assert names(query) == {"Häuser der Kulturen"}
    assert titles(query) == ["Häuser der Kulturen"]


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("Neueröffnung", "Eröffnung"),
        ("Neueröffnung", "eroeffnung"),
        ("Quelle", "elle"),
        ("Frauenhaus", "frauen"),
        ("Bauerlaubnis", "Erlaubnis"),
        ("Олена Шевченко", "шев"),
        ("مُحَمَّد الأحمد", "الاحمد"),
        ("Straße 12", "strasse 12"),
        ("100 % Koblenz_Mitte", "koblenz mitte 100 %"),
    ],
)
def test_parts_of_words_are_found(title, query):
    made(title)
    assert names(query) == {title}


def test_every_word_must_be_there_in_any_order_and_anywhere():
    made("Caritas Koblenz", "Beratung in der Altstadt")
    made("Caritas Mayen", "Beratung")
    assert names("altstadt caritas") == {"Caritas Koblenz"}
    assert names("caritas beratung") == {"Caritas Koblenz", "Caritas Mayen"}
    assert names("caritas altstadt mayen") == set()


def test_one_or_two_letters_match_where_a_word_begins():
    made("An der Mosel")
    made("Rheinland")
    assert names("an") == {"An der Mosel"}
    assert names("m") == {"An der Mosel"}


def test_no_words_leave_the_list_as_it_is_and_find_nothing():
    made("Koblenz")
    assert names(" – ") == {"Koblenz"}
    assert titles("") == []


def test_matching_stays_within_the_queryset_and_the_kind():
    record = made("Koblenz")
    other = Lease.objects.create(name="x", holder="0" * 32, until="2030-01-01T00:00Z")
    search.index(other, title="Koblenz")
    assert set(search.matching(Consumer.objects.all(), "koblenz")) == {record}
    assert not search.matching(Consumer.objects.exclude(pk=record.pk), "koblenz").exists()
    assert set(search.matching(Lease.objects.all(), "koblenz")) == {other}


@pytest.mark.parametrize(("most", "count"), [(2, 2), (3, 3), (4, 3)])
def test_no_more_are_counted_than_asked_for(most, count):
    for title in ("Boot", "Bootshaus", "Hausboot"):
        made(title)
    assert search.count(Consumer, "boot", most) == count


def test_find_keeps_to_the_labels_asked_for_and_says_what_was_found():
    record = made("Koblenz")
    assert search.find("koblenz", {"ground.consumer"}) == [
        search.Hit(references.to(record), "Koblenz")
    ]
    assert search.find("koblenz", {"ground.lease"}) == []


def test_whole_words_come_before_beginnings_before_parts_and_titles_before_texts():
    made("Maximilian")
    made("Anna", "kennt max gut")
    made("Climax")
    made("Berta", "maximal")
    made("Max Weber Platz")
    made("Max")
    made("Cäsar", "Climax")
    assert titles("max") == [
        *["Max", "Max Weber Platz", "Anna", "Maximilian", "Berta", "Climax", "Cäsar"],
    ]
    assert titles("max", limit=2) == ["Max", "Max Weber Platz"]


def test_equal_hits_stand_in_alphabetical_order():
    for title in ["Amt C", "Amt A", "Amt B"]:
        made(title)
    assert titles("amt") == ["Amt A", "Amt B", "Amt C"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Scmidt", ["Anna Schmidt"]),
        ("Shmitt", ["Bernd Schmitt"]),
        ("Ana Schmitd", ["Anna Schmidt"]),
        ("Mayer", ["Clara Mayr"]),
        ("Ehrnamt", ["Ehrenamt", "Boot"]),
        ("Xylophon", []),
    ],
)
def test_a_slip_finds_what_is_much_alike_when_nothing_matches(query, found):
    made("Bernd Schmitt")
    made("Anna Schmidt")
    made("Clara Mayr")
    made("Boot", "Ehrenamt")
    made("Ehrenamt")
    assert titles(query) == found


def test_indexing_again_replaces_and_forgetting_removes():
    record = made("Koblenz", "Rhein")
    search.index(record, title="Mayen", texts=["Nette"])
    assert Findable.objects.count() == 1
    assert (titles("rhein"), titles("nette"), names("koblenz")) == ([], ["Mayen"], set())
    search.forget(record)
    assert titles("mayen") == []
    made("Mayen")
    search.forget(references.Reference("ground.consumer", "999999"))
    assert titles("mayen") == ["Mayen"]


def test_many_at_once_cost_few_queries(django_assert_max_num_queries):
    records = Consumer.objects.bulk_create(Consumer(name=f"n{number}") for number in range(501))
    with transaction.atomic(), django_assert_max_num_queries(4):
        assert search.index_many(Item(record, record.name) for record in records) == 501
    assert titles("n500") == ["n500"]


def test_the_last_of_two_for_one_record_counts():
    record = Consumer.objects.create(name="one")
    search.index_many([Item(record, "first"), Item(record, "second")])
    assert (titles("first"), titles("second")) == ([], ["second"])


def test_finding_and_matching_cost_one_query_each(django_assert_num_queries):
    made("Koblenz")
    with django_assert_num_queries(1):
        titles("koblenz")
    for common in (False, True):
        with django_assert_num_queries(1):
            list(search.matching(Consumer.objects.all(), "koblenz", common=common))
    with django_assert_num_queries(2):
        titles("kolbenz")


def test_a_rolled_back_change_leaves_the_index_as_it_was():
    record = made("Koblenz")
    with transaction.atomic():
        search.index(record, title="Mayen")
        transaction.set_rollback(True)
    assert (titles("koblenz"), titles("mayen")) == (["Koblenz"], [])


def test_nothing_typed_can_break_the_query():
    made("Koblenz")
    for query in ['"', "a\"b'c*", "NEAR(x y)", "%' OR 1=1 --", "\\", "_" * 300, "x " * 300, "\0"]:
        titles(query)
        names(query)
