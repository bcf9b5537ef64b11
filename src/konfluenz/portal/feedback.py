"""Feedback from anybody, without an account and without a cookie.

The form uses no authority of the reader (nobody is logged in for it), so that a forged
request could do nothing that the forger cannot do directly: the CSRF cookie is left out and
public pages stay free of cookies. Against machines there are a signed token with the time the
form was fetched, which is good for one submission, a field that people do not see, and a
limit per address.
"""

import datetime as dt
import secrets

from django import forms
from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from konfluenz.actions import tasks
from konfluenz.directory.models import Topic
from konfluenz.ground import throttle
from konfluenz.portal import contacts, topics
from konfluenz.portal.language import LANGUAGES, SOURCE
from konfluenz.portal.pages import public

SALT = "portal.feedback"
OLDEST = 12 * 60 * 60
"""Seconds a form stays good: whoever reads slowly shall not lose what they wrote."""
QUICKEST = 2
"""Seconds that nobody undercuts who reads the form."""
PER_HOUR = 10
ANSWER_WITHIN = dt.timedelta(days=7)


class FeedbackRefused(Exception):
    """Feedback was not taken; the message says why and what to do."""


class FeedbackForm(forms.Form):
    """What somebody writes. `website` is the field that people do not see."""

    message = forms.CharField(
        max_length=4000,
        error_messages={
            "required": gettext_lazy("Please write what you want to tell us."),
            "max_length": gettext_lazy("Please shorten your text to 4000 characters."),
        },
    )
    mail = forms.EmailField(
        required=False,
        max_length=254,
        error_messages={
            "invalid": gettext_lazy("Please write the address like this: name@example.org")
        },
    )
    website = forms.CharField(required=False)
    token = forms.CharField()


@public
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, language: str) -> HttpResponse:
    """Show the form, or take what was written and lead to the thanks."""
    topic = topics.find(request.GET.get("thema", ""))
    form = FeedbackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if not form.cleaned_data["website"]:
                _refuse_floods(request.META["REMOTE_ADDR"])
                hand_in(form.cleaned_data, topic, language)
            return redirect("portal:thanks", language)
        except FeedbackRefused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "token": new_token(), "topic": topic}
    return render(request, "portal/feedback.html", context)


@public
@require_safe
def thanks(request: HttpRequest, language: str) -> HttpResponse:
    """Say thank you, and what happens next."""
    return render(request, "portal/thanks.html")


def new_token() -> str:
    """Return a token for one submission, which holds when it was made."""
    return signing.TimestampSigner(salt=SALT).sign(secrets.token_urlsafe(9))


@transaction.atomic
def hand_in(words: dict[str, str], topic: Topic | None, language: str) -> None:
    """Make `words` an Aufgabe for the unit that answers for `topic`, once per token.

    The token is used up in the same transaction: if the Aufgabe cannot be written, it stays
    good. Raises FeedbackRefused.
    """
    nonce = _nonce(words["token"])
    if not throttle.hit(f"feedback token {nonce}", 1, OLDEST):
        return
    unit = contacts.unit_for(topic)
    if unit is None:
        raise FeedbackRefused(
            gettext(
                "We cannot take messages here at the moment. Please call us or write an e-mail."
            )
        )
    with override(SOURCE):
        tasks.add(
            _title(topic),
            unit=unit,
            by=None,
            due_date=timezone.localdate() + ANSWER_WITHIN,
            details=_details(words, language),
            origin=topic,
            origin_kind="feedback",
        )


def _refuse_floods(sender: str) -> None:
    """Count a message from the address `sender`; raises FeedbackRefused beyond the limit."""
    if not throttle.hit(f"feedback from {sender}", PER_HOUR, 3600):
        raise FeedbackRefused(
            gettext(
                "Too many messages have come from your connection. Please try again in an hour."
            )
        )


def _nonce(token: str) -> str:
    signer = signing.TimestampSigner(salt=SALT)
    try:
        nonce = signer.unsign(token, max_age=OLDEST)
    except signing.BadSignature:
        raise FeedbackRefused(
            gettext(
                "This page was open for a long time. Your text is still here: please send it again."
            )
        ) from None
    made = signing.b62_decode(token.split(":")[1])
    if timezone.now().timestamp() - made < QUICKEST:
        raise FeedbackRefused(gettext("That was very quick. Please send it once more."))
    return nonce


def _title(topic: Topic | None) -> str:
    if topic is None:
        return gettext("Feedback on the website")
    return gettext("Feedback on the website: %(topic)s") % {"topic": topic.name}


def _details(words: dict[str, str], language: str) -> str:
    lines = [
        words["message"],
        "",
        gettext("Language: %(name)s") % {"name": LANGUAGES[language].name},
    ]
    if words["mail"]:
        lines.append(gettext("Answer to: %(mail)s") % {"mail": words["mail"]})
    return "\n".join([*lines, f"{settings.BASE_URL}/{language}/"])
