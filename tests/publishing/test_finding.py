"""The index of what readers can find: words, compounds, slips, languages, order, upkeep."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.publishing import tree

from konfluenz.directory import goods, municipality, organizations, services, topics
from konfluenz.directory.models import Topic
from konfluenz.ground import feed, sealer, translations
from konfluenz.publishing.finding import (
    compounds,
    indexing,
    lookups,
    slips,
    stems,
    tokens,
    vocabulary,
)
from konfluenz.publishing.finding.results import find
from konfluenz.publishing.models import (
    FindingKind,
    FindingRecord,
    FindingText,
    FindingUse,
    FindingWord,
)
from konfluenz.publishing.models.finding import key_of, keys_of, of_key

pytestmark = pytest.mark.django_db


def service(name, summary="Ein Satz.", **values):
    provider = organizations.add(f"Demo-Haus {name}", kind="association", by=None)
    made = services.add(name, organization=provider, summary=summary, by=None, **values)
    return services.publish(made, by=None)


def titles(query, locale="de", **more):
    return [hit.title for hit in find(query, locale, **more).hits]


@pytest.mark.parametrize(
    ("one", "other", "locale"),
    [
        ("Häuser", "Haus", "de"),
        ("haeuser", "HÄUSER", "de"),
        ("Straße", "strasse", "de-simple"),
        ("courses", "course", "en"),
        ("médecins", "medecin", "fr"),
        ("жильё", "жилье", "ru"),
        ("курсы", "курсов", "ru"),
        ("ґанки", "ганках", "uk"),
        ("лікаря", "лікар", "uk"),
        ("المدرسة", "مدرسه", "ar"),
        ("مُحَاسَبَة", "المحاسبه", "ar"),
        ("کتاب‌ها", "كتاب", "fa"),
        ("öğrenmek", "ogrenme", "tr"),
        ("Sigortası", "sigorta", "tr"),
        ("Wohnungen", "wohnung", "uk"),
    ],
)
def test_words_that_belong_together_share_a_stem(one, other, locale):
    assert stems.stem(one, locale) == stems.stem(other, locale)


@pytest.mark.parametrize(
    ("text", "locale", "words"),
    [
        ("l’école d'été", "fr", ["ecole", "ete"]),
        ("Almanya'da A1’den", "tr", ["almanya", "a1"]),
        ("the child's school", "en", ["the", "child", "school"]),
        ("п’ять м'ячів", "uk", ["пять", "мячів"]),
        ("می\u200cخواهم", "fa", ["ميخواهم"]),
        ("Kita-Platz, 2. Stock", "de", ["kita", "platz", "2", "stock"]),
        ("x" * 61, "de", []),
    ],
)
def test_a_text_is_read_word_by_word(text, locale, words):
    assert [token.word for token in tokens.read(text, locale)] == words


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("krankenversicherungskarte", ["kranken", "versicherung", "karte"]),
        ("kitaplatz", ["kita", "platz"]),
        ("jugendamt", ["jugend", "amt"]),
        ("schulanmeldung", ["schul", "anmeldung"]),
        ("versicherung", []),
        ("kita", []),
        ("kitabuch", []),
    ],
)
def test_a_compound_is_split_into_words_that_are_there(word, parts):
    known = {"kranken", "versicherung", "versicher", "karte", "kita", "platz", "jugend", "amt"}
    known |= {"schul", "anmeldung", "ung"}
    assert compounds.split(word, known) == parts
    assert set(parts) <= compounds.pieces(word)


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        ("kita", "kita", 0),
        ("wohnugn", "wohnung", 1),
        ("arbiet", "arbeit", 1),
        ("fahrad", "fahrrad", 1),
        ("krankenkase", "krankenkasse", 1),
        ("schuhle", "schule", 1),
        ("kurs", "kuhn", 2),
        ("kurs", "haus", 3),
    ],
)
def test_slips_of_the_keyboard_are_counted(one, other, steps):
    assert slips.distance(one, other, 2) == steps


def test_a_german_word_finds_the_page_in_the_language_of_the_reader():
    page = tree.guide("Krankenversicherung", summary="Wer zahlt beim Arzt.")
    texts = {segment.key: {"uk": f"Текст {n}"} for n, segment in enumerate(page.segments())}
    translations.put_fields(page, texts | {"title": {"uk": "Медичне страхування"}}, by=None)
    indexing.rebuild()
    for query in ("Krankenversicherung", "krankenversicherungen", "страхування", "страхуванням"):
        hit = find(query, "uk").hits[0]
        assert (hit.title, hit.locale) == ("Медичне страхування", "uk"), query
        assert hit.address == "/portal/krankenversicherung/"
    hit = find("Krankenversicherung", "ar").hits[0]
    assert (hit.title, hit.locale) == ("Krankenversicherung", "de")
    assert find("страхування", "ar").hits == []


def test_compounds_prefixes_and_split_words_find():
    service("Hilfe mit der Krankenkasse", "Fragen zur Krankenversicherung und zur Karte.")
    service("Kita finden", "Ein Platz für Ihr Kind.")
    service("Schwimmen", "Im Bad, mit Versicherung. Kranke bleiben zu Hause.")
    indexing.rebuild()
    assert titles("Versicherung") == ["Schwimmen", "Hilfe mit der Krankenkasse"]
    assert titles("Krankenk") == ["Hilfe mit der Krankenkasse"]
    assert titles("Kitaplatz") == ["Kita finden"]
    assert titles("kranken kasse")[0] == "Hilfe mit der Krankenkasse"
    assert titles("wie finde ich eine Kita?")[0] == "Kita finden"


def test_a_slip_finds_what_was_meant_and_says_so():
    service("Wohnung suchen")
    service("Möbel abholen")
    indexing.rebuild()
    found = find("Wohnugn", "de")
    assert ([hit.title for hit in found.hits], found.instead) == (["Wohnung suchen"], "Wohnung")
    assert find("moebl abholen", "de").instead == "Möbel abholen"
    assert find("Wohnung", "de").instead == ""
    assert find("xyzzyx", "de").hits == []


def test_a_slip_in_a_compound_is_one_and_no_compound_of_other_words():
    service("Wohngeld")
    service("Wohnen", "Ein Dach.")
    service("Geld", "Alles dazu.")
    indexing.rebuild()
    found = find("Wohnngeld", "de")
    assert ([hit.title for hit in found.hits], found.instead) == (["Wohngeld"], "Wohngeld")
    assert {"Wohnen", "Geld"} < set(titles("Geldwohnen"))
    assert find("Geldwohnen", "de").instead == ""


def test_the_title_counts_more_than_the_text_and_ties_keep_their_order():
    service("Basteln", "Mit Papier.", description="Auch Nähen ist dabei.")
    service("Nähen", "Mit Stoff.")
    service("Stricken", "Nähen auch.")
    indexing.rebuild()
    assert titles("nähen") == ["Nähen", "Stricken", "Basteln"]
    service("Malen", "Wie Töpfern.")
    service("Tonen", "Wie Töpfern.")
    indexing.rebuild()
    assert titles("Töpfern") == ["Malen", "Tonen"]


def test_what_is_not_public_any_more_is_gone_at_once_and_later_from_the_index():
    made = service("Nähen")
    indexing.rebuild()
    services.end(made, by=None)
    assert titles("nähen") == []
    assert FindingRecord.objects.count() == 1
    indexing.refresh(FindingKind.SERVICE, [made.pk])
    assert FindingRecord.objects.count() == FindingUse.objects.count() == 0


def test_what_is_over_is_left_out_the_day_after():
    owner = organizations.add("Demo-Haus", kind="association", by=None)
    today = timezone.localdate()
    notice = goods.add(
        "Fahrräder", organization=owner, expires_on=today + dt.timedelta(days=1), by=None
    )
    goods.publish(notice, by=None)
    indexing.rebuild()
    assert titles("Fahrrad") == ["Fahrräder"]
    FindingRecord.objects.update(until=today - dt.timedelta(days=1))
    assert titles("Fahrrad") == []


def test_the_index_follows_the_change_feed_and_leaves_alone_what_is_the_same(
    settings,
):
    settings.FEED_CONSUMERS = {"finding": "konfluenz.publishing.finding.feeding.on_entries"}
    made = service("Nähen")
    caught_up()
    assert titles("nähen") == ["Nähen"]
    before = set(FindingUse.objects.values_list("pk", flat=True))
    indexing.refresh(FindingKind.SERVICE, [made.pk])
    assert set(FindingUse.objects.values_list("pk", flat=True)) == before
    services.correct(made, {"name": "Stricken"}, by=None)
    translations.put(made, "name", "en", "Knitting", by=None)
    caught_up()
    assert titles("nähen") == []
    assert titles("knit", "en") == ["Knitting"]
    services.end(made, by=None)
    caught_up()
    assert FindingText.objects.count() == 0


def caught_up():
    sealer.seal()
    while feed.catch_up():
        pass


def test_rebuilding_forgets_words_that_nothing_uses(capsys):
    made = service("Nähen")
    indexing.rebuild()
    services.correct(made, {"name": "Stricken"}, by=None)
    call_command("reindex")
    assert capsys.readouterr().out.startswith("1 records can be found")
    assert not FindingWord.objects.filter(word="nahen").exists()
    assert FindingWord.objects.filter(word="stricken").exists()


def test_all_kinds_are_found_with_what_stands_in_their_address():
    municipality.set_up("Musterstadt", land="RP", by=None)
    topics.ensure()
    indexing.rebuild()
    hit = find("Deutsch lernen", "de", kind=FindingKind.TOPIC).hits[0]
    assert (hit.address, hit.title) == ("language_courses", "Deutsch lernen")
    Topic.objects.filter(slug="language_courses").update(active=False)
    assert titles("Deutsch lernen", kind=FindingKind.TOPIC) == []


@pytest.mark.parametrize("query", ["", "   ", "?!", "'; DROP TABLE", "%", "\x00", "a" * 5000, "🦊"])
def test_no_query_does_harm(query):
    service("Nähen")
    indexing.rebuild()
    assert titles(query) == []


def test_a_search_takes_as_many_queries_for_one_record_as_for_many():
    counts = []
    for number in (1, 3):
        for each in range(number):
            service(f"Nähen {number} {each}")
        indexing.rebuild()
        with CaptureQueriesContext(connection) as captured:
            find("nähen", "uk")
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 16


def test_what_was_counted_is_remembered_until_a_text_is_new():
    service("Nähen")
    indexing.rebuild()
    key = FindingUse.objects.values_list("term", flat=True)[0]
    assert lookups.Counts().of_terms([key]) == {key: 1}
    with CaptureQueriesContext(connection) as captured:
        counted = lookups.Counts()
        assert (counted.of_terms([key]), counted.of_locales(["de", "uk"])) == ({key: 1}, 1)
    assert len(captured) == 2
    service("Nähen für alle")
    indexing.rebuild()
    assert lookups.Counts().of_terms([key]) == {key: 2}
    assert lookups.Counts().of_locales(["de"]) == 2


def test_where_nothing_is_public_nothing_is_found():
    assert titles("nähen") == []
    assert lookups.Counts().of_locales(["de"]) == 0


def test_of_many_words_those_that_share_most_letters_are_looked_at():
    for word in ("Sprachkurs", "Sprachkunst", "Sprachkreis", "Sprachkern"):
        service(word)
    indexing.rebuild()
    rows = lookups.alike("de", vocabulary.grams("sprachkurz"), len("sprachkurz"), 2, 1)
    assert [word for _pk, word in rows] == ["sprachkurs"]
    assert find("Sprachkurz", "de").instead == "Sprachkurs"


def test_of_a_kind_nothing_else_is_found_however_alike():
    made = service("Deutsch lernen")
    topics.ensure()
    indexing.rebuild()
    kinds = {kind: find("Deutsch lernen", "de", kind=kind).hits for kind in FindingKind}
    assert {hit.kind for hits in kinds.values() for hit in hits} == {
        FindingKind.SERVICE,
        FindingKind.TOPIC,
    }
    assert [hit.record_id for hit in kinds[FindingKind.SERVICE]] == [made.pk]


@pytest.mark.parametrize("kind", FindingKind)
@pytest.mark.parametrize("record_id", [1, 2**40 - 1])
def test_the_key_of_a_record_says_which_one_it_is(kind, record_id):
    key = key_of(kind, record_id)
    first, last = keys_of(kind)
    assert of_key(key) == (kind, record_id)
    assert first < key <= last < 2**63
