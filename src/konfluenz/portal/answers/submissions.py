"""An association asks for a link by mail and sends in, with it, whom it is looking for (J3)."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from konfluenz.ground import links, throttle
from konfluenz.portal import contacts, guards
from konfluenz.portal.answers import words
from konfluenz.portal.answers.submission_form import SubmissionForm
from konfluenz.portal.doors import by_link, doorway, refused
from konfluenz.portal.forms import Form
from konfluenz.portal.pages import public
from konfluenz.volunteering import magic, submissions, task_templates
from konfluenz.volunteering.magic import Purpose
from konfluenz.volunteering.models import Opportunity, OpportunityState
from konfluenz.volunteering.opportunities import OpportunityRefused
from konfluenz.volunteering.submissions import Submitter
from konfluenz.volunteering.task_templates import TaskTemplate

FREE = "frei"
"""Stands in the address for "no template"."""

LINKS_A_DAY = 5
"""So many links one mailbox gets: nobody can flood it through us."""


class AskForm(guards.GuardedForm, Form):
    """Where the link shall go."""

    purpose = "submission link"
    mail = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        error_messages={
            "invalid": gettext_lazy("Please write the address like this: name@example.org")
        },
    )


@public
@guards.public_form
def ask(request: HttpRequest, language: str) -> HttpResponse:
    """Ask for the address the link shall go to; the answer is the same for every address."""
    form = AskForm(request.POST or None)
    if guards.take(request, form, lambda words: _send(words["mail"])):
        return redirect("portal:opportunity-asked", language)
    return render(request, "portal/answers/submission_ask.html", {"form": form})


@public
@require_safe
def asked(request: HttpRequest, language: str) -> HttpResponse:
    """Say where to look for the link."""
    context = {"contact": contacts.front_office()}
    return render(request, "portal/answers/submission_asked.html", context)


@by_link
def submit(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Offer typical tasks, then the form; a POST sends it in, once for each link."""
    try:
        submitter = submissions.read(token)
        if magic.is_used(Purpose.OPPORTUNITY_SUBMIT, token):
            raise links.LinkRefused(gettext("This link was for one opportunity and has been used."))
    except links.LinkRefused as refusal:
        return refused(
            request, str(refusal), again=reverse("portal:opportunity-ask", args=[language])
        )
    chosen = request.GET.get("aufgabe", "")
    template = task_templates.find(chosen)
    if template is None and chosen != FREE:
        return render(request, "portal/answers/submission_tasks.html", {"tasks": _tasks()})
    return _form(request, language, token, submitter, template)


@public
@require_safe
@never_cache
def done(request: HttpRequest, language: str, public_id: UUID) -> HttpResponse:
    """Say what was sent in and how it stands; who sent it in alone knows the address."""
    opportunity = get_object_or_404(Opportunity, public_id=public_id)
    is_shown = opportunity.state == OpportunityState.PUBLISHED
    context = {
        "opportunity": opportunity,
        "is_waiting": opportunity.state == OpportunityState.SUBMITTED,
        "page": links.address("opportunity-public", public_id) if is_shown else "",
        "days": submissions.RELEASE_DAYS,
    }
    return render(request, "portal/answers/submission_done.html", context)


door = doorway("opportunity-submit-page")


def _send(mail: str) -> None:
    if not throttle.hit(f"submission link to {mail.casefold()}", LINKS_A_DAY, 24 * 3600):
        return
    try:
        submissions.ask(mail)
    except OpportunityRefused as refusal:
        raise guards.FormRefused(str(refusal)) from None


def _tasks() -> list[tuple[TaskTemplate, str]]:
    return [
        (one, gettext(words.TASKS[one.slug]) if one.slug in words.TASKS else "")
        for one in task_templates.available()
    ]


def _form(
    request: HttpRequest,
    language: str,
    token: str,
    submitter: Submitter,
    template: TaskTemplate | None,
) -> HttpResponse:
    form = SubmissionForm(
        request.POST or None, submitter=submitter, template=template, language=language
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = submissions.take(token, **form.values())
            return redirect("portal:opportunity-submitted", language, made.public_id)
        except OpportunityRefused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "submitter": submitter}
    return render(request, "portal/answers/submission_form.html", context)
