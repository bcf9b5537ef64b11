"""What keeps machines out of the public's forms, without a cookie and without a captcha.

The forms use no authority of the reader (nobody is logged in for them), so that a forged
request could do nothing that the forger cannot do directly: the CSRF cookie is left out and
public pages stay free of cookies. Instead there are a signed token with the time the form was
fetched, which is good for one submission, a field that people do not see, and a limit per
address. A page with such a form::

    @public
    @guards.public_form
    def feedback(request, language):
        form = FeedbackForm(request.POST or None)
        if guards.take(request, form, lambda words: hand_in(words, language)):
            return redirect("portal:thanks", language)
        return render(request, "portal/feedback.html", {"form": form})

The template has ``{% include "portal/parts/guards.html" %}`` inside its form element.
"""

import secrets
from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from konfluenz.ground import throttle

OLDEST = 12 * 60 * 60
"""Seconds a form stays good: whoever reads slowly shall not lose what they wrote."""
QUICKEST = 2
"""Seconds that nobody undercuts who reads the form."""
PER_HOUR = 10


class FormRefused(Exception):
    """A form was not taken; the message says why and what to do, in the reader's language."""


class GuardedForm(forms.Form):
    """A form that anybody may send. `website` is the field that people do not see.

    `purpose` keeps the tokens and the limits of different forms apart. Its `visible_fields`
    are those that people see.
    """

    purpose: ClassVar[str]
    website = forms.CharField(required=False, widget=forms.HiddenInput)
    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def fresh_token(self) -> str:
        """Return a token for the next time this form is sent."""
        return new_token(self.purpose)


def public_form(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open `view` to GET, HEAD and POST without a cookie, and let nobody cache its tokens."""
    return csrf_exempt(never_cache(require_http_methods(["GET", "HEAD", "POST"])(view)))


def new_token(purpose: str) -> str:
    """Return a token for one submission, which holds when it was made."""
    return _signer(purpose).sign(secrets.token_urlsafe(9))


def take(request: HttpRequest, form: GuardedForm, save: Callable[[dict[str, Any]], Any]) -> bool:
    """Hand what was written to `save`, once per token; return whether to thank the reader.

    A machine that filled in what people do not see is thanked for nothing. The token is used
    up in the transaction of `save`: if that fails, it stays good. A FormRefused of `save`
    stands over the form afterwards.
    """
    if request.method != "POST" or not form.is_valid():
        return False
    if form.cleaned_data["website"]:
        return True
    try:
        _refuse_floods(form.purpose, request.META["REMOTE_ADDR"])
        with transaction.atomic():
            if _use_up(form.purpose, form.cleaned_data["token"]):
                save(form.cleaned_data)
    except FormRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _refuse_floods(purpose: str, sender: str) -> None:
    """Count a submission from the address `sender`; raises FormRefused beyond the limit."""
    if not throttle.hit(f"{purpose} from {sender}", PER_HOUR, 3600):
        raise FormRefused(
            gettext(
                "Too many messages have come from your connection. Please try again in an hour."
            )
        )


def _use_up(purpose: str, token: str) -> bool:
    """Return whether `token` is used for the first time; raises FormRefused for a bad one."""
    try:
        nonce = _signer(purpose).unsign(token, max_age=OLDEST)
    except signing.BadSignature:
        raise FormRefused(
            gettext(
                "This page was open for a long time. Your text is still here: please send it again."
            )
        ) from None
    made = signing.b62_decode(token.split(":")[1])
    if timezone.now().timestamp() - made < QUICKEST:
        raise FormRefused(gettext("That was very quick. Please send it once more."))
    return throttle.hit(f"{purpose} token {nonce}", 1, OLDEST)


def _signer(purpose: str) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"portal.{purpose}")
