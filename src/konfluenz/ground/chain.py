"""The hash chain over the audit trail: what it covers, and whether it still fits.

Each sealed entry carries a link: a keyed SHA-256 over the link before it and everything the
entry says. The key lies in the key ring, not in the database, so that who can write to the
database alone cannot forge a link. Cutting off the newest entries together with the head
can be seen only by who noted an earlier head elsewhere: :func:`verify` takes it as `noted`.
"""

import json
from collections.abc import Iterator
from datetime import UTC
from typing import Any, NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from konfluenz.ground import keyring
from konfluenz.ground.models.trail import ChainHead, Detail, Entry

PAGE = 500


class Fault(models.TextChoices):
    """What does not fit."""

    MISSING = "missing", _("An entry is missing here.")
    LINK = "link", _("The entry is not as it was sealed.")
    DETAIL = "detail", _("The detail is not the one that was recorded.")
    HEAD = "head", _("The chain does not end where its head says.")


class Broken(NamedTuple):
    """The first place where the chain does not fit."""

    position: int
    fault: Fault


class Head(NamedTuple):
    """The end of the chain at some moment; note it outside to notice a shortened trail."""

    position: int
    link: str


def canonical(value: Any) -> str:
    """Return the one JSON text of `value`, the same before and after the database had it."""
    return json.dumps(value, cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":"))


def digest(content: Any, salt: str) -> str:
    """Return what stands in an entry for the `content` of its Detail."""
    return keyring.trail_digest(f"detail\0{salt}\0{canonical(content)}")


def link(previous: str, entry: Entry) -> str:
    """Return the link of `entry`, whose position is set, after the link `previous`."""
    said = [
        previous,
        entry.position,
        entry.at.astimezone(UTC).isoformat(),
        entry.action,
        *entry.about,
        entry.by_label,
        entry.by_id,
        entry.digest,
        sorted([mention.label, mention.record_id] for mention in entry.mentions.all()),
    ]
    return keyring.trail_digest(f"link\0{canonical(said)}")


def head() -> Head:
    """Return the end of the chain as it is now; position 0 before the first entry was sealed."""
    row = ChainHead.objects.filter(pk=1).first()
    return Head(row.position, row.link) if row else Head(0, "")


def verify(noted: Head | None = None) -> Broken | None:
    """Walk the sealed entries from the first and return the first fault, or None.

    Reads in pages of 500, so neither memory nor a long transaction is needed; the sealer
    may go on meanwhile. `noted` is a head somebody kept: the chain must still contain it.
    """
    end = head()
    last = Head(0, "")
    for entry in _sealed(end.position):
        if (fault := _fault(last, entry)) is not None:
            return Broken(last.position + 1, fault)
        last = Head(last.position + 1, entry.link)
        if noted is not None and noted.position == last.position and noted != last:
            return Broken(last.position, Fault.HEAD)
    if last != end or (noted is not None and noted.position > end.position):
        return Broken(last.position + 1, Fault.HEAD)
    return None


def _fault(last: Head, entry: Entry) -> Fault | None:
    if entry.position != last.position + 1:
        return Fault.MISSING
    if entry.link != link(last.link, entry):
        return Fault.LINK
    detail: Detail | None = getattr(entry, "detail", None)
    if detail is not None and entry.digest != digest(detail.content, detail.salt):
        return Fault.DETAIL
    return None


def _sealed(until: int) -> Iterator[Entry]:
    position = 0
    while page := list(
        Entry.objects.filter(position__gt=position, position__lte=until)
        .order_by("position")
        .select_related("detail")
        .prefetch_related("mentions")[:PAGE]
    ):
        yield from page
        position = page[-1].position or until
