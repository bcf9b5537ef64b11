import pytest

from konfluenz.council import boxes, results
from konfluenz.council.boxes import BoxesRefused
from konfluenz.council.models import ConsultationResult

PRINTED = [
    "einstimmig",
    "mehrheitl.",
    "ohne BE",
    "abgelehnt",
    "Kenntnis",
    "abgesetzt",
    "verwiesen",
    "vertagt",
    "geändert",
    "Enthaltungen",
    "Gegenstimmen",
]


def test_no_result_yet_is_eleven_empty_boxes_in_the_printed_order():
    found = results.boxes(None)
    assert [box.label for box in found] == PRINTED
    assert [(box.ticked, box.count) for box in found] == [(False, None)] * 11


TICKS = [
    ({"outcome": "adopted", "vote": "unanimous"}, "einstimmig"),
    ({"outcome": "recommended", "vote": "by_majority"}, "mehrheitl."),
    (
        {"outcome": "adopted", "vote": "by_majority", "votes_against": 3, "abstentions": 2},
        "mehrheitl. Enthaltungen Gegenstimmen",
    ),
    ({"outcome": "adopted", "vote": "unanimous", "abstentions": 0}, "einstimmig"),
    (
        {"outcome": "adopted", "vote": "unanimous", "amended": True, "text": "So."},
        "einstimmig geändert",
    ),
    ({"outcome": "rejected", "vote": "unanimous"}, "einstimmig abgelehnt"),
    ({"outcome": "noted"}, "Kenntnis"),
    ({"outcome": "noted", "vote": "unanimous"}, "einstimmig Kenntnis"),
    ({"outcome": "referred"}, "verwiesen"),
    ({"outcome": "adjourned"}, "vertagt"),
    ({"outcome": "withdrawn"}, "abgesetzt"),
    ({"outcome": "no_recommendation"}, "ohne BE"),
]


@pytest.mark.parametrize(("values", "ticked"), TICKS)
def test_each_result_ticks_its_boxes(values, ticked):
    found = results.boxes(ConsultationResult(**values))
    assert " ".join(box.label for box in found if box.ticked) == ticked


def test_the_last_two_boxes_say_how_many():
    found = results.boxes(
        ConsultationResult(
            outcome="adopted", vote="by_majority", votes_against=3, abstentions=0, votes_for=9
        )
    )
    assert {box.label: box.count for box in found if box.count is not None} == {
        "Gegenstimmen": 3,
        "Enthaltungen": 0,
    }


@pytest.mark.parametrize(
    ("ticked", "plain", "wanted"),
    [
        ({}, "adopted", None),
        (dict.fromkeys(boxes.Code.values, False), "adopted", None),
        ({"abstentions": None, "votes_against": 0}, "adopted", None),
        ({"unanimous": True}, "adopted", ("adopted", "unanimous", False, None, None)),
        ({"unanimous": True}, "recommended", ("recommended", "unanimous", False, None, None)),
        (
            {"by_majority": True, "amended": True, "votes_against": 3, "abstentions": 2},
            "adopted",
            ("adopted", "by_majority", True, 2, 3),
        ),
        (
            {"rejected": True, "unanimous": True},
            "adopted",
            ("rejected", "unanimous", False) + (None,) * 2,
        ),
        ({"noted": True}, "adopted", ("noted", "", False, None, None)),
        (
            {"by_majority": True, "votes_against": True},
            "adopted",
            ("adopted", "by_majority", False) + (None,) * 2,
        ),
        ({"abstentions": 1}, "adopted", ("adopted", "", False, 1, None)),
    ],
)
def test_boxes_are_read_back(ticked, plain, wanted):
    values = boxes.read(ticked, plain=plain)
    assert (values and tuple(values.values())) == wanted


@pytest.mark.parametrize(
    ("ticked", "words"),
    [
        ({"unanimous": True, "by_majority": True}, "schließen einander aus"),
        ({"noted": True, "adjourned": True}, "nur einen Ausgang"),
        ({"sideways": True}, "„sideways“ gibt es nicht"),
    ],
)
def test_boxes_that_contradict_each_other_are_refused(ticked, words):
    with pytest.raises(BoxesRefused, match=words):
        boxes.read(ticked)


@pytest.mark.parametrize(("values", "ticked"), TICKS)
def test_reading_the_boxes_of_a_result_gives_the_result(values, ticked):
    found = results.boxes(ConsultationResult(**values))
    again = boxes.read(
        {box.code: box.ticked if box.count is None else box.count for box in found},
        plain=values["outcome"],
    )
    assert again is not None
    assert {name: again[name] for name in ("outcome", "vote", "amended")} == {
        "vote": "",
        "amended": False,
    } | {name: values[name] for name in ("outcome", "vote", "amended") if name in values}
