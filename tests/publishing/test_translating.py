"""Texts of records for translators: how they stand, saving by two at once, the glossary."""

import pytest
from tests.publishing import tree

from konfluenz.directory import organizations, resources, services, topics
from konfluenz.directory.models import Topic
from konfluenz.ground import translations
from konfluenz.ground.models import Translation
from konfluenz.publishing import pages
from konfluenz.publishing.translating import markup, standings, terms, texts
from konfluenz.publishing.translating.kinds import KINDS
from konfluenz.publishing.translating.markup import MarkupRefused, Piece
from konfluenz.publishing.translating.terms import TermRefused
from konfluenz.publishing.translating.texts import TextsRefused, Written

pytestmark = pytest.mark.django_db
LINKS, PAGES, SERVICES = KINDS["links"], KINDS["seiten"], KINDS["angebote"]


def site(name="Sprachkurse", number=1, **more):
    one = resources.add(name, f"https://example.org/{number}", by=None, expects="Kurse", **more)
    return resources.publish(one, by=None)


def write(one, said, *, kind=LINKS, locale="uk", seen=None, **more):
    """Save what a translator typed who saw `seen`, by default what stands there now."""
    seen = seen or {text.segment.key: text.seen for text in texts.of(kind, one, locale)}
    written = {
        name: Written(text.removesuffix(" ✓"), text.endswith(" ✓"), seen[name])
        for name, text in said.items()
    }
    return texts.save(kind, one, locale, written, by=None, **more)


def states(one, kind=LINKS, locale="uk"):
    return {text.segment.key: str(text.state) for text in texts.of(kind, one, locale)}


def said(one, locale="uk"):
    rows = Translation.objects.filter(record_id=str(one.pk), locale=locale)
    return dict(rows.values_list("field", "text"))


def test_a_text_goes_from_missing_to_checked_and_is_outdated_when_the_german_moves_on():
    one = site()
    seen = [states(one)]
    write(one, {"name": "Курси"}, machine=True)
    seen.append(states(one))
    write(one, {"name": "Курси мови", "expects": "Мова ✓"})
    seen.append(states(one))
    one = resources.correct(one, {"name": "Sprachkurse am Abend"}, by=None)
    seen.append(states(one))
    write(one, {"name": "Курси мови ✓"})
    seen.append(states(one))
    write(one, {"expects": ""})
    seen.append(states(one))
    assert seen == [
        {"name": "missing", "expects": "missing"},
        {"name": "machine", "expects": "missing"},
        {"name": "draft", "expects": "checked"},
        {"name": "outdated", "expects": "checked"},
        {"name": "checked", "expects": "checked"},
        {"name": "checked", "expects": "missing"},
    ]


def test_what_a_translator_left_as_it_was_is_not_written_again():
    one = site()
    write(one, {"name": "Курси"}, machine=True)
    write(one, {"name": "Курси", "expects": "Мова"})
    assert states(one) == {"name": "machine", "expects": "draft"}


def test_of_two_translators_the_second_is_told_and_both_keep_what_they_wrote():
    one = site()
    seen = {text.segment.key: text.seen for text in texts.of(LINKS, one, "uk")}
    write(one, {"name": "Перший", "expects": ""}, seen=seen)
    clashing = write(one, {"name": "Другий", "expects": "Мова"}, seen=seen)
    assert {name: text.text for name, text in clashing.items()} == {"name": "Перший"}
    assert said(one) == {"name": "Перший", "expects": "Мова"}
    assert write(one, {"name": "Другий"}) == {}
    assert said(one) == {"name": "Другий", "expects": "Мова"}


def test_a_tick_of_somebody_else_stays_when_the_second_touched_nothing():
    one = site()
    write(one, {"name": "Курси"})
    seen = {text.segment.key: text.seen for text in texts.of(LINKS, one, "uk")}
    write(one, {"name": "Курси ✓"}, seen=seen)
    assert write(one, {"name": "Курси"}, seen=seen) == {}
    assert states(one)["name"] == "checked"


def test_german_that_changes_while_somebody_translates_is_told():
    one = site()
    seen = {text.segment.key: text.seen for text in texts.of(LINKS, one, "uk")}
    one = resources.correct(one, {"name": "Sportkurse"}, by=None)
    assert list(write(one, {"name": "Мовні курси ✓"}, seen=seen)) == ["name"]
    assert said(one) == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<p>Курси</p>", "Der Link https://example.org/kurs fehlt"),
        (
            '<p><a href="https://example.org/kurs">Курси</a> <a href="https://evil.example/">x</a></p>',
            "Der Link https://evil.example/ steht nicht im deutschen Text",
        ),
    ],
)
def test_a_link_that_is_lost_or_invented_is_refused_and_nothing_is_saved(text, told):
    page = tree.guide(body=tree.stored(' <a href="https://example.org/kurs">Kurs</a>'))
    with pytest.raises(TextsRefused) as refused:
        write(page, {f"{tree.TEXT}.text": text, "title": "Мова"}, kind=PAGES)
    assert told in refused.value.reasons[f"{tree.TEXT}.text"]
    assert said(page) == {}


def test_running_text_is_cleaned_and_gets_its_paragraphs():
    source = '<p>Mehr <a linktype="page" id="3">dort</a></p>'
    typed = 'Більше <a linktype="page" id="3" onclick="x()">там</a><script>1</script>\n\n<b>Так'
    assert markup.cleaned(source, typed) == (
        '<p>Більше <a linktype="page" id="3">там</a></p><p><b>Так</b></p>'
    )
    with pytest.raises(MarkupRefused):
        markup.cleaned(source, '<p><a linktype="page" id="4">там</a></p>')


def test_what_changed_in_the_german_is_told_word_by_word():
    assert markup.compared("<p>Montag bis Freitag</p>", "<p>Montag bis Samstag</p>") == [
        Piece("same", "<p>Montag bis "),
        Piece("out", "Freitag"),
        Piece("in", "Samstag"),
        Piece("same", "</p>"),
    ]


def test_notes_on_hours_lists_and_topics_are_translated_in_the_same_way():
    topics.ensure()
    club = organizations.add("Verein", kind="association", by=None)
    more = {"summary": "Ein Satz.", "documents": ["A", "B"]}
    one = services.add("Café", organization=club, by=None, **more)
    services.publish(one, by=None)
    assert list(states(one, SERVICES)) == ["name", "summary", "documents"]
    write(one, {"documents": "А\r\nБ ✓"}, kind=SERVICES)
    assert translations.told([one], "uk")[one.pk]["documents"].text == "А\nБ"
    assert list(states(Topic.objects.first(), KINDS["themen"])) == ["name"]


def test_everything_is_asked_with_the_same_number_of_queries(django_assert_num_queries):
    pages.root()

    def asked():
        with django_assert_num_queries(14):
            return standings.everything()

    site()
    tree.guide()
    asked()
    for number in range(2, 40):
        site(f"Seite {number}", number)
        tree.guide(f"Seite {number}")
    found = asked()
    assert len({(one.kind.slug, one.record.pk) for one in found if one.kind.slug == "links"}) == 39
    assert {one.state.value for one in found if one.kind.slug == "seiten"} == {"missing"}


def test_a_term_is_found_with_its_endings_and_stands_once_in_each_language():
    term = terms.add("Wohngeld", "uk", "житлова допомога", by=None)
    terms.add("Wohngeld", "ar", "إعانة السكن", by=None)
    known = terms.of("uk")
    for text in ("<p>Wohngeld</p>", "des Wohngeldes", "wohngeld?"):
        assert terms.within(known, text) == [term]
    for text in ("Wohngeldstelle", "Mietwohngeld", "Wohnung"):
        assert terms.within(known, text) == []
    with pytest.raises(TermRefused, match="Glossar"):
        terms.add("wohngeld", "uk", "інше", by=None)
    term = terms.correct(term, {"note": "immer"}, seen=0, by=None)
    assert term.revision == 1
    terms.remove(term, by=None)
    assert terms.of("uk") == []
