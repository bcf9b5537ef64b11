"""The grid of what is translated by topic and language, and the list behind each of its numbers."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import django_tables2 as tables
from django import forms as django_forms
from django.core.paginator import EmptyPage, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe
from django_tables2.data import TableListData

from konfluenz.directory.models import Topic
from konfluenz.ground import search
from konfluenz.office import exports, lists, widgets
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.content import tabs
from konfluenz.office.publishing import translation_words as words
from konfluenz.people.roles import Right
from konfluenz.publishing.translating import machines, standings
from konfluenz.publishing.translating.kinds import KINDS
from konfluenz.publishing.translating.standings import Standing, State

NONE = "ohne"
"""Stands in an address for records that belong to no topic."""


class Narrowing(django_forms.Form):
    """What the list shows: kind, language, state, topic, a word of the title."""

    default_renderer = widgets.Renderer

    q = django_forms.CharField(label=gettext_lazy("Title"), required=False, max_length=100)
    kind = django_forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    locale = django_forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    state = django_forms.ChoiceField(label=gettext_lazy("State"), required=False)
    topic = django_forms.ChoiceField(label=gettext_lazy("Topic"), required=False)

    def __init__(self, data: Any, topics: dict[str, str]) -> None:
        super().__init__(data, label_suffix="", auto_id="list-%s")
        states = {**words.WANTED_WORDS, words.DONE: words.STATES[State.CHECKED]}
        kinds = {slug: kind.label for slug, kind in KINDS.items()}
        self.offer("kind", _("any kind"), kinds)
        self.offer("locale", _("any language"), words.language_names())
        self.offer("state", _("any state"), states)
        self.offer("topic", _("any topic"), topics)

    def offer(self, name: str, empty: str, choices: Any) -> None:
        """Let the field `name` choose among `choices`, or nothing."""
        self.fields[name].choices = [("", empty), *choices.items()]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> dict[str, str]:
        """What was chosen; what is not among the choices is left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


@dataclass(frozen=True)
class Line:
    """One record in one language as a row of the list."""

    standing: Standing
    names: dict[str, str]

    @property
    def url(self) -> str:
        """Where it is translated."""
        one = self.standing
        return reverse(
            "office:translation", args=[one.kind.slug, one.kind.key(one.record), one.locale]
        )


class Rows(list[Line]):
    """Rows that are there already; an export asks for them in pieces."""

    def iterator(self, chunk_size: int = 0) -> Any:  # noqa: ARG002
        """Return them one after the other."""
        return iter(self)


class StandingTable(lists.Table):
    """How far the translation of each record is."""

    title = tables.Column(gettext_lazy("Title"), accessor="standing__record", orderable=False)
    kind = tables.Column(gettext_lazy("Kind"), accessor="standing__kind__label", orderable=False)
    language = tables.Column(gettext_lazy("Language"), accessor="standing", orderable=False)
    state = tables.Column(gettext_lazy("State"), accessor="standing", orderable=False)
    texts = tables.Column(gettext_lazy("Texts"), accessor="standing__total", orderable=False)

    class Meta:
        attrs: dict[str, str] = {}

    def render_title(self, record: Line) -> SafeString:
        """Return the German title, a link to the editor."""
        title = record.standing.record
        return format_html('<a class="o-row-link" href="{}">{}</a>', record.url, title)

    def value_title(self, record: Line) -> str:
        """Return the German title."""
        return str(record.standing.record)

    def render_language(self, record: Line) -> str:
        """Return the language by name."""
        return record.names[record.standing.locale]

    def render_state(self, record: Line) -> str:
        """Return how many of its texts stand how."""
        counts = record.standing.counts
        return ", ".join(
            f"{counts[state]} {label}" for state, label in words.STATES.items() if counts.get(state)
        )

    value_language, value_state = render_language, render_state


@dataclass(frozen=True)
class Cell:
    """A topic in a language: how many of its texts are translated, and what is left to do."""

    locale: str
    label: str
    percent: int
    total: int
    open: list[tuple[int, str, str]]


@requires(Right.READ_CONTENT)
@require_safe
def grid(request: OfficeRequest) -> HttpResponse:
    """Show how far the translations are, by topic and language."""
    topics, names = _topics(), words.language_names()
    kind = request.GET.get("kind", "")
    kinds = [KINDS[kind]] if kind in KINDS else list(KINDS.values())
    found = standings.everything(kinds, list(names))
    query = {"kind": kind} if kind in KINDS else {}
    rows = [
        (label, [_cell(_about(found, topic, code), topic, code, names, query) for code in names])
        for topic, label in topics.items()
    ]
    whole = [_cell(_in(found, code), "", code, names, query) for code in names]
    context = {
        "languages": names.values(),
        "rows": [(_("All together"), whole), *rows],
        "kinds": [("", _("any kind")), *((slug, one.label) for slug, one in KINDS.items())],
        "kind": kind,
        "can_edit": may(request.user, Right.EDIT_CONTENT),
        **tabs.SHOWN,
    }
    return render(request, "office/translations/grid.html", context)


@requires(Right.READ_CONTENT)
@require_safe
def listing(request: OfficeRequest) -> HttpResponse:
    """Show what is to be translated, or export it."""
    form = Narrowing(request.GET, _topics())
    wanted, names = form.wanted, words.language_names()
    rows = Rows(Line(one, names) for one in chosen(wanted, names))
    table = StandingTable(TableListData(rows), default="")
    if request.GET.get("export") in exports.KINDS:
        return exports.respond(table, "translations", request.GET["export"])  # type: ignore[return-value]
    table.request = request
    _turn(table, request.GET.get("page", ""))
    context = {
        "form": form,
        "wanted": wanted,
        "query": urlencode(wanted),
        "table": table,
        "shown": _in_words(len(rows)),
        "machine": machines.available(wanted.get("locale", "")),
        "can_edit": may(request.user, Right.EDIT_CONTENT),
        **tabs.SHOWN,
    }
    return render(request, "office/translations/list.html", context)


def chosen(wanted: dict[str, str], names: dict[str, str]) -> list[Standing]:
    """Return what a list narrowed to `wanted` shows, by kind and in the order of its records."""
    kinds = [KINDS[wanted["kind"]]] if "kind" in wanted else list(KINDS.values())
    locales = [wanted["locale"]] if "locale" in wanted else list(names)
    found = standings.everything(kinds, locales)
    if "topic" in wanted:
        found = _about(found, wanted["topic"])
    word = search.fold(wanted.get("q", ""))
    return [
        one
        for one in found
        if words.has(one, wanted.get("state", "")) and word in search.fold(str(one.record))
    ]


def narrowed(data: Any) -> dict[str, str]:
    """Return what was chosen by the query or the form `data`."""
    return Narrowing(data, _topics()).wanted


def _topics() -> dict[str, str]:
    found = Topic.objects.filter(active=True)
    return {**{str(topic.pk): topic.name for topic in found}, NONE: _("without a topic")}


def _about(found: list[Standing], topic: str, locale: str = "") -> list[Standing]:
    if topic == NONE:
        return [one for one in found if not one.topics and locale in ("", one.locale)]
    return [one for one in found if int(topic) in one.topics and locale in ("", one.locale)]


def _in(found: list[Standing], locale: str) -> list[Standing]:
    return [one for one in found if one.locale == locale]


def _cell(
    found: list[Standing], topic: str, locale: str, names: dict[str, str], query: dict[str, str]
) -> Cell:
    total = sum(one.total for one in found)
    missing = sum(one.counts.get(State.MISSING, 0) for one in found)
    query = {**query, "locale": locale, **({"topic": topic} if topic else {})}
    root = reverse("office:translation-list")
    open_ = [
        (count, str(label), f"{root}?{urlencode({**query, 'state': name})}")
        for name, label in words.WANTED_WORDS.items()
        if (count := sum(words.has(one, name) for one in found))
    ]
    percent = (total - missing) * 100 // total if total else 0
    return Cell(locale, names[locale], percent, total, open_)


def _turn(table: lists.Table, number: str) -> None:
    page = int(number) if number.isdecimal() and int(number) > 0 else 1
    try:
        table.paginate(Paginator, per_page=lists.PER_PAGE, page=page)
    except EmptyPage:
        table.page = table.paginator.page(table.paginator.num_pages)


def _in_words(count: int) -> str:
    return ngettext("%(n)s translation", "%(n)s translations", count) % {
        "n": f"{count:,}".replace(",", ".")
    }
