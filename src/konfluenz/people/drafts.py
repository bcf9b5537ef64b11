"""Forms people have begun, sealed, kept for 30 days. Nobody else sees them: no trail."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from konfluenz.ground import references
from konfluenz.people.models import Account, Draft

KEPT = datetime.timedelta(days=30)
"""How long an untouched draft is kept."""


@transaction.atomic
def put(
    account: Account, form: str, data: Mapping[str, Any], *, about: models.Model | None = None
) -> Draft:
    """Keep what stands in the form, in place of its earlier draft."""
    draft, _created = Draft.objects.update_or_create(
        **_key(account, form, about), defaults={"data": dict(data), "updated_at": timezone.now()}
    )
    return draft


def of(account: Account, form: str, *, about: models.Model | None = None) -> Draft | None:
    """Return the account's draft of the form, or None when there is none or it is too old."""
    fresh = Draft.objects.filter(updated_at__gt=timezone.now() - KEPT)
    return fresh.filter(**_key(account, form, about)).first()


def drop(account: Account, form: str, *, about: models.Model | None = None) -> None:
    """Drop the draft: the form was sent, or given up."""
    Draft.objects.filter(**_key(account, form, about)).delete()


def expire() -> int:
    """Delete the drafts that nobody touched for 30 days and return how many."""
    deleted, _by_model = Draft.objects.filter(updated_at__lte=timezone.now() - KEPT).delete()
    return deleted


def _key(account: Account, form: str, about: models.Model | None) -> dict[str, Any]:
    to = references.to(about) if about is not None else references.NOBODY
    return {"account": account, "form": form, "about_label": to.label, "about_id": to.id}
