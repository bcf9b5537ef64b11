"""Hear of a goal by mail: asked for here, begun and ended by links in the mails (J11)."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from konfluenz.ground.links import LinkRefused
from konfluenz.ground.outbox import BareAddress
from konfluenz.portal import addresses, forms, guards
from konfluenz.portal.doors import by_link, doorway
from konfluenz.portal.frame import offered
from konfluenz.portal.language import preferred
from konfluenz.portal.pages import open_to_all, public
from konfluenz.portal.steered import work
from konfluenz.steering import subscriptions
from konfluenz.steering.models import GoalSubscription


class SubscribeForm(guards.GuardedForm, forms.Form):
    """Where the mails go."""

    purpose = "subscribe"
    mail = django_forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=django_forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "email"}),
        error_messages={"required": forms.MAIL_WRONG, "invalid": forms.MAIL_WRONG},
    )


@public
@guards.public_form
def subscribe(request: HttpRequest, language: str, public_id: UUID) -> HttpResponse:
    """Offer mail and Atom for a goal; a POST asks the address whether it is right."""
    goal = work.goal_of(public_id)
    if goal is None:
        raise Http404(public_id)
    form = SubscribeForm(request.POST or None)
    if guards.take(request, form, lambda said: subscriptions.ask(goal, said["mail"], language)):
        address = reverse("portal:goal-subscribe", args=[language, public_id])
        return redirect(f"{address}?danke=1")
    context = {
        "goal": goal,
        "form": form,
        "asked": "danke" in request.GET,
        "back": addresses.of(goal, language),
    }
    return render(request, "portal/steered/subscribe.html", context)


@open_to_all
@require_safe
@never_cache
def goal_door(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Lead from a mail to the goal in the language of the reader's browser."""
    goal = work.goal_of(public_id)
    if goal is None:
        raise Http404(public_id)
    language = preferred(request.headers.get("Accept-Language", ""), offered())
    return redirect(addresses.of(goal, language))


@by_link
def confirm(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Ask whether the address is theirs; a POST begins the subscription."""
    row = subscriptions.to_confirm(token)
    if request.method == "POST":
        subscriptions.confirm(token)
        return redirect(request.path)
    context = _about(row, language) | {"confirmed": row.confirmed_at is not None}
    return render(request, "portal/steered/subscription_confirm.html", context)


@by_link
def end(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Ask whether the mails shall end; a POST ends them, and twice is the same as once."""
    row = subscriptions.to_end(token)
    if request.method == "POST":
        subscriptions.end(token)
        return redirect(request.path)
    context = _about(row, language) if row else {}
    return render(request, "portal/steered/subscription_end.html", context)


@open_to_all
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end_door(request: HttpRequest, token: str) -> HttpResponse:
    """Lead to the page that ends a subscription; a POST by a mail program ends it (RFC 8058)."""
    if request.method == "POST":
        return _end_at_once(token)
    return _to_end(request, token)


def _reader(row: GoalSubscription | None) -> BareAddress | None:
    return BareAddress("", row.locale) if row else None


confirm_door = doorway(
    "subscription-confirm-page", lambda token: _reader(subscriptions.to_confirm(token))
)
_to_end = doorway("subscription-end-page", lambda token: _reader(subscriptions.to_end(token)))


def _end_at_once(token: str) -> HttpResponse:
    try:
        subscriptions.end(token)
    except LinkRefused as refusal:
        return HttpResponse(str(refusal), status=410, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


def _about(row: GoalSubscription, language: str) -> dict[str, Any]:
    """Return the goal, and its place where everybody may still read it."""
    shown = row.goal.area.concept.public
    return {"goal": row.goal, "back": addresses.of(row.goal, language) if shown else ""}
