"""“Was this helpful?”: two buttons on a page of their own, because links change nothing."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from konfluenz.portal import guards
from konfluenz.portal.foot import subjects
from konfluenz.portal.foot.subjects import Subject
from konfluenz.portal.pages import public
from konfluenz.publishing import opinions


class OpinionForm(guards.GuardedForm):
    """Yes or no."""

    purpose = "opinion"
    helpful = forms.ChoiceField(
        choices=[("ja", "ja"), ("nein", "nein")],
        error_messages={"required": _("Please choose yes or no.")},
    )


@public
@guards.public_form
def opinion(request: HttpRequest, language: str) -> HttpResponse:
    """Ask, or count the answer: who says no is asked what was missing.

    A page that is not there (any more) cannot be judged; there is still the feedback.
    """
    subject = subjects.find(request.GET.get("zu", ""), language)
    if subject is None:
        return redirect("portal:feedback", language)
    form = OpinionForm(request.POST or None)
    if guards.take(request, form, lambda said: _count(said, subject, language)):
        return redirect(_next(form, subject, language))
    return render(request, "portal/foot/opinion.html", {"form": form, "subject": subject})


@public
@never_cache
@require_safe
def counted(request: HttpRequest, language: str) -> HttpResponse:
    """Say thank you, and lead back to the page."""
    subject = subjects.find(request.GET.get("zu", ""), language)
    return render(request, "portal/foot/counted.html", {"subject": subject})


def _count(said: dict[str, Any], subject: Subject, language: str) -> None:
    opinions.count(subject.rest, language, helpful=said["helpful"] == "ja")


def _next(form: OpinionForm, subject: Subject, language: str) -> str:
    no = form.cleaned_data["helpful"] == "nein"
    address = reverse("portal:feedback" if no else "portal:opinion-counted", args=[language])
    more = {"zu": subject.rest} | ({"hilfreich": "nein"} if no else {})
    return f"{address}?{urlencode(more)}"
