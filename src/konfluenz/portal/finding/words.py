"""What the kinds of results are called, and where each is read."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy

from konfluenz.directory.models import Topic
from konfluenz.portal import words
from konfluenz.portal.knowing import addresses
from konfluenz.publishing import pages
from konfluenz.publishing.finding.results import Hit
from konfluenz.publishing.models import FindingKind

NAMES = {
    FindingKind.PAGE: gettext_lazy("Guides"),
    FindingKind.SERVICE: gettext_lazy("Services"),
    FindingKind.TOPIC: gettext_lazy("Topics"),
    FindingKind.EVENT: gettext_lazy("Events"),
    FindingKind.OPPORTUNITY: gettext_lazy("Where help is wanted"),
    FindingKind.PROGRAMME: gettext_lazy("Funding for projects"),
    FindingKind.GOODS: gettext_lazy("Give things"),
    FindingKind.RESOURCE: gettext_lazy("Helpful websites"),
}
"""Headings of the results, each kind under the name it has everywhere."""

ASKED = {
    "ratgeber": FindingKind.PAGE,
    "angebote": FindingKind.SERVICE,
    "themen": FindingKind.TOPIC,
    "veranstaltungen": FindingKind.EVENT,
    "mitmachen": FindingKind.OPPORTUNITY,
    "foerdermittel": FindingKind.PROGRAMME,
    "spenden": FindingKind.GOODS,
    "links": FindingKind.RESOURCE,
}
"""What stands in the address (?art=…) when only one kind is wanted."""

BY_KIND = {kind: word for word, kind in ASKED.items()}

VIEWS = {
    FindingKind.SERVICE: "portal:service",
    FindingKind.EVENT: "portal:event",
    FindingKind.OPPORTUNITY: "portal:opportunity",
    FindingKind.PROGRAMME: "portal:programme",
}


def where(hit: Hit, language: str, topics: Mapping[str, str]) -> str:
    """Return the address of `hit` in `language`; `topics` are those of topics by short name."""
    if hit.kind == FindingKind.PAGE:
        path = str(hit.address).removeprefix(f"/{pages.ROOT_SLUG}/").strip("/")
        return addresses.of_page(path, language)
    if hit.kind == FindingKind.TOPIC:
        return topics.get(hit.address, reverse("portal:start", args=[language]))
    if hit.kind == FindingKind.GOODS:
        return reverse("portal:goods", args=[language])
    if hit.kind == FindingKind.RESOURCE:
        return str(hit.address)
    return reverse(VIEWS[hit.kind], args=[language, hit.address])


def topic_addresses(language: str) -> dict[str, str]:
    """Return the addresses of all topics in use by their short names, in one query."""
    return {
        topic.slug: reverse("portal:topic", args=[language, words.address(topic)])
        for topic in Topic.objects.filter(active=True)
    }
