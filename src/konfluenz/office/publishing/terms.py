"""The glossary of translators: the list, adding, correcting, removing."""

from typing import Any
from uuid import UUID

import django_filters
import django_tables2 as tables
from django import forms as django_forms
from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from konfluenz.office import forms, lists, notices, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.lists import Add, Empty, Listing
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right
from konfluenz.publishing.models import Term
from konfluenz.publishing.translating import terms as domain
from konfluenz.publishing.translating.kinds import LOCALES
from konfluenz.publishing.translating.terms import TermRefused

FIELDS = ("german", "locale", "translation", "note")
CHOICES = [(code, name) for code, name in settings.LANGUAGES if code in LOCALES]


class TermForm(forms.Form):
    """A German word and how it is to be told in one language."""

    german = django_forms.CharField(label=gettext_lazy("German word"), max_length=120)
    locale = django_forms.ChoiceField(label=gettext_lazy("Language"), choices=CHOICES)
    translation = django_forms.CharField(
        label=gettext_lazy("Wanted translation"),
        max_length=200,
        widget=django_forms.TextInput(attrs={"dir": "auto"}),
    )
    note = django_forms.CharField(
        label=gettext_lazy("Note for translators"), max_length=300, required=False
    )


class TermTable(lists.Table):
    """The words of the glossary."""

    german = lists.head(gettext_lazy("German word"), "term-edit", order_by=("german", "id"))
    locale = tables.Column(gettext_lazy("Language"))
    translation = tables.Column(gettext_lazy("Wanted translation"), orderable=False)
    note = tables.Column(gettext_lazy("Note for translators"), orderable=False)

    def render_locale(self, value: str) -> str:
        """Return the language by name."""
        return str(dict(CHOICES).get(value, value))

    value_locale = render_locale


class TermFilters(lists.Filters):
    """In which language."""

    locale = django_filters.ChoiceFilter(
        label=gettext_lazy("Language"), choices=CHOICES, empty_label=gettext_lazy("any language")
    )


def _matching(rows: QuerySet[Term], query: str) -> QuerySet[Term]:
    return rows.filter(Q(german__icontains=query) | Q(translation__icontains=query))


TERMS = Listing(
    slug="terms",
    title=gettext_lazy("Glossary of translations"),
    rows=lambda _request: Term.objects.all(),
    table=TermTable,
    filters=TermFilters,
    find=_matching,
    search_hint=gettext_lazy("German word or its translation"),
    count=lambda n: ngettext("%(n)s word", "%(n)s words", n) % {"n": n},
    empty=Empty(
        gettext_lazy("The glossary is still empty."),
        gettext_lazy("Add words of offices that are to be told the same way everywhere."),
    ),
    add=Add(gettext_lazy("Add word"), "term-add", Right.EDIT_CONTENT),
)
ADD = Sheet(
    "term-add",
    gettext_lazy("Add word"),
    TermForm,
    refusals=(TermRefused,),
    submit=gettext_lazy("Add word"),
    told=gettext_lazy("The word stands in the glossary."),
)
EDIT = Sheet(
    "term-edit",
    gettext_lazy("Correct word"),
    TermForm,
    refusals=(TermRefused,),
    template="office/translations/term.html",
)


@requires(Right.READ_CONTENT)
def terms(request: OfficeRequest) -> HttpResponse:
    """Show the glossary, or export it."""
    return lists.respond(request, TERMS)


@requires(Right.EDIT_CONTENT)
def add(request: OfficeRequest) -> HttpResponse:
    """Add a word."""
    return sheets.respond(
        request,
        ADD,
        initial={"locale": request.GET.get("locale", "")},
        save=lambda values, _seen: domain.add(**values, by=request.user),
        back=reverse("office:terms"),
        parent=TERMS.title,
    )


@requires(Right.EDIT_CONTENT)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct a word."""
    one = get_object_or_404(Term, public_id=public_id)
    return sheets.respond(
        request,
        EDIT,
        record=one,
        initial=_typed,
        save=lambda values, seen: domain.correct(one, values, seen=seen, by=request.user),
        back=reverse("office:terms"),
        parent=TERMS.title,
        term=one,
    )


@requires(Right.EDIT_CONTENT)
@require_POST
def remove(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Take a word out of the glossary."""
    domain.remove(get_object_or_404(Term, public_id=public_id), by=request.user)
    notices.done(request, _("The word was taken out of the glossary."))
    return redirect("office:terms")


def _typed(term: Term) -> dict[str, Any]:
    return {name: getattr(term, name) for name in FIELDS}
