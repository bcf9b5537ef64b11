"""Addresses in messages, by purpose, and signed links that open one thing for a while.

A room that sends a message says what the link is for ("post"); ``settings.LINKS`` says
which page that is. So no room knows the faces above it.
"""

import time
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _


class UnknownPurpose(Exception):
    """A message links to a purpose that ``settings.LINKS`` does not name."""


class LinkRefused(Exception):
    """A signed link is not valid (any more); the text tells a person what to do."""


def address(purpose: str, *args: Any) -> str:
    """Return the absolute address of the page for `purpose`; `args` are the parts of its path.

    Raises UnknownPurpose, or Django's NoReverseMatch when the parts do not fit.
    """
    try:
        name = settings.LINKS[purpose]
    except KeyError:
        raise UnknownPurpose(purpose) from None
    return settings.BASE_URL.removesuffix(settings.BASE_PATH) + reverse(name, args=args)


def signed(purpose: str, payload: Any, *, max_age: int) -> str:
    """Return a token that carries `payload` (JSON) for one `purpose` and `max_age` seconds.

    It can be read by whoever holds it, and used again until it expires: an act that may
    happen once only keeps its own record of that.
    """
    content = {"payload": payload, "until": int(time.time()) + max_age}
    return signing.dumps(content, salt=_salt(purpose), compress=True)


def read(purpose: str, token: str) -> Any:
    """Return the payload of a token made for `purpose`; raises LinkRefused."""
    try:
        content = signing.loads(token, salt=_salt(purpose))
    except signing.BadSignature:
        raise LinkRefused(
            _("This link is not complete. Copy the whole link from the message.")
        ) from None
    if content["until"] < time.time():
        raise LinkRefused(_("This link has expired. Please ask for a new one."))
    return content["payload"]


def _salt(purpose: str) -> str:
    return f"konfluenz.link.{purpose}"
