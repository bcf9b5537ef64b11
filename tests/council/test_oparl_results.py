"""The words of results: taken over where they are sure, kept as text where they are not."""

import pytest
from tests.council.oparl_town import consultation, item, meeting, organization, paper, take

from konfluenz.council.models import Consultation, ConsultationResult, MeetingItem, Paper
from konfluenz.council.oparl import result_words, words

SURE = {
    "einstimmig zugestimmt": ("adopted", "unanimous"),
    "Einstimmig beschlossen": ("adopted", "unanimous"),
    "mehrheitlich beschlossen": ("adopted", "by_majority"),
    "mehrheitlich abgelehnt": ("rejected", "by_majority"),
    "einstimmig abgelehnt": ("rejected", "unanimous"),
    "einstimmig empfohlen": ("recommended", "unanimous"),
    "Kenntnisnahme": ("noted", ""),
    "zur Kenntnis genommen": ("noted", ""),
    "vertagt": ("adjourned", ""),
    "zurückgestellt": ("adjourned", ""),
    "abgesetzt": ("withdrawn", ""),
    "von der Tagesordnung abgesetzt": ("withdrawn", ""),
    "ohne Beschlussempfehlung": ("no_recommendation", ""),
}
UNSURE = (
    *("", "erledigt", "gewählt", "keine Abstimmung", "Zustimmung", "teilweise zugestimmt"),
    *("einverstanden", "vorberaten ohne Änderungen", "nicht einstimmig beschlossen"),
    *("mit Stellungnahme einverstanden", "einstimmig vertagt", "einstimmig beschlossen, abgelehnt"),
    *("Beratung im Fachgremium/Arbeitskreis", "einstimmig beschlossen bei 2 Gegenstimmen"),
    *("zur Kenntnis genommen bei 2 Enthaltungen", "geändert abgelehnt", "mehrheitlich"),
    *("nicht beschlossen", "mehrheitlich zugestimmt und vertagt"),
)


@pytest.mark.parametrize("said", SURE)
def test_what_is_sure_is_taken(said):
    found = result_words.read(said)
    assert (found.outcome, found.vote) == SURE[said]


def test_what_is_not_sure_stays_text():
    assert [said for said in UNSURE if result_words.read(said) is not None] == []


def test_heads_are_counted():
    found = result_words.read("mehrheitlich beschlossen (Ja 20, Nein 3, Enthaltungen 2)")
    assert (found.votes_for, found.votes_against, found.abstentions) == (20, 3, 2)
    found = result_words.read("einstimmig zugestimmt bei einer Enthaltung")
    assert (found.vote, found.abstentions, found.votes_against) == ("unanimous", 1, None)


def test_a_body_that_advises_recommends():
    assert result_words.read("einstimmig beschlossen", "preliminary").outcome == "recommended"
    assert result_words.read("einstimmig beschlossen", "decision").outcome == "adopted"


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Antrag", "motion"),
        ("Anfrage", "enquiry"),
        ("Änderungs-/Ergänzungsantrag", "amendment"),
        ("INFORMATIONSVORLAGE", "information"),
        ("Mitteilungsvorlage", "information"),
        ("Beschlussvorlage", "decision"),
        ("Beschlußvorlage", "decision"),
        ("Stellungnahme der Verwaltung", "statement"),
        ("Niederschrift", "minutes"),
        ("Haushalt THH 5000", None),
        ("", None),
    ],
)
def test_kinds_of_papers(word, kind):
    assert words.paper_type(word) == kind


@pytest.mark.django_db
def test_a_referral_needs_its_body_and_an_amended_result_its_wording():
    stations = [paper(n, consultation(n, item=n)) for n in range(1, 6)]
    amended = {"result": "Mehrheitlich zugestimmt zu geändertem Beschlusstext"}
    held = meeting(
        1,
        item(1, result="verwiesen in den Sozialausschuss"),
        item(2, result="verwiesen in Fachausschuss"),
        item(3, **amended),
        item(4, resolutionText="Die Stelle kommt.", **amended),
        item(5, result="erledigt"),
    )
    take(organization(8, "Sozialausschuss"), held, *stations)
    results = {
        result.consultation.paper.reference: (
            result.outcome,
            result.amended,
            result.text,
            str(result.referred_to or ""),
        )
        for result in ConsultationResult.objects.all()
    }
    assert results == {
        "BV/0001/2024": ("referred", False, "", "Sozialausschuss"),
        "BV/0004/2024": ("adopted", True, "Die Stelle kommt.", ""),
    }
    assert MeetingItem.objects.get(number="Ö 5").result == "erledigt"
    assert (Paper.objects.count(), Consultation.objects.count()) == (5, 5)
