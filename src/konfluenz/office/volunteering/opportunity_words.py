"""How opportunities stand, in words and colours, and what each needs next (PR-08)."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konfluenz.ground import dates
from konfluenz.volunteering import when
from konfluenz.volunteering.due import SOON
from konfluenz.volunteering.models import Insurer, Opportunity, OpportunityState
from konfluenz.volunteering.opportunities import OPEN

KINDS = {
    OpportunityState.SUBMITTED: "warning",
    OpportunityState.PUBLISHED: "success",
    OpportunityState.PAUSED: "info",
    OpportunityState.CLOSED: "",
    OpportunityState.REFUSED: "",
}
"""The colour of each state's badge; the word carries the meaning."""


def has_expired(one: Opportunity, today: dt.date | None = None) -> bool:
    """Return whether nobody sees it any more though nobody has said what came of it."""
    return one.state in OPEN and one.expires_on <= (today or timezone.localdate())


def state(one: Opportunity) -> str:
    """Return the state in words, with the outcome or that it has expired."""
    words = one.get_state_display()
    if one.result:
        return _("%(state)s: %(result)s") % {"state": words, "result": one.get_result_display()}
    return _("%(state)s, expired") % {"state": words} if has_expired(one) else words


def kind(one: Opportunity) -> str:
    """Return the colour of the state's badge."""
    return "danger" if has_expired(one) else KINDS[OpportunityState(one.state)]


def times(one: Opportunity) -> str:
    """Return when it is, in one line."""
    lines = when.said(one)
    return "; ".join(lines) if lines else one.get_timing_display()


def places(one: Opportunity, placed: int) -> str:
    """Return "1 of 3", and how many are free."""
    return _("%(placed)d of %(wanted)d") % {"placed": placed, "wanted": one.wanted}


def next_act(one: Opportunity, placed: int, asked: int, *, can_match: bool) -> dict | None:
    """Return what it needs next: a sentence, the words of the button, where that leads."""
    if one.state not in OPEN:
        return None
    day = dates.show(one.expires_on)
    if has_expired(one):
        return _act(one, "close", _("It expired on %(day)s.") % {"day": day}, _("Enter outcome"))
    if one.insured_by == Insurer.UNSETTLED:
        return _act(one, "edit", _("Nobody has said yet who insures."), _("Correct"))
    if placed >= one.wanted:
        return _act(one, "close", _("All places are taken."), _("Enter outcome"))
    if one.expires_on <= timezone.localdate() + SOON:
        return _act(one, "extend", _("It expires on %(day)s.") % {"day": day}, _("Extend"))
    if one.state == OpportunityState.PUBLISHED and not asked and can_match:
        return _unasked(one, one.wanted - placed)
    return None


def _unasked(one: Opportunity, free: int) -> dict[str, str]:
    text = ngettext(
        "%(n)d place is free, and nobody is asked.",
        "%(n)d places are free, and nobody is asked.",
        free,
    )
    page = reverse("office:opportunity", kwargs={"public_id": one.public_id})
    url = f"{page}?tab=proposals"
    return {"text": text % {"n": free}, "label": _("Look who fits"), "url": url}


def _act(one: Opportunity, page: str, text: str, label: str) -> dict[str, str]:
    url = reverse(f"office:opportunity-{page}", kwargs={"public_id": one.public_id})
    return {"text": text, "label": label, "url": url}
