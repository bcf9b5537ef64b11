"""Every text has its translation: German in all rooms, all languages where the public reads."""

import re
from functools import cache, partial

import pytest

from konfluenz.config import catalogues, public_texts

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
ROOMS = {room.name: room for room in catalogues.rooms()}
CASES = [(room, code) for room in ROOMS.values() for code in catalogues.languages(room)]
IDS = [f"{room.name}-{code}" for room, code in CASES]


def _forms(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, list | tuple) else (str(text or ""),)


def _key(message) -> tuple:
    return (message.context, _forms(message.id))


@pytest.mark.parametrize("name", ROOMS)
def test_every_text_is_translated_and_nothing_else_is_there(name, monkeypatch):
    """All languages of a room together: its source is read once for all of them."""
    room = ROOMS[name]
    monkeypatch.setattr(catalogues, "_texts", cache(partial(_as_list, catalogues._texts)))
    source = {_key(message) for message in catalogues.extracted(room) if message.id}
    wrong = {}
    for code in catalogues.languages(room):
        needed = {_key(message) for message in catalogues.extracted(room, code) if message.id}
        stored = catalogues.stored(room, code)
        done = {_key(m) for m in stored if m.id and all(_forms(m.string)) and not m.fuzzy}
        there = {_key(message) for message in stored if message.id}
        wrong[code, "not translated"] = sorted(map(str, needed - done))
        wrong[code, "no longer in the source"] = sorted(map(str, there - source))
        wrong[code, "obsolete"] = list(stored.obsolete)
    assert {what: texts for what, texts in wrong.items() if texts} == {}


def _as_list(texts, file):
    return list(texts(file))


@pytest.mark.parametrize(("room", "code"), CASES, ids=IDS)
def test_placeholders_and_plural_forms_match(room, code):
    stored = catalogues.stored(room, code)
    wrong = []
    for message in stored:
        if not message.id or message.fuzzy or not any(_forms(message.string)):
            continue
        wanted = {found for form in _forms(message.id) for found in PLACEHOLDER.findall(form)}
        plural = not isinstance(message.id, str)
        if plural and len(_forms(message.string)) != stored.num_plurals:
            wrong.append((message.id, "plural forms"))
        for form in _forms(message.string):
            found = set(PLACEHOLDER.findall(form))
            if found - wanted or (not plural and found != wanted):
                wrong.append((message.id, form))
    assert wrong == []


def test_every_language_of_the_settings_has_a_catalogue_in_the_portal():
    room = catalogues.ROOMS / "portal"
    assert catalogues.languages(room) == ["de", "de-simple", "uk", "ar", "fa", "tr", "ru", "fr"]
    assert catalogues.path(room, "de-simple").parts[-3] == "de_Simple"


def test_what_meets_the_public_is_there_to_meet_it():
    """A function that is renamed takes its refusals along."""
    rooms = {room.name: room for room in catalogues.rooms()}
    assert set(public_texts.PUBLIC_TEXTS) <= set(rooms)
    gone = {name: public_texts.unmatched(rooms[name]) for name in public_texts.PUBLIC_TEXTS}
    assert {name: entries for name, entries in gone.items() if entries} == {}


def test_one_text_has_one_translation_in_all_rooms():
    """Django merges the rooms' catalogues: of two translations only one would ever be read."""
    said: dict[tuple, set] = {}
    for room, code in CASES:
        for message in catalogues.stored(room, code):
            if message.id:
                said.setdefault((code, *_key(message)), set()).add(_forms(message.string))
    assert {key: texts for key, texts in said.items() if len(texts) > 1} == {}
