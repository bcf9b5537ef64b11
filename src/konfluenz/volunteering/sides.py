"""The two sides of a proposal and a placement, and how each is written to."""

from enum import StrEnum

from konfluenz.ground.models.outbox import Channel
from konfluenz.ground.outbox import BareAddress, Recipient
from konfluenz.people.models import Person
from konfluenz.volunteering.models import Opportunity


class Side(StrEnum):
    """Who speaks: the volunteer, or whoever offers the opportunity."""

    VOLUNTEER = "volunteer"
    ORGANISATION = "organisation"

    @property
    def other(self) -> "Side":
        """The other side."""
        return Side.ORGANISATION if self is Side.VOLUNTEER else Side.VOLUNTEER


def recipient(opportunity: Opportunity) -> Recipient:
    """Return who is written to: the contact, else whoever of those who offer it has a mailbox.

    Nobody with an address: the message stays unreachable in the outbox and shows in *Heute*.
    """
    if opportunity.contact_mail:
        return BareAddress(opportunity.contact_mail)
    both = (opportunity.organization, opportunity.unit)
    offerers = [one for one in both if one is not None]
    return next((one for one in offerers if one.address(Channel.MAIL)), offerers[0])


def channel(person: Person) -> str:
    """Return how `person` is reached: by mail, else a colleague calls and reads the text out.

    Neither: the mail stays unreachable in the outbox and shows in *Heute*.
    """
    by_call = not person.address(Channel.MAIL) and person.address(Channel.CALL)
    return Channel.CALL if by_call else Channel.MAIL
