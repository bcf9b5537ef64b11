"""What a table holds about people, why, on what legal basis and for how long.

Every model says it beside its fields::

    @personal_data.declare(
        subject="person",
        holds={"value": REACH_PEOPLE, "confirmed_at": REACH_PEOPLE},
        free="kind preferred",
    )
    class ContactChannel(models.Model): ...

`tests/house` fails on a field that is neither held nor free. The register of processing
(Art. 30 DSGVO), the answer to an access request (Art. 15, 20), erasure (Art. 17) and the
retention run are made from these declarations and from nothing else.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from django.apps import apps
from django.db import models

SELF = "self"

ModelClass = TypeVar("ModelClass", bound=type[models.Model])


class Basis(StrEnum):
    """The legal bases of Art. 6 (1) DSGVO that a municipality works on."""

    CONSENT = "Art. 6 (1) a"
    CONTRACT = "Art. 6 (1) b"
    LEGAL_DUTY = "Art. 6 (1) c"
    PUBLIC_TASK = "Art. 6 (1) e"


class Ending(StrEnum):
    """What happens to a field when its time is over (DIN 66398)."""

    DELETE = "delete"
    MINIMISE = "minimise"


@dataclass(frozen=True)
class Retention:
    """How long: `days` after the event named `start`, then `ending`. None: until the event."""

    start: str
    days: int | None
    ending: Ending = Ending.DELETE


@dataclass(frozen=True)
class Use:
    """One purpose of processing, as it stands in the register of processing."""

    purpose: str
    basis: Basis
    retention: Retention


@dataclass(frozen=True)
class Declaration:
    """What one model holds. `subject` is the path from a row to the person it is about.

    "self": the row is the person. None: the row is about nobody, at most it names who
    worked on it.
    """

    model: type[models.Model]
    subject: str | None
    holds: Mapping[str, Use]
    free: frozenset[str]


_declarations: dict[str, Declaration] = {}


def declare(
    *, subject: str | None, holds: Mapping[str, Use] | None = None, free: str = ""
) -> Callable[[ModelClass], ModelClass]:
    """Return a class decorator that declares a model's fields.

    Keys of `holds` name one or several fields, separated by blanks; `free` lists in the
    same way the fields that are no personal data. Keys of the row itself need no mention.
    """
    fields = {name: use for names, use in (holds or {}).items() for name in names.split()}

    def decorate(model: ModelClass) -> ModelClass:
        _declarations[model._meta.label_lower] = Declaration(
            model=model, subject=subject, holds=fields, free=frozenset(free.split())
        )
        return model

    return decorate


def of(model: type[models.Model]) -> Declaration | None:
    """Return the declaration of `model`, or None when it made none."""
    return _declarations.get(model._meta.label_lower)


def all_declared() -> Iterator[Declaration]:
    """Yield every declaration in the order of the models."""
    for model in apps.get_models():
        if (declaration := of(model)) is not None:
            yield declaration
