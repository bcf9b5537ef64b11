"""How translations are called and where they are read: states, languages, addresses."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from konfluenz.directory import municipality
from konfluenz.publishing import pages
from konfluenz.publishing.translating.kinds import LOCALES, RIGHT_TO_LEFT, Kind
from konfluenz.publishing.translating.standings import Standing, State
from konfluenz.publishing.translating.xliff_imports import Finding

STATES: Mapping[State, Promise] = {
    State.MISSING: gettext_lazy("missing"),
    State.OUTDATED: gettext_lazy("outdated"),
    State.MACHINE: gettext_lazy("machine draft"),
    State.DRAFT: gettext_lazy("not checked"),
    State.CHECKED: gettext_lazy("checked"),
}
BADGES: Mapping[State, str] = {
    State.MISSING: "danger",
    State.OUTDATED: "warning",
    State.MACHINE: "info",
    State.DRAFT: "info",
    State.CHECKED: "success",
}
UNCHECKED = "unchecked"
WANTED: Mapping[str, tuple[State, ...]] = {
    "missing": (State.MISSING,),
    "outdated": (State.OUTDATED,),
    UNCHECKED: (State.MACHINE, State.DRAFT),
}
"""What a list can be narrowed to: records with at least one text in these states."""

WANTED_WORDS: Mapping[str, Promise] = {
    "missing": gettext_lazy("missing"),
    "outdated": gettext_lazy("outdated"),
    UNCHECKED: gettext_lazy("not checked"),
}
DONE = "checked"
FINDINGS: Mapping[Finding, Promise] = {
    Finding.NEW: gettext_lazy("new"),
    Finding.CHANGED: gettext_lazy("changed"),
    Finding.OUTDATED: gettext_lazy("comes in as outdated: the German has changed since"),
    Finding.NEWER: gettext_lazy("stays: somebody has written something else since the export"),
    Finding.SAME: gettext_lazy("the same as here"),
    Finding.EMPTY: gettext_lazy("not translated"),
    Finding.REFUSED: gettext_lazy("refused"),
    Finding.UNKNOWN: gettext_lazy("not known here"),
}

WHERE: Mapping[str, tuple[str, Callable[[Any], tuple[Any, ...]]]] = {
    "seiten": ("page", lambda one: (pages.path(one),)),
    "angebote": ("service", lambda one: (one.slug,)),
    "veranstaltungen": ("event", lambda one: (one.slug,)),
    "foerdermittel": ("programme", lambda one: (one.slug,)),
    "sachspenden": ("goods", lambda _one: ()),
    "links": ("links", lambda _one: ()),
    "einsatzmoeglichkeiten": ("opportunity", lambda one: (one.public_id,)),
    "themen": ("topic", lambda one: (one.slug,)),
    "berichte": ("report-short", lambda one: (one.paper.slug,)),
    "lebenslagen": ("situation", lambda one: (one.slug,)),
    "erste-schritte": ("checklist", lambda _one: ()),
}


def read_at(kind: Kind, record: Any, locale: str) -> str:
    """Return where the public reads `record` in `locale`; "" when nowhere."""
    name, rest = WHERE[kind.slug]
    try:
        return reverse(f"portal:{name}", args=[locale, *rest(record)])
    except NoReverseMatch:
        return ""


def language_names() -> dict[str, str]:
    """Return the languages that the city translates into, by name, in its order."""
    names = {code: str(name) for code, name in settings.LANGUAGES}
    chosen = [code for code in municipality.current().languages if code in LOCALES]
    return {code: names[code] for code in chosen or LOCALES}


def direction(locale: str) -> str:
    """Return the direction in which `locale` is written."""
    return "rtl" if locale in RIGHT_TO_LEFT else "ltr"


def written_in(locale: str) -> str:
    """Return `locale` as HTML's `lang` wants it."""
    return "de" if locale == "de-simple" else locale


def has(standing: Standing, wanted: str) -> bool:
    """Tell whether a list narrowed to `wanted` shows `standing`; "": all."""
    if wanted == DONE:
        return standing.state == State.CHECKED
    return not wanted or any(standing.counts.get(state) for state in WANTED[wanted])
