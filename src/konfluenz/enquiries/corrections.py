"""What the owner of a public entry wants changed becomes an Anliegen of the editorial office.

It is never applied by itself, not even for organisations whose opportunities are published
without release: a link in a shared mailbox is passed on, a wrong hour closes a door before
somebody, and each change makes eight translations stale, which a person has to decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from konfluenz.directory import review_rounds
from konfluenz.directory.models import Review
from konfluenz.enquiries import enquiries
from konfluenz.enquiries.models import Enquiry, Way

HOUSE = "de"
LONGEST_TITLE = 100


@dataclass(frozen=True)
class Change:
    """What the entry says, and what it shall say instead, under the German `label`."""

    label: str
    old: str
    new: str


@transaction.atomic
def propose(
    review: Review, record: models.Model, changes: Sequence[Change], words: str = ""
) -> Enquiry:
    """Write down what the owner of `record` wants changed; the answer goes to its mailbox.

    Raises EnquiryRefused when nothing is said.
    """
    owner = review.owner
    with override(HOUSE):
        subject = _("Change wished: %(title)s") % {"title": review.title[:LONGEST_TITLE]}
        made = enquiries.receive(
            subject,
            _text(changes, words),
            way=Way.FORM,
            by=None,
            name=str(owner),
            reply_to=owner.address("mail") or "",
            language=owner.language,
            about=record,
        )
    review_rounds.change_wished(review, by=owner)
    return made


def _text(changes: Sequence[Change], words: str) -> str:
    parts = [
        _("%(label)s\nuntil now: %(old)s\nnew: %(new)s")
        % {"label": change.label, "old": change.old or "–", "new": change.new or "–"}
        for change in changes
    ]
    return "\n\n".join([*parts, words.strip()]).strip()
