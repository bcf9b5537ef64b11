"""What the pages of *Stimmt noch?* show of an entry, and the kind word when there is none."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from konfluenz.directory import review_rounds
from konfluenz.directory.described import Fact
from konfluenz.directory.review_rounds import Asked, EntryGone
from konfluenz.ground.links import LinkRefused
from konfluenz.portal.doors import by_link
from konfluenz.portal.frame import offered
from konfluenz.portal.language import SOURCE
from konfluenz.portal.pages import View, open_to_all

LABELS: dict[str, Promise] = {
    "amount_max": gettext_lazy("At most"),
    "cost": gettext_lazy("Cost"),
    "deadline": gettext_lazy("Deadline"),
    "description": gettext_lazy("Description"),
    "expects": gettext_lazy("What one finds there"),
    "expires_on": gettext_lazy("Shown until"),
    "for_whom": gettext_lazy("For whom"),
    "funder": gettext_lazy("Who funds"),
    "hours": gettext_lazy("Opening hours"),
    "how": gettext_lazy("How it works"),
    "kind": gettext_lazy("Kind"),
    "languages": gettext_lazy("Languages"),
    "mail": gettext_lazy("E-mail"),
    "phone": gettext_lazy("Phone"),
    "place": gettext_lazy("Place"),
    "registration": gettext_lazy("Registration"),
    "starts_at": gettext_lazy("Next time"),
    "summary": gettext_lazy("In short"),
    "url": gettext_lazy("Website"),
    "what": gettext_lazy("What exactly"),
}
"""The words for what an entry says, by the name of the field."""


@dataclass(frozen=True)
class Line:
    """A line of the entry; its value is German."""

    label: str
    value: str


def lines(facts: tuple[Fact, ...]) -> list[Line]:
    """Return what the entry says, without what it leaves open."""
    return [Line(str(LABELS[fact.name]), fact.value) for fact in facts if fact.value]


def by_owner(view: Callable[[HttpRequest, str, str, Asked], HttpResponse]) -> View:
    """Make `view` a page behind an owner's link; it is told what the link asks."""

    @by_link
    @wraps(view)
    def page(request: HttpRequest, language: str, token: str) -> HttpResponse:
        try:
            asked = review_rounds.read(token)
        except EntryGone:
            raise LinkRefused(
                gettext("This entry no longer stands on the website. There is nothing left to do.")
            ) from None
        return view(request, language, token, asked)

    return page


def doorway(page: str) -> View:
    """Return the view that the mails link to: it leads to `page` in the language of the owner."""

    @require_safe
    @never_cache
    def door(_request: HttpRequest, token: str) -> HttpResponse:
        try:
            language = review_rounds.read(token).review.owner.language
        except (LinkRefused, EntryGone):
            language = SOURCE
        return redirect(f"portal:{page}", language if language in offered() else SOURCE, token)

    return open_to_all(door)
