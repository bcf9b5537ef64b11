"""What came of a consultation, in words: every outcome, vote and count that can occur."""

import datetime as dt

import pytest

from konfluenz.council import results, sentences
from konfluenz.council.models import ConsultationResult, Sentence
from konfluenz.council.sentences import SentenceRefused
from konfluenz.directory.models import Organization
from konfluenz.ground import audit

OUTCOMES = {
    "adopted": "beschlossen",
    "recommended": "empfohlen",
    "rejected": "abgelehnt",
    "noted": "zur Kenntnis genommen",
    "adjourned": "vertagt auf die nächste Sitzung",
    "withdrawn": "abgesetzt",
    "no_recommendation": "ohne Beschlussempfehlung",
}
VOTES = {"": "", "unanimous": "einstimmig ", "by_majority": "mehrheitlich "}
AGAINST = {None: "", 0: "", 1: "einer Gegenstimme", 3: "3 Gegenstimmen"}
ABSTENTIONS = {None: "", 0: "", 1: "einer Enthaltung", 2: "2 Enthaltungen"}
FAVOUR = {None: "", 1: " mit einer Ja-Stimme", 30: " mit 30 Ja-Stimmen"}
VOTED = {"adopted", "recommended", "rejected"}
"""Outcomes that say how the vote was."""


@pytest.mark.parametrize(
    ("outcome", "vote"),
    [(outcome, vote) for outcome in OUTCOMES for vote in VOTES if vote or outcome not in VOTED],
)
def test_every_outcome_with_every_vote_and_count(outcome, vote):
    for favour, ja in FAVOUR.items() if vote else [(None, "")]:
        for against, nein in AGAINST.items() if vote == "by_majority" else [(None, "")]:
            for abstained, enthalten in ABSTENTIONS.items() if vote else [(None, "")]:
                result = ConsultationResult(
                    outcome=outcome,
                    vote=vote,
                    votes_for=favour,
                    votes_against=against,
                    abstentions=abstained,
                )
                counts = " und ".join(filter(None, (nein, enthalten)))
                bei = f" bei {counts}" if counts else ""
                assert results.sentence(result) == VOTES[vote] + OUTCOMES[outcome] + ja + bei


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (
            {
                "outcome": "adopted",
                "vote": "by_majority",
                "votes_against": 3,
                "abstentions": 2,
                "amended": True,
            },
            "mehrheitlich beschlossen bei 3 Gegenstimmen und 2 Enthaltungen, in geänderter Fassung",
        ),
        (
            {"outcome": "adopted", "vote": "unanimous", "abstentions": 1},
            "einstimmig beschlossen bei einer Enthaltung",
        ),
        (
            {"outcome": "recommended", "vote": "unanimous", "amended": True},
            "einstimmig empfohlen, in geänderter Fassung",
        ),
        (
            {
                "outcome": "adopted",
                "vote": "by_majority",
                "votes_for": 30,
                "votes_against": 1,
                "abstentions": 1,
                "excluded": 2,
                "present": 34,
                "amended": True,
            },
            "mehrheitlich beschlossen mit 30 Ja-Stimmen bei einer Gegenstimme und einer Enthaltung,"
            " in geänderter Fassung, 2 Mitglieder wegen Befangenheit ausgeschlossen,"
            " 34 Mitglieder anwesend",
        ),
        (
            {"outcome": "rejected", "vote": "unanimous", "excluded": 1, "present": 1},
            "einstimmig abgelehnt, ein Mitglied wegen Befangenheit ausgeschlossen,"
            " ein Mitglied anwesend",
        ),
        (
            {"outcome": "adjourned", "adjourned_to": dt.date(2024, 4, 24)},
            "vertagt auf den 24.04.2024",
        ),
        (
            {"outcome": "referred", "referred_to": Organization(name="Stadtrat")},
            "verwiesen an: Stadtrat",
        ),
        (
            {
                "outcome": "referred",
                "vote": "by_majority",
                "votes_against": 2,
                "referred_to": Organization(name="Stadtrat"),
            },
            "mehrheitlich verwiesen an: Stadtrat bei 2 Gegenstimmen",
        ),
    ],
)
def test_a_result_reads_as_minutes_would_say_it(values, words):
    assert results.sentence(ConsultationResult(**values)) == words


@pytest.mark.django_db
def test_a_sentence_is_sorted_and_the_paper_remembers(paper):
    first = Sentence.objects.first()
    sentences.sort(first, "fact", by=None)
    sentences.sort(first, "fact", by=None)
    assert Sentence.objects.get(pk=first.pk).kind == "fact"
    assert [entry.action for entry in audit.timeline(paper)] == ["sentence.sorted", "paper.added"]
    sentences.sort(first, "", by=None)
    assert Sentence.objects.get(pk=first.pk).kind == ""
    with pytest.raises(SentenceRefused, match="Tatsache"):
        sentences.sort(first, "poem", by=None)
