"""What volunteers can get to read from this room is there in every language of the portal."""

import re

import pytest

from konfluenz.config import catalogues

ROOM = catalogues.ROOMS / "people"
LANGUAGES = ["de-simple", "uk", "ar", "fa", "tr", "ru", "fr"]
PLACEHOLDER = re.compile(r"%\(\w+\)s")


def texts(code):
    return {message.id: message.string for message in catalogues.stored(ROOM, code) if message.id}


@pytest.mark.parametrize("code", LANGUAGES)
def test_mails_and_refusals_are_complete(code):
    public = {
        message.id
        for message in catalogues.extracted(ROOM)
        if message.id and any("templates/people/mail" in file for file, _line in message.locations)
    }
    refusals = {
        message.id
        for message in catalogues.extracted(ROOM)
        if message.id
        and any(
            file
            in {f"people/{name}.py" for name in ("contacts", "consents", "languages", "persons")}
            for file, _line in message.locations
        )
    }
    assert len(public) == 20
    assert len(refusals) > 12
    there = {text for text, string in texts(code).items() if string}
    assert (public | refusals) - there == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_placeholders_match_and_all_languages_have_the_same_texts(code):
    stored = texts(code)
    wrong = [
        text
        for text, string in stored.items()
        if sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(string))
    ]
    assert wrong == []
    assert stored.keys() == texts("uk").keys()
