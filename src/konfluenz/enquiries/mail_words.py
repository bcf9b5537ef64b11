"""What a mail says, as it stands in the thread: subject, text, who wrote, where to answer."""

from collections.abc import Collection

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from konfluenz.enquiries import enquiries, reaching, saving
from konfluenz.enquiries.refusals import EnquiryRefused
from konfluenz.ground.incoming import Incoming

REPLIES = frozenset({"re", "aw", "antw", "fw", "fwd", "wg", "sv", "tr", "ynt", "rv", "odp"})
"""What mail programs of many countries put before the subject of a reply."""

LONGEST_LIST = 1000


def subject(mail: Incoming) -> str:
    """Return what a mail is about, without the signs of replies."""
    text = mail.subject
    while (parts := text.partition(":"))[1] and parts[0].strip().lower() in REPLIES:
        text = parts[2].strip()
    shortened = Truncator(text).chars(enquiries.LONGEST_SUBJECT)
    return shortened or _("E-mail without a subject")


def text(mail: Incoming) -> str:
    """Return the words of a mail, and the names of what hung on it."""
    names = ", ".join(mail.attachments)
    attached = Truncator(_("Attachments: %s") % names).chars(LONGEST_LIST) if names else ""
    words = mail.text
    room = saving.LONGEST - LONGEST_LIST - 100
    if len(words) > room:
        rest = _("The rest stands in the mail as it came.")
        words = f"{words[:room].rstrip()} […]\n\n{rest}"
    return "\n\n".join(filter(None, [words, attached])) or _("(no text)")


def name(mail: Incoming) -> str:
    """Return what the thread calls who wrote."""
    return mail.sender_name or mail.sender


def author(mail: Incoming, ours: Collection[str]) -> str:
    """Return the address of who wrote.

    A form of our own website writes from our address; then it is whoever wants the answer.
    """
    return mail.reply_to if mail.sender in ours and mail.reply_to else mail.sender


def reply_to(mail: Incoming, author: str) -> str:
    """Return where an answer goes; "" when no mail can get there."""
    for address in (mail.reply_to, author):
        try:
            if checked := reaching.checked_address(address):
                return checked
        except EnquiryRefused:
            continue
    return ""
