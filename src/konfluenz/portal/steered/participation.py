"""A round of participation for everybody: the call, a form while it is open, what became (T-19).

Nobody is asked who they are. What is written is read before it appears here.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from konfluenz.ground import dates
from konfluenz.portal import forms, guards
from konfluenz.portal.pages import public
from konfluenz.portal.steered import words
from konfluenz.steering import comments, participations
from konfluenz.steering.comments import CommentRefused, RoundClosed
from konfluenz.steering.models import ParticipationComment, ParticipationRound, PriorityArea
from konfluenz.steering.participations import RoundState

PAGE = 50
"""Comments on one page."""


class CommentForm(guards.GuardedForm, forms.Form):
    """What somebody wants to say, and to which field of action."""

    purpose = "comment"
    text = django_forms.CharField(
        label=_("Your comment"),
        max_length=comments.LONGEST,
        widget=django_forms.Textarea(attrs={"rows": 7, "dir": "auto"}),
        help_text=_("In any language. Please write no names and nothing that tells who you are."),
        error_messages={
            "required": _("Please write what you want to tell us."),
            "max_length": _("Please shorten your text to 4000 characters."),
        },
    )
    area = django_forms.ChoiceField(label=_("What is it about?"), required=False)

    def __init__(self, *args: Any, row: ParticipationRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = row.concept.areas.exclude(name="").order_by("level", "number")
        self.areas: dict[str, PriorityArea] = {str(area.public_id): area for area in named}
        choices = [(public_id, area.name) for public_id, area in self.areas.items()]
        field = self.fields["area"]
        field.choices = [("", gettext("The concept as a whole")), *choices]  # type: ignore[attr-defined]

    def clean_area(self) -> PriorityArea | None:
        """Return the field of action itself."""
        return self.areas.get(self.cleaned_data["area"])


@dataclass(frozen=True)
class CommentShown:
    """A comment with its day and what became of it."""

    comment: ParticipationComment
    date: str
    word: str | Promise
    badge: str


@public
@guards.public_form
def participation(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Show a round with what was said, and take a comment while it is open."""
    rows = ParticipationRound.objects.filter(public=True).select_related("concept")
    row = get_object_or_404(rows, slug=slug)
    form = CommentForm(request.POST or None, row=row)
    if guards.take(request, form, lambda said: _take_in(row, said)):
        address = reverse("portal:participation", args=[language, slug])
        return redirect(f"{address}?danke=1")
    return render(request, "portal/steered/participation.html", _context(request, row, form))


def _take_in(row: ParticipationRound, said: dict[str, Any]) -> None:
    """Keep a comment. Raises FormRefused in the reader's language."""
    try:
        comments.receive(row, said["text"], area=said["area"])
    except RoundClosed:
        raise guards.FormRefused(
            gettext("This round takes no comments today. Please use “Ask us”.")
        ) from None
    except CommentRefused:
        raise guards.FormRefused(
            gettext("We could not read this text. Please shorten it and send it again.")
        ) from None


def _context(request: HttpRequest, row: ParticipationRound, form: CommentForm) -> dict[str, Any]:
    state = participations.state(row)
    shown = row.comments.filter(public=True).select_related("area").order_by("received_on", "id")
    page = Paginator(shown, PAGE).get_page(request.GET.get("seite"))
    said = Counter(row.comments.values_list("outcome", flat=True))
    return {
        "round": row,
        "state": words.round_state(row, state),
        "is_open": state == RoundState.OPEN,
        "form": form if state == RoundState.OPEN or form.is_bound else None,
        "thanks": "danke" in request.GET,
        "days": (dates.show(row.opens_on), dates.show(row.closes_on)),
        "page": page,
        "comments": [_comment(comment) for comment in page],
        "size": said.total(),
        "counts": [
            (word, words.OUTCOME_BADGES.get(outcome, ""), said[outcome])  # type: ignore[call-overload]
            for outcome, word in words.OUTCOMES.items()
            if said[outcome]
        ],
    }


def _comment(comment: ParticipationComment) -> CommentShown:
    return CommentShown(
        comment,
        dates.show(comment.received_on),
        words.OUTCOMES[comment.outcome],
        words.OUTCOME_BADGES.get(comment.outcome, ""),  # type: ignore[call-overload]
    )
