"""The fields in which what was read of a paper is checked, made from the reading.

A name says where its field belongs: "subject", "path-0-body", "kind-2-0" (part 2, sentence 0),
"figure-0-value", "promise-0-unit".
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms as django_forms
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from konfluenz.council.boxes import COUNTED, Code
from konfluenz.council.models import ConsultationRole, PaperType, Recommendation, SentenceKind
from konfluenz.council.reading.shape import Figure, Reading, ReadSentence, Station
from konfluenz.directory.models import OrgUnit
from konfluenz.ground.dates import Precision
from konfluenz.office import forms
from konfluenz.steering.models import Indicator

Text = str | Promise
Made = Iterator[tuple[str, django_forms.Field, Any]]
"""Name, field, and what stands in it at first."""

HEAD: dict[str, tuple[Text, int]] = {
    "reference": (_("Number"), 40),
    "subject": (_("Subject"), 400),
    "department": (_("Department"), 160),
    "author_number": (_("Number of the author’s office"), 20),
    "author": (_("Author as printed"), 120),
    "file_reference": (_("File reference"), 60),
    "answers": (_("Answers the paper"), 40),
    "topic": (_("What the motion is about"), 400),
}
"""The texts of the head with their longest lengths, in the printed order."""

LONGEST_TITLE = 200
MOST_HEADS = 999


def head(reading: Reading) -> Made:
    """Make the fields of the head."""
    known = reading.head
    kinds = [("", _("Please choose")), *PaperType.choices]
    yield "paper_type", django_forms.ChoiceField(label=_("Kind"), choices=kinds), known.paper_type
    yield "date", forms.DayField(label=_("Date"), required=False), _day(known.date)
    for name, (label, longest) in HEAD.items():
        yield name, short(label, longest, required=name == "subject"), getattr(known, name)
    hint = _("With commas between them, as in the directory.")
    applicants = short(_("Applicants"), 400, help_text=hint)
    yield "applicants", applicants, ", ".join(known.applicants)


def foot(reading: Reading) -> Made:
    """Make the fields of what stands below the text."""
    kinds = [("", _("none")), *Recommendation.choices]
    yield "recommendation", _one_of(_("Recommendation"), kinds), reading.recommendation
    area = django_forms.Textarea(attrs={"rows": 2})
    wording = short(_("Wording of the recommendation"), 2000, widget=area)
    yield "recommendation_text", wording, reading.recommendation_text
    yield "financial_impact", short(_("Financial effects"), 400), reading.financial_impact
    yield "note", short(_("Note on the text"), 300), reading.note


def station(number: int, read: Station, bodies: Sequence[str], meant: str) -> Made:
    """Make the fields of a station.

    `bodies` are the names that the directory knows, `meant` is the one that the paper means;
    empty when there is none: then what is printed stands among the names until one is chosen.
    """
    at = f"path-{number}"
    names: list[tuple[str, Text]] = [(name, name) for name in bodies]
    if not meant:
        unknown = gettext("%(name)s (not in the directory)") % {"name": read.body}
        names.insert(0, (read.body, unknown if read.body else _("Please choose")))
    yield f"{at}-body", _one_of(_("Body"), names), meant or read.body
    yield f"{at}-date", forms.DayField(label=_("Day"), required=False), _day(read.date)
    yield f"{at}-agenda_item", short(_("Agenda item"), 20), read.agenda_item
    roles = [("", _("not said")), *ConsultationRole.choices]
    yield f"{at}-role", _one_of(_("Role"), roles), read.role
    yield f"{at}-open_session", tick(_("Public session")), read.open_session


def boxes(number: int, read: Station) -> Made:
    """Make a tick for each of the eleven boxes, and a number beside two of them."""
    for code in Code:
        value = read.boxes.get(code.value, False)
        ticked = value is not None and value is not False
        yield f"box-{number}-{code.value}", tick(code.label), ticked
    for code in COUNTED:
        value = read.boxes.get(code.value, False)
        heads = None if value is None or isinstance(value, bool) else value
        label = gettext("Number: %(box)s") % {"box": code.label}
        field = django_forms.IntegerField(
            label=label, required=False, min_value=0, max_value=MOST_HEADS
        )
        yield f"heads-{number}-{code.value}", field, heads


def kind(part: int, place: int, read: ReadSentence) -> Made:
    """Make the field that says what a sentence does."""
    kinds = [("", _("says nothing to be kept")), *SentenceKind.choices]
    yield f"kind-{part}-{place}", _one_of(read.text, kinds), read.kind


def figure(number: int, read: Figure, indicators: list[Indicator]) -> Made:
    """Make the fields of a figure that may become an observation."""
    at = f"figure-{number}"
    slugs = {row.slug for row in indicators}
    meant = read.indicator if read.indicator in slugs else ""
    yield f"{at}-take", tick(_("Take over as an observation")), bool(meant)
    value = django_forms.DecimalField(
        label=_("Value"), required=False, max_digits=12, decimal_places=4, localize=True
    )
    yield f"{at}-value", value, _decimal(read.value)
    known = [("", _("Please choose")), *((row.slug, str(row)) for row in indicators)]
    yield f"{at}-indicator", _one_of(_("Indicator"), known), meant
    when = forms.known(_day(read.date), read.precision or Precision.DAY)
    yield f"{at}-date", forms.KnownDateField(label=_("True on"), required=False), when
    yield f"{at}-approximate", tick(_("approximate")), read.approximate


def promise(number: int, text: str, units: Mapping[str, OrgUnit]) -> Made:
    """Make the fields of the promise in the sentence `text`, which may become an Aufgabe.

    `units` are the offices in place, by their key as text: read once for all promises.
    """
    at = f"promise-{number}"
    yield f"{at}-take", tick(_("Take over as a task")), False
    title = text if len(text) <= LONGEST_TITLE else ""
    yield f"{at}-title", short(_("What is to be done"), LONGEST_TITLE), title
    unit = django_forms.TypedChoiceField(
        label=_("Unit"),
        required=False,
        choices=[("", _("Please choose")), *((key, str(unit)) for key, unit in units.items())],
        coerce=units.__getitem__,
        empty_value=None,
    )
    yield f"{at}-unit", unit, None
    yield f"{at}-due", forms.DayField(label=_("Due"), required=False), None


def public() -> Made:
    """Make the fields that say who shall read the paper."""
    yield "public", tick(_("Publish the paper at once")), False
    yield "mirror", tick(_("Publish its mirror too")), False


def tick(label: Any) -> django_forms.BooleanField:
    """Return a box to be ticked."""
    return django_forms.BooleanField(label=label, required=False)


def short(label: Any, longest: int, **more: Any) -> django_forms.CharField:
    """Return a field for a text of at most `longest` characters."""
    more.setdefault("required", False)
    return django_forms.CharField(label=label, max_length=longest, **more)


def _one_of(label: Any, choices: list[Any]) -> django_forms.ChoiceField:
    return django_forms.ChoiceField(label=label, choices=choices, required=False)


def _day(text: str) -> dt.date | None:
    """Return the day; None for none, or for what is no day of the calendar."""
    try:
        return parse_date(text) if text else None
    except ValueError:
        return None


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
