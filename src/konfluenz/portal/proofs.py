"""What everybody may read of the links from a sentence to what answers it.

The office sees more: here a record is named only where it is public itself, an Aufgabe never.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from konfluenz.council import quotes
from konfluenz.council.proofs import Proof, Why
from konfluenz.council.values import Choice, Count, Day, Number, Several, Value, Words
from konfluenz.ground import dates
from konfluenz.portal import addresses, numbers, readings
from konfluenz.portal.language import SOURCE
from konfluenz.steering.models import Unit

WHY: dict[str, str | Promise] = {
    Why.EQUAL: gettext_lazy("What is stored says the same as the paper."),
    Why.OTHERWISE: gettext_lazy("What is stored says something else today."),
    Why.EMPTY: gettext_lazy("What is stored says nothing about this today."),
    Why.GONE: gettext_lazy("What vouched for this was deleted."),
    Why.TASK_DONE: gettext_lazy("The administration kept this as a task, and it is done."),
    Why.TASK_LIVE: gettext_lazy("The administration keeps this as a task. It is not done yet."),
    Why.TASK_DROPPED: gettext_lazy("The administration closed the task without doing it."),
    Why.ALIVE: gettext_lazy("This is being done: there are new records of it."),
    Why.IDLE: gettext_lazy("There are no new records of this."),
}
NEVER_NAMED = frozenset({Why.GONE, Why.TASK_DONE, Why.TASK_LIVE, Why.TASK_DROPPED})
"""Here the reason says all: there is no record to show, or it is the administration's own."""


@dataclass(frozen=True)
class Card:
    """The proofs that one public record gives, in their order; others stand alone."""

    title: str
    url: str
    proofs: list["Shown"]


@dataclass(frozen=True)
class Shown:
    """A proof as the public reads it.

    `state` is the slug of its answer, `label` what was read, `value` what is stored now and
    `value_language` its language where that is not the page's. `hidden`: the record is not
    public, and neither are its title, value and source.
    """

    quote: str
    why: str
    state: str
    hidden: bool = False
    title: str = ""
    label: str = ""
    value: str = ""
    value_language: str = ""
    source: str = ""
    url: str = ""


def shown(proofs: Iterable[Proof], language: str) -> list[Shown]:
    """Return the `proofs` that count, with an address each where a public page has more.

    One query for each kind of record.
    """
    counted = [proof for proof in proofs if proof.counts]
    wanted = [proof.reference for proof in counted if proof.reference and proof.public]
    records = addresses.readable(wanted)
    return [
        _activity(proof)
        if proof.reference is None
        else _record(proof, records.get(proof.reference), language)
        for proof in counted
    ]


def cards(found: Iterable[Shown]) -> list[Card]:
    """Return the proofs with those that follow one another from the same record together."""
    made: list[Card] = []
    for one in found:
        if made and one.title and (made[-1].title, made[-1].url) == (one.title, one.url):
            made[-1].proofs.append(one)
        else:
            made.append(Card(one.title, one.url, [one]))
    return made


def say(value: Value | None) -> tuple[str, str]:
    """Return `value` in the reader's language, and "de" where only German data says it."""
    match value:
        case Number(number, approximate, percent):
            unit = Unit.PERCENT if percent else Unit.COUNT
            return numbers.show(number, unit, approximate=approximate), ""
        case Count(number):
            return numbers.plain(number), ""
        case Day(date, precision):
            return dates.show(date, precision), ""
        case Several(values):
            said = [say(one) for one in values]
            return ", ".join(text for text, _ in said), max((code for _, code in said), default="")
        case Words(text) | Choice(text):
            return text, SOURCE
    return "", ""


def _activity(proof: Proof) -> Shown:
    value, _ = say(proof.reading)
    return Shown("", str(WHY[proof.code]), proof.answer.value, value=value)


def _record(proof: Proof, record: models.Model | None, language: str) -> Shown:
    reading = proof.evidence.attribute
    told = Shown(proof.quote, str(WHY[proof.code]), proof.answer.value)
    if record is None or not readings.is_public(record, reading):
        return replace(told, hidden=proof.code not in NEVER_NAMED)
    named = readings.named_by(proof.reading, lambda value: quotes.says(proof.quote, value))
    value, value_language = say(named)
    return replace(
        told,
        title=proof.title,
        label=readings.label(reading),
        value=value,
        value_language=value_language,
        source=readings.source(record, reading, proof.source),
        url=addresses.of(record, language),
    )
