"""Links in mails that open one thing for one purpose, without a login.

A GET only reads: mail scanners follow every link. What changes something happens by POST and
calls :func:`use`, which lets one link change something once.
"""

import datetime as dt
import hashlib
import secrets
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from konfluenz.ground import links, throttle
from konfluenz.ground.links import LinkRefused as LinkRefused

NONCE = "nonce"
"""Makes each link one of its own: two that were asked for in the same second are two."""


class Purpose(StrEnum):
    """What a link is for; the same words stand in ``settings.LINKS``."""

    VOLUNTEER_CONFIRM = "volunteer-confirm"
    OPPORTUNITY_SUBMIT = "opportunity-submit"
    PROPOSAL_VOLUNTEER = "proposal-volunteer"
    PROPOSAL_ORGANISATION = "proposal-organisation"
    CHECK_IN = "check-in"


DAYS: Mapping[Purpose, int] = {
    Purpose.VOLUNTEER_CONFIRM: 7,
    Purpose.OPPORTUNITY_SUBMIT: 2,
    Purpose.PROPOSAL_VOLUNTEER: 14,
    Purpose.PROPOSAL_ORGANISATION: 14,
    Purpose.CHECK_IN: 21,
}
"""How many days a link opens what it is for."""


def token(purpose: Purpose, payload: Mapping[str, Any], *, days: int | None = None) -> str:
    """Return a signed token for `purpose` that holds for `days` (those of DAYS if None).

    Whoever holds it can read the payload: put keys in it, never words about people.
    """
    length = dt.timedelta(days=DAYS[purpose] if days is None else days)
    content = {**payload, NONCE: secrets.token_hex(6)}
    return links.signed(purpose.value, content, max_age=int(length.total_seconds()))


def read(purpose: Purpose, token: str) -> dict[str, Any]:
    """Return the payload of a token made for `purpose`; changes nothing. Raises LinkRefused."""
    payload: dict[str, Any] = links.read(purpose.value, token)
    return {name: value for name, value in payload.items() if name != NONCE}


def use(purpose: Purpose, token: str) -> dict[str, Any]:
    """Return the payload and let the token change nothing again.

    Call it inside the transaction that acts: if the act is refused, the link is as good as
    new. Of two at the same moment one goes through. Raises LinkRefused.
    """
    payload = read(purpose, token)
    seconds = dt.timedelta(days=max(DAYS.values()) + 1).total_seconds()
    if not throttle.hit(_key(purpose, token), 1, seconds):
        raise LinkRefused(_("This link has been used already. Nothing more needs to be done."))
    return payload


def is_used(purpose: Purpose, token: str) -> bool:
    """Return whether the token has acted already, so that nobody fills in a form for nothing."""
    return throttle.spent(_key(purpose, token), 1)


def _key(purpose: Purpose, token: str) -> str:
    return f"magic {purpose} {hashlib.sha256(token.encode()).hexdigest()}"
