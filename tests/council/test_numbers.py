"""Number ranges: each number once, whoever asks at the same time."""

import datetime as dt

import pytest
from tests.directory.race import together

from konfluenz.council import numbers, papers
from konfluenz.council.models import NumberRange, Paper
from konfluenz.council.numbers import NumberRefused, Pattern
from konfluenz.council.papers import PaperRefused

pytestmark = pytest.mark.django_db
HEAD = {"paper_type": "information", "subject": "Bericht", "date": dt.date(2024, 2, 23)}


@pytest.fixture
def ranges(db):
    return numbers.arrange({"information": Pattern("UV"), "motion": Pattern("AT", 3)}, by=None)


def add(**values):
    return papers.add(HEAD | values, numbered=True, by=None).reference


def test_numbers_count_on_within_a_year_and_begin_anew_in_the_next(ranges):
    assert [add(), add(), add(paper_type="motion")] == [
        "UV/0001/2024",
        "UV/0002/2024",
        "AT/001/2024",
    ]
    assert add(date=dt.date(2025, 1, 2)) == "UV/0001/2025"
    # A paper of last year that comes late gets a number of its own year.
    assert add(date=dt.date(2024, 12, 31)) == "UV/0003/2024"
    assert add(date=dt.date(2025, 1, 3)) == "UV/0002/2025"


def test_what_a_paper_bears_already_is_passed_over(ranges):
    for number in ("UV/0001/2024", "uv/0002/2024", "UV/0004/2024"):
        papers.add(HEAD | {"reference": number}, by=None)
    assert numbers.coming(2024) == {"information": "UV/0003/2024", "motion": "AT/001/2024"}
    assert [add(), add()] == ["UV/0003/2024", "UV/0005/2024"]
    assert add(reference="UV/0099/2024") == "UV/0099/2024"


def test_a_paper_that_is_refused_takes_no_number(ranges):
    with pytest.raises(PaperRefused):
        add(subject="")
    assert add() == "UV/0001/2024"


def test_a_kind_without_a_range_says_so(ranges):
    with pytest.raises(PaperRefused, match="„Beschlussvorlage“ hat keinen Nummernkreis"):
        add(paper_type="decision")


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (Pattern("U/V"), "Großbuchstaben"),
        (Pattern("uv"), "Großbuchstaben"),
        (Pattern("BV", 9), "eine bis acht Stellen"),
        (Pattern("AT"), "dieselben Nummern"),
    ],
)
def test_a_range_that_is_none_is_refused(ranges, pattern, words):
    with pytest.raises(NumberRefused, match=words):
        numbers.arrange({"decision": pattern}, by=None)
    assert NumberRange.objects.count() == 2


def test_an_empty_prefix_ends_a_range(ranges):
    numbers.arrange({"motion": Pattern("")}, by=None)
    assert list(numbers.coming(2024)) == ["information"]


def test_an_address_that_a_page_has_is_not_given_to_a_paper():
    assert papers.add(HEAD | {"subject": "Beschlusskontrolle"}, by=None).slug == (
        "beschlusskontrolle-2"
    )


@pytest.mark.django_db(transaction=True)
def test_people_at_once_get_different_numbers():
    numbers.arrange({"information": Pattern("UV")}, by=None)
    assert together(add, add, add) == ["done"] * 3
    assert sorted(Paper.objects.values_list("reference", flat=True)) == [
        "UV/0001/2024",
        "UV/0002/2024",
        "UV/0003/2024",
    ]
