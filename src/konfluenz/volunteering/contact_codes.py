"""Open a volunteer's contact data to who offers the opportunity: after both yes, by a code.

The link in the mail alone opens nothing: shared mailboxes keep mails for years. Whoever opens
it asks for a code, which goes to the same contact, counts for minutes and opens once.
"""

import secrets
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import models, transaction
from django.utils.translation import gettext as _

from konfluenz.ground import audit, keyring, links, outbox
from konfluenz.people import contacts
from konfluenz.volunteering import sides
from konfluenz.volunteering.models import Proposal, ProposalState

MINUTES = 15
TRIES = 5
LINK_SECONDS = 30 * 24 * 3600
PURPOSE = "proposal-contact"


class CodeRefused(Exception):
    """Contact data do not open; the message says what to do."""


@dataclass(frozen=True)
class Opened:
    """Whom the organisation may now call or write to. A postal address is never among it."""

    name: str
    mail: str
    phone: str


def token(proposal: Proposal) -> str:
    """Return the signed part of the link on which a code can be asked for."""
    payload = {"proposal": str(proposal.public_id)}
    return links.signed(PURPOSE, payload, max_age=LINK_SECONDS)


def read(token: str) -> Proposal:
    """Return the proposal of a link, changing nothing; raises LinkRefused."""
    wanted = links.read(PURPOSE, token)["proposal"]
    found = Proposal.objects.select_related("opportunity", "volunteer__person")
    proposal = found.filter(public_id=wanted, state=ProposalState.AGREED).first()
    if proposal is None:
        raise links.LinkRefused(_("This question is no longer open."))
    return proposal


@transaction.atomic
def send(proposal: Proposal) -> None:
    """Mail a new code to who offers the opportunity. Raises CodeRefused before both agreed."""
    _refuse_not_agreed(proposal)
    code = f"{secrets.randbelow(1_000_000):06}"
    kept = {"digest": _digest(proposal, code), "tries": 0}
    cache.set(_key(proposal), kept, MINUTES * 60)
    context = {"code": code, "minutes": MINUTES}
    to = sides.recipient(proposal.opportunity)
    template = "volunteering/mail/contact_code"
    outbox.send(template, to=to, about=proposal, context=context, confidential=True)
    audit.record("proposal.code_sent", about=proposal, by=audit.SYSTEM)


def open_contact(proposal: Proposal, code: str) -> Opened:
    """Return how the volunteer is reached, once, and write down that it was opened.

    Raises CodeRefused for a wrong, used or old code; after five wrong ones it is void.
    """
    _refuse_not_agreed(proposal)
    kept = cache.get(_key(proposal))
    if kept is None:
        raise CodeRefused(_("This code is no longer valid. Please ask for a new one."))
    if not secrets.compare_digest(kept["digest"], _digest(proposal, code.strip())):
        _count_try(proposal, kept)
        raise CodeRefused(_("This is not the code. Look at the latest message."))
    if not cache.delete(_key(proposal)):
        raise CodeRefused(_("This code is no longer valid. Please ask for a new one."))
    return _opened(proposal)


@transaction.atomic
def _opened(proposal: Proposal) -> Opened:
    person = proposal.volunteer.person
    also: list[models.Model] = [proposal.volunteer, person]
    audit.record("proposal.contact_opened", about=proposal, by=audit.SYSTEM, also=also)
    shown = {row.kind: row.text for row in reversed(contacts.shown(person)) if not row.masked}
    return Opened(person.name, shown.get("mail", ""), shown.get("phone", ""))


def _refuse_not_agreed(proposal: Proposal) -> None:
    if Proposal.objects.filter(pk=proposal.pk, state=ProposalState.AGREED).exists():
        return
    raise CodeRefused(_("Contact data open after both sides have said yes."))


def _count_try(proposal: Proposal, kept: dict[str, Any]) -> None:
    kept["tries"] += 1
    if kept["tries"] >= TRIES:
        cache.delete(_key(proposal))
    else:
        cache.set(_key(proposal), kept, MINUTES * 60)


def _digest(proposal: Proposal, code: str) -> str:
    return keyring.blind_index("contact-code", f"{proposal.public_id}:{code}")


def _key(proposal: Proposal) -> str:
    return f"volunteering:contact-code:{proposal.public_id}"
