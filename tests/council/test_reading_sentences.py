"""German text into sentences, and days in it."""

import datetime as dt

import pytest

from konfluenz.council.reading import dates, sentences


@pytest.mark.parametrize(
    "text",
    [
        "Erste Maßnahmen, z. B. Sprachförderung, beginnen.",
        "Erste Maßnahmen (wie z.B. Die Sprachförderung) beginnen.",
        "Am 30.06.22 erfolgte die Beschlussfassung.",
        "Am 30. Juni 2022 wurde beschlossen.",
        "Am 30.06. Wurde gebaut.",
        "Die Vorlage Nr. UV/0050/2024 liegt vor.",
        "Das sind ca. 20 % aller Menschen bzw. Haushalte.",
        "Bei der Verabschiedung des 1. Integrationskonzeptes war es anders.",
        "Unter Az. 31.20.01/Lo wird die Akte geführt.",
        "Nach § 56 Abs. 3 Gemeindeordnung gilt das.",
        "Dr. Prof. Beispiel kam.",
        "Es gilt d. h. Immer.",
        "Er sagte „Wir kommen.“ und ging.",
    ],
)
def test_one_sentence_stays_one(text):
    assert sentences.split(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eins ist da. Zwei folgt.", ["Eins ist da.", "Zwei folgt."]),
        ("Er sagte: „Wir kommen.“ Dann ging er.", ["Er sagte: „Wir kommen.“", "Dann ging er."]),
        ("Wirklich? Ja! Gut …  So ist es.", ["Wirklich?", "Ja!", "Gut …", "So ist es."]),
        ("Das war 2015. Danach kam nichts.", ["Das war 2015.", "Danach kam nichts."]),
        ("Sie tagen am 30. Die Stadt lädt ein.", ["Sie tagen am 30.", "Die Stadt lädt ein."]),
        ("Spenden, Gesundheit usw. Öffentlich.", ["Spenden, Gesundheit usw.", "Öffentlich."]),
        ("Es sind 36 %. Das ist viel.", ["Es sind 36 %.", "Das ist viel."]),
        ("Siehe TOP 21. „Neu“ ist das.", ["Siehe TOP 21. „Neu“ ist das."]),
        ("  viel\t\tLuft \u00a0 hier ", ["viel Luft hier"]),
        ("", []),
    ],
)
def test_where_a_sentence_ends(text, expected):
    assert sentences.split(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("am 30.06.22", [("2022-06-30", "day")]),
        ("am 30.06.75", [("1975-06-30", "day")]),
        ("am 30. Juni 2022", [("2022-06-30", "day")]),
        ("im März 2015 und 2007", [("2015-03-01", "month"), ("2007-01-01", "year")]),
        ("am 31.02.2024", []),
        ("AT/0045/2015 und UV/0050/2024, 20,15 %, 2.015", []),
        ("Az. 31.20.01/Lo", []),
    ],
)
def test_days_in_a_text(text, expected):
    assert [(day.date.isoformat(), day.precision) for day in dates.find(text)] == expected


def test_the_first_full_day():
    assert dates.first("März 2015, dann 17.09.2015") == dt.date(2015, 9, 17).isoformat()
