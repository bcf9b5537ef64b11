"""What was said in an *Anliegen*, with the mails that carried it."""

from dataclasses import dataclass

from konfluenz.enquiries import mails
from konfluenz.enquiries.models import Contribution, Enquiry
from konfluenz.ground import references
from konfluenz.ground.models import Message
from konfluenz.ground.references import Reference


@dataclass(frozen=True)
class Turn:
    """One thing said. `message` is the mail of ours that carried it, None for what was told.

    `mail` is the number of the mail that brought it; 0: its original has been erased, None:
    none did.
    """

    said: Contribution
    message: Message | None
    mail: int | None = None

    @property
    def by_mail(self) -> bool:
        """Whether a mail carried it."""
        return bool(self.said.message_label) or self.mail is not None


def of(enquiry: Enquiry) -> list[Turn]:
    """Return the thread, oldest first, with three queries."""
    said = list(enquiry.contributions.all())
    carried = [_carried(one) for one in said if one.message_label]
    found = references.resolve_all(carried)
    came = mails.of(enquiry)
    return [Turn(one, _message(found.get(_carried(one))), came.get(one.pk)) for one in said]


def _carried(said: Contribution) -> Reference:
    return Reference(said.message_label, said.message_id)


def _message(record: object) -> Message | None:
    return record if isinstance(record, Message) else None
