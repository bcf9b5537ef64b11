"""*Suche*: what was found, by kind, with the words marked; and a way on where nothing was."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from konfluenz.directory.models import Topic
from konfluenz.portal import words as topic_words
from konfluenz.portal.finding import words
from konfluenz.portal.language import SOURCE
from konfluenz.portal.pages import public
from konfluenz.portal.texts import GERMAN
from konfluenz.publishing.finding import extracts, misses, queries, results
from konfluenz.publishing.finding.extracts import Run
from konfluenz.publishing.finding.results import Hit, Results
from konfluenz.publishing.models import FindingKind

A_FEW = 5
"""So many of each kind stand on the page; the rest is one link away."""


@dataclass(frozen=True)
class Found:
    """A result ready to be shown. `german`: it is not there in the reader's language."""

    url: str
    title: list[Run]
    extract: list[Run]
    german: bool
    elsewhere: bool

    @property
    def attributes(self) -> SafeString:
        """What the elements around its texts must carry."""
        return GERMAN if self.german else SafeString()


@dataclass(frozen=True)
class Section:
    """The results of one kind. `more`: so many are left out."""

    slug: str
    name: str
    found: list[Found]
    more: int


@public
@require_safe
def search(request: HttpRequest, language: str) -> HttpResponse:
    """Show what ?q=… finds, by kind; ?art=… only one kind. Without a query: the field alone."""
    text = request.GET.get("q", "").strip()[: queries.LONGEST]
    kind = words.ASKED.get(request.GET.get("art", ""))
    answer = results.find(text, language, kind=kind) if text else None
    if answer is not None and not answer.hits and kind is None and request.method == "GET":
        misses.note(text, language)
    context: dict[str, Any] = {
        "query": text,
        "instead": answer.instead if answer else "",
        "sections": _sections(answer, language, kind) if answer else [],
        "count": len(answer.hits) if answer else 0,
        "one_kind": kind is not None,
    }
    if not context["sections"]:
        topics = list(Topic.objects.filter(active=True))
        context["topics"] = topic_words.named(topics, language)
    response = render(request, "portal/finding/search.html", context)
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _sections(answer: Results, language: str, only: FindingKind | None) -> list[Section]:
    """Return the results by kind, the kind with the best result first."""
    by_kind: dict[FindingKind, list[Hit]] = {}
    for hit in answer.hits:
        by_kind.setdefault(hit.kind, []).append(hit)
    shown = {kind: hits if only else hits[:A_FEW] for kind, hits in by_kind.items()}
    topics = words.topic_addresses(language) if FindingKind.TOPIC in by_kind else {}
    bodies = results.bodies(hit for hits in shown.values() for hit in hits)
    return [
        Section(
            words.BY_KIND[kind],
            str(words.NAMES[kind]),
            [_found(hit, bodies.get(hit.text_id, ""), answer, language, topics) for hit in hits],
            len(by_kind[kind]) - len(hits),
        )
        for kind, hits in shown.items()
    ]


def _found(hit: Hit, body: str, answer: Results, language: str, topics: dict[str, str]) -> Found:
    stems = answer.stems.get(hit.locale, frozenset())
    extract = extracts.extract([hit.summary, body], hit.locale, stems) or hit.summary
    return Found(
        url=words.where(hit, language, topics),
        title=extracts.marked(hit.title, hit.locale, stems),
        extract=extracts.marked(extract, hit.locale, stems),
        german=hit.locale == SOURCE != language,
        elsewhere=hit.kind == FindingKind.RESOURCE,
    )
