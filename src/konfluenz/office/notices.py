"""One-line answers to what somebody has just done, with a way to take it back."""

import json
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest

from konfluenz.ground import keyring
from konfluenz.office.access import OfficeRequest


def done(
    request: OfficeRequest,
    text: str,
    *,
    undo: str = "",
    keep: Mapping[str, str | int | bool] | None = None,
) -> None:
    """Tell that something was done.

    `undo` is the address that takes it back by POST. `keep` is what that needs to know; it
    travels sealed, because a notice rests in the session until the next page.
    """
    token = keyring.encrypt(json.dumps(dict(keep or {}))) if undo else ""
    messages.success(request, text, extra_tags=json.dumps({"undo": undo, "token": token}))


def refused(request: OfficeRequest, reason: object) -> None:
    """Tell why something was not done."""
    messages.error(request, str(reason))


def kept(request: OfficeRequest) -> dict[str, Any]:
    """Return what :func:`done` kept, from the POST of an undo.

    Raises BadRequest when the token is missing or none of ours.
    """
    try:
        return json.loads(keyring.decrypt(request.POST.get("token", "")))
    except keyring.KeyringError:
        raise BadRequest("This cannot be taken back: the notice is too old.") from None
