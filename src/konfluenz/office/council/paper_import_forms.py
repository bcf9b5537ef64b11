"""The form in which a person checks what was read of a paper, and takes it over."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django import forms as django_forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.council.boxes import COUNTED, Code
from konfluenz.council.matching import Directory
from konfluenz.council.reading.shape import Figure, Part, Pointer, Reading, ReadSentence
from konfluenz.office import forms
from konfluenz.office.council import paper_import_fields as made
from konfluenz.office.council.paper_forms import bodies
from konfluenz.office.directory.unit_forms import standing_units
from konfluenz.steering.models import Indicator

CHOICES = ("-take", "-title", "-unit", "-due", "public", "mirror")
"""How the names end of the fields that say what becomes of the paper, not what stands in it."""


class UploadForm(forms.Form):
    """A paper as a file."""

    file = django_forms.FileField(
        label=gettext_lazy("File of the paper"),
        help_text=gettext_lazy(
            "Drop it here, or choose it. Text as it stands in the system, up to 25 MB."
        ),
        max_length=200,
    )


@dataclass(frozen=True)
class StationFields:
    """The fields of a station, its boxes in the printed order with the number beside two."""

    title: str
    fields: list[BoundField]
    boxes: list[tuple[BoundField, BoundField | None]]


@dataclass(frozen=True)
class SentenceField:
    """A sentence, with the field for its kind. `opens_bullet`: an item of a list begins with it."""

    sentence: ReadSentence
    kind: BoundField
    opens_bullet: bool


@dataclass(frozen=True)
class PartFields:
    """A part with its sentences."""

    part: Part
    sentences: list[SentenceField]


@dataclass(frozen=True)
class Proposal:
    """A figure or a promise in its sentence: the tick, and what goes with it."""

    sentence: str
    quote: str
    take: BoundField
    fields: list[BoundField]


class ReadingForm(forms.Form):
    """Everything that was read, to be corrected."""

    def __init__(self, *args: Any, reading: Reading, **kwargs: Any) -> None:
        self.reading = reading
        super().__init__(*args, **kwargs)
        for name, field, value in chain.from_iterable(_made(reading)):
            forms.dress(field.widget)
            field.error_messages["required"] = _("Please fill in “%(label)s”.") % {
                "label": field.label
            }
            self.fields[name] = field
            self.initial.setdefault(name, value)

    def clean(self) -> dict[str, Any]:
        """Ask for what a ticked figure or promise still lacks."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for number in range(len(self.reading.figures)):
            self._need(f"figure-{number}", ("value", "indicator", "date"))
        for number in range(len(self.reading.promises)):
            self._need(f"promise-{number}", ("title", "unit", "due"))
        if values.get("mirror") and not values.get("public"):
            self.add_error("mirror", _("The mirror of a paper that is not public stays inside."))
        return values

    def _need(self, at: str, names: Iterable[str]) -> None:
        if not self.cleaned_data.get(f"{at}-take"):
            return
        for name in names:
            field = f"{at}-{name}"
            if self.cleaned_data.get(field) in (None, "") and field not in self.errors:
                self.add_error(field, self.fields[field].error_messages["required"])

    @property
    def head(self) -> list[BoundField]:
        """The fields of the head."""
        return [self[name] for name, _field, _value in made.head(self.reading)]

    @property
    def foot(self) -> list[BoundField]:
        """The fields of what stands below the text."""
        return [self[name] for name, _field, _value in made.foot(self.reading)]

    @property
    def stations(self) -> list[StationFields]:
        """The path."""
        return [self._station(number) for number in range(len(self.reading.path))]

    @property
    def parts(self) -> list[PartFields]:
        """The text."""
        return [
            PartFields(
                part, [self._sentence(number, place) for place in range(len(part.sentences))]
            )
            for number, part in enumerate(self.reading.parts)
        ]

    @property
    def figures(self) -> list[Proposal]:
        """The figures proposed as observations."""
        names = ("value", "indicator", "date", "approximate")
        return [
            self._proposal(f"figure-{number}", names, figure, figure.quote)
            for number, figure in enumerate(self.reading.figures)
        ]

    @property
    def promises(self) -> list[Proposal]:
        """The promises proposed as Aufgaben."""
        return [
            self._proposal(f"promise-{number}", ("title", "unit", "due"), one, one.words)
            for number, one in enumerate(self.reading.promises)
        ]

    def _sentence(self, number: int, place: int) -> SentenceField:
        sentences = self.reading.parts[number].sentences
        one, before = sentences[place], sentences[place - 1] if place else None
        opens = one.bullet and (before is None or before.paragraph != one.paragraph)
        return SentenceField(one, self[f"kind-{number}-{place}"], opens)

    def _station(self, number: int) -> StationFields:
        read, at = self.reading.path[number], f"path-{number}"
        names = ("body", "date", "agenda_item", "role", "open_session")
        boxes = [
            (
                self[f"box-{number}-{code.value}"],
                self[f"heads-{number}-{code.value}"] if code in COUNTED else None,
            )
            for code in Code
        ]
        return StationFields(read.body, [self[f"{at}-{name}"] for name in names], boxes)

    def _proposal(
        self, at: str, names: Iterable[str], where: Figure | Pointer, quote: str
    ) -> Proposal:
        fields = [self[f"{at}-{name}"] for name in names]
        return Proposal(self.reading.sentence(where).text, quote, self[f"{at}-take"], fields)


def is_choice(name: str) -> bool:
    """Return whether the field says what becomes of the paper, not what stands in it."""
    return name.endswith(CHOICES)


def _made(reading: Reading) -> Iterable[made.Made]:
    names, directory = [body.name for body in bodies()], Directory()
    indicators = list(Indicator.objects.order_by("slug"))
    yield made.head(reading)
    for number, station in enumerate(reading.path):
        body = directory.body(station.body)
        yield made.station(number, station, names, body.name if body else "")
        yield made.boxes(number, station)
    for number, part in enumerate(reading.parts):
        for place, sentence in enumerate(part.sentences):
            yield made.kind(number, place, sentence)
    yield made.foot(reading)
    for number, figure in enumerate(reading.figures):
        yield made.figure(number, figure, indicators)
    units = {str(unit.pk): unit for unit in standing_units()} if reading.promises else {}
    for number, one in enumerate(reading.promises):
        yield made.promise(number, reading.sentence(one).text, units)
    yield made.public()
