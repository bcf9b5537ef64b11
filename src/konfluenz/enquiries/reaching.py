"""How the people behind an Anliegen are reached."""

from django.conf import settings
from django.utils.translation import gettext as _

from konfluenz.enquiries.models import Enquiry
from konfluenz.enquiries.refusals import EnquiryRefused
from konfluenz.ground.models.outbox import Channel
from konfluenz.ground.outbox import BareAddress, Recipient
from konfluenz.people import contacts
from konfluenz.people.contacts import ContactRefused
from konfluenz.people.models import Person
from konfluenz.people.models.contacts import Kind


def by_mail(enquiry: Enquiry) -> Recipient | None:
    """Return to whom a mail about `enquiry` goes: where they wrote from, else the person.

    None: nobody can be reached by mail.
    """
    if contacts.looks_like(Kind.MAIL, enquiry.reply_to):
        return BareAddress(enquiry.reply_to, enquiry.language)
    person = enquiry.person
    return person if person is not None and person.address(Channel.MAIL) else None


def known(enquiry: Enquiry) -> list[Person]:
    """Return the persons in the records who are reached where this one is, none if it has one.

    They are proposed, never joined without a person saying so.
    """
    if enquiry.person_id is not None or not enquiry.reply_to:
        return []
    return list(contacts.find(_kind(enquiry.reply_to), enquiry.reply_to))


def shown(enquiry: Enquiry) -> list[tuple[str, str]]:
    """Return how they are reached, each as (kind, text): as they asked for, else their contacts.

    A blocked address (§ 51 BMG) is left out.
    """
    if enquiry.reply_to:
        return [(_kind(enquiry.reply_to), enquiry.reply_to)]
    held = contacts.shown(enquiry.person) if enquiry.person is not None else []
    return [(contact.kind, contact.text) for contact in held if not contact.masked]


def checked_address(text: str) -> str:
    """Return a mail address or phone number in its stored form; raises EnquiryRefused."""
    text = text.strip()
    if not text:
        return ""
    try:
        return contacts.normalised(_kind(text), text)
    except ContactRefused as refusal:
        raise EnquiryRefused(str(refusal)) from None


def checked_language(code: str) -> str:
    """Return `code` if messages are written in it; raises EnquiryRefused."""
    if code not in dict(settings.LANGUAGES):
        raise EnquiryRefused(
            _("Messages are not written in this language. Choose one of the list.")
        )
    return code


def _kind(text: str) -> str:
    return Kind.MAIL if contacts.looks_like(Kind.MAIL, text) else Kind.PHONE
