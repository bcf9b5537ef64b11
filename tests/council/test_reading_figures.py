"""Percentages as proposals (F-01 to F-04): value, how exact, which day, which indicator."""

import pytest
from tests.council.papers_read import INFORMATION, messages, reading

from konfluenz.council.reading import figures

FOREIGN, MIGRATION = "share_non_german", "share_migration_background"
REPORT = "2024-02-23"


def found(text):
    return [
        (each.quote, each.value, each.date, each.precision, each.dated_by, each.indicator)
        for each in figures.find(text, REPORT)
    ]


def test_the_four_figures_of_the_information_paper():
    made = reading(INFORMATION)
    assert [
        (each.quote, each.value, each.approximate, each.date, each.precision, each.dated_by)
        for each in made.figures
    ] == [
        ("9,1 %", "9.1", False, "2007-01-01", "year", "reference_day"),
        ("etwa 20 %", "20", True, "2007-01-01", "year", "reference_day"),
        ("17,7 %", "17.7", False, "2024-02-23", "day", "report"),
        ("36 %", "36", False, "2024-02-23", "day", "report"),
    ]
    assert [each.indicator for each in made.figures] == [FOREIGN, MIGRATION] * 2
    assert all(each.quote in made.sentence(each).text for each in made.figures)


@pytest.mark.parametrize("about", ["etwa", "rund", "ca.", "Knapp", "ungefähr", "mehr als"])
def test_words_that_make_a_figure_approximate(about):
    (figure,) = figures.find(f"Es sind {about} 20 Prozent.", REPORT)
    assert (figure.quote, figure.approximate) == (f"{about} 20 Prozent", True)


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("2007 hatten 9,1 % keine deutsche Staatsangehörigkeit.", FOREIGN),
        ("Ohne deutschen Pass sind 17,7 %.", FOREIGN),
        (
            "Mit Migrationshintergrund lag er bei 36 %, ohne deutschen Pass nicht.",
            MIGRATION,
        ),
        ("36 % haben eine Einwanderungsgeschichte.", MIGRATION),
        ("Die Kosten stiegen um 4 %.", ""),
    ],
)
def test_which_indicator_is_meant(text, indicator):
    assert [each[-1] for each in found(text)] == [indicator]


def test_two_figures_each_with_its_own_indicator():
    text = "Migrationshintergrund haben 36 %, keine deutsche Staatsangehörigkeit 17,7 %."
    assert [each[-1] for each in found(text)] == [MIGRATION, FOREIGN]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Im März 2015 waren es 10 %.", ("2015-03-01", "month", "reference_day")),
        ("Am 31.12.2023 waren es 10 %.", ("2023-12-31", "day", "reference_day")),
        ("Es waren 10 % im Jahr 2019.", ("2019-01-01", "year", "reference_day")),
        ("Nach 2007 sind es heute 10 %.", (REPORT, "day", "report")),
        ("Es sind 10 %.", (REPORT, "day", "report")),
    ],
)
def test_for_which_day_a_figure_holds(text, when):
    assert [each[2:5] for each in found(text)] == [when]


def test_more_than_the_whole_is_told_and_not_proposed():
    made = reading(INFORMATION.replace("17,7 %", "177 %"))
    assert [each.value for each in made.figures] == ["9.1", "20", "36"]
    assert messages(made) == [
        "„177 %“ kann kein Anteil an einem Ganzen sein und wird nicht als Zahl vorgeschlagen."
    ]


@pytest.mark.parametrize("text", ["Am 1.7.2024", "AT/20", "12345 %", "1.234,5 Euro", "% allein"])
def test_what_is_no_percentage(text):
    assert found(text) == []
