"""One list: what to do next, how far it is, and a finding for every row."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from uuid import UUID

import django_filters
import django_tables2 as tables
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.enquiries.models import Contribution
from konfluenz.ground import references
from konfluenz.ground.imports import kinds, many
from konfluenz.ground.models import Import, ImportRow
from konfluenz.ground.models.imports import ImportState, RowOutcome
from konfluenz.ground.references import Reference
from konfluenz.office import lists, record_pages, timelines
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.ground import runs
from konfluenz.office.imports import import_wording, import_words
from konfluenz.office.lists import Empty, Listing
from konfluenz.people.roles import Right

SAID = "enquiries.contribution"
"""Mails that joined a thread: they stand on the page of its Anliegen."""


class RowTable(lists.Table):
    """The rows of a list and what became of them."""

    line = tables.Column(gettext_lazy("Row"), attrs={"td": {"class": "k-nowrap"}})
    title = tables.Column(gettext_lazy("Name"), orderable=False, empty_values=())
    outcome = tables.Column(gettext_lazy("Outcome"))
    told = tables.Column(gettext_lazy("Finding"), orderable=False, empty_values=())

    def render_title(self, record: ImportRow) -> SafeString | str:
        """Return what the row is called, with a link to its record."""
        found = self._known.get(Reference(record.label, record.record_id))
        return _link(found, record.title) if found is not None else record.title

    def value_title(self, record: ImportRow) -> str:
        """Return the name for an export."""
        return record.title

    def render_told(self, record: ImportRow) -> SafeString | str:
        """Return the finding, then who may be the same."""
        alike = [self._known.get(_reference(text)) for text in record.alike]
        links = [_link(one, str(one)) for one in alike if one is not None]
        told = " ".join(record.told)
        if not links:
            return told
        names = format_html_join(", ", "{}", ((link,) for link in links))
        return format_html("<span>{} {} {}</span>", told, _("Perhaps here already:"), names)

    def value_told(self, record: ImportRow) -> str:
        """Return the finding for an export."""
        return " ".join(record.told)

    @cached_property
    def _known(self) -> dict[Reference, Model]:
        rows: Iterable = self.page.object_list if hasattr(self, "page") else self.rows
        wanted = {Reference(row.record.label, row.record.record_id) for row in rows}
        wanted |= {_reference(text) for row in rows for text in row.record.alike}
        said = {one for one in wanted if one.label == SAID}
        found = references.resolve_all(one for one in wanted - said if one.label)
        return found | _with_enquiries(said)


class RowFilters(lists.Filters):
    """What became of rows."""

    outcome = django_filters.ChoiceFilter(
        label=gettext_lazy("Outcome"),
        choices=RowOutcome.choices,
        empty_label=gettext_lazy("any outcome"),
    )
    alike = django_filters.ChoiceFilter(
        label=gettext_lazy("Duplicates"),
        choices=[("yes", gettext_lazy("perhaps here already"))],
        empty_label=gettext_lazy("all rows"),
        method="only_alike",
    )

    def only_alike(self, rows: QuerySet, _name: str, _value: str) -> QuerySet:
        """Keep the rows that may be somebody who is here already."""
        return rows.exclude(alike=[])


ROWS = Listing(
    slug="import-rows",
    title=gettext_lazy("Rows"),
    rows=lambda _request: ImportRow.objects.none(),
    table=RowTable,
    filters=RowFilters,
    find=None,
    count=import_wording.ROWS.count,
    empty=Empty(gettext_lazy("No row was tried yet.")),
    template="office/imports/import.html",
)


@requires(Right.EDIT_VOLUNTEERS)
def one(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show a list: while it is worked on how far it is, else its rows and what to do next."""
    taken = get_object_or_404(Import.objects.select_related("run"), public_id=public_id)
    dry = taken.state == ImportState.OPEN
    rows = taken.rows.filter(dry=dry).defer("undo", "made").order_by("line")
    kind = kinds.named(taken.kind)
    words = import_wording.of(kind)
    context = {
        "import": taken,
        "title": import_words.title(taken),
        "kind": kind,
        "words": words,
        "counts": import_words.counts(taken),
        "reasons": many.reasons(taken.counts),
        "busy": taken.run is not None and not taken.run.ended,
        "run": taken.run,
        "trial": dry,
        "timeline": timelines.of(taken, limit=10),
    }
    listing = replace(ROWS, rows=lambda _request: rows, count=words.count)
    answer = lists.respond(request, listing, **context)
    return runs.watched(request, taken.run, answer)


def _with_enquiries(said: Iterable[Reference]) -> dict[Reference, Model]:
    """Return contributions with their Anliegen, in one query."""
    keys = [one.id for one in said]
    rows = Contribution.objects.select_related("enquiry").in_bulk(keys) if keys else {}
    return {Reference(SAID, str(key)): row for key, row in rows.items()}


def _reference(text: str) -> Reference:
    label, _colon, key = text.partition(":")
    return Reference(label, key)


def _link(record: Model, text: str) -> SafeString | str:
    address = record_pages.address(record)
    return format_html('<a class="k-link" href="{}">{}</a>', address, text) if address else text
