"""What a sentence may be: a fact, a task or a promise. A person decides."""

import re

_PROMISED = (
    "vorgelegt|vorlegt|vorlegen|befürwortet|befürworten|erarbeitet|erarbeiten|erstellt|erstellen"
    "|geprüft|prüfen|eingerichtet|einrichten|umgesetzt|umsetzen|berichtet|berichten|fortgeschrieben"
    "|zugesagt|vorbereitet|vorbereiten|eingebracht|unterbreitet|geschaffen|veranlasst|beauftragt"
    "|aufgestellt|bereitgestellt|vorgeschlagen|beantragt|beantragen"
)
_WILL = re.compile(r"\b(wird|werden)\b", re.IGNORECASE)
_VERB = re.compile(rf"\b({_PROMISED})\b", re.IGNORECASE)
_WORKS = re.compile(
    r"\b(erarbeitet|erstellt|prüft|entwickelt|bereitet)\s(?:derzeit\s)?(?:die|das)\s"
    r"(?:Stadtverwaltung|Verwaltung|Stadt|Amt)\b"
    r"|\b(?:Stadtverwaltung|Verwaltung|Stadt)\s(erarbeitet|erstellt|prüft|entwickelt|befürwortet"
    r"|sagt)\b",
    re.IGNORECASE,
)
_SHALL = re.compile(r"\b(soll|sollen|sollte|sollten)\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:wurde|wurden|worden|erfolgte|hat|hatte|hatten)\b", re.IGNORECASE)
_PERSON = re.compile(
    r"\b(?:Herrn?|Frau)\s(?:(?:Dr|Prof|Dipl)\.[-\w.]{0,8}\s){0,3}[A-ZÄÖÜ][\w-]{1,40}"
)


def person(text: str) -> str:
    """Return how a sentence names a person ("Frau Beispiel"), or nothing."""
    named = _PERSON.search(text)
    return named[0] if named else ""


def promise(text: str) -> str:
    """Return the words by which a sentence promises something, or nothing."""
    if works := _WORKS.search(text):
        return works[1] or works[2]
    will = _WILL.search(text)
    verb = _VERB.search(text, will.end()) if will else None
    if will and verb and not _PAST.search(text):
        return f"{will[1]} … {verb[1]}"
    shall = _SHALL.search(text)
    return shall[1] if shall else ""


def kind(text: str, part: str) -> str:
    """Return "fact", "task" or "promise" for a sentence in a part of that kind."""
    if part == "tasks":
        return "task"
    if part in ("recommendation", "financial"):
        return "fact"
    words = promise(text)
    if not words:
        return "task" if _announces(text) else "fact"
    return "task" if _SHALL.fullmatch(words) else "promise"


def _announces(text: str) -> bool:
    """Whether somebody "wird … abstimmen": the future, and no passive of today."""
    *_others, before, last = ["", "", *text.rstrip(" .").lower().split()]
    infinitive = last.endswith(("en", "ern", "eln")) and "ge" not in last
    says_so = infinitive and before not in ("zu", "nicht") and last != "werden"
    return says_so and _WILL.search(text) is not None and not _PAST.search(text)
