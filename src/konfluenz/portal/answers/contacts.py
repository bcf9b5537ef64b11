"""How an organisation reaches a volunteer after both said yes: by a code, opened once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from konfluenz.ground import throttle
from konfluenz.ground.models.outbox import Channel
from konfluenz.portal.contacts import Contact
from konfluenz.portal.doors import by_link, doorway
from konfluenz.volunteering import contact_codes, sides
from konfluenz.volunteering.contact_codes import CodeRefused
from konfluenz.volunteering.models import Proposal

PER_HOUR = 5
LEFT_TO_RIGHT, ISOLATE_END = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


@by_link
def contact(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Offer to send a code; a POST sends it, or opens the contact data with it."""
    proposal = contact_codes.read(token)
    context = {"proposal": proposal, "mailbox": _masked(_mailbox(proposal))}
    if request.method == "POST":
        try:
            context |= _act(proposal, request.POST.get("code"))
        except CodeRefused as error:
            context |= {"refusal": str(error), "code_sent": True}
    template = "contact_open" if "opened" in context else "contact"
    return render(request, f"portal/answers/{template}.html", context)


door = doorway("proposal-contact-page")


def _act(proposal: Proposal, code: str | None) -> dict:
    if code is not None:
        opened = contact_codes.open_contact(proposal, code)
        return {"opened": Contact(opened.name, opened.mail, opened.phone)}
    if not throttle.hit(f"contact code {proposal.public_id}", PER_HOUR, 3600):
        raise CodeRefused(_("Many codes have been asked for. Please try again in an hour."))
    contact_codes.send(proposal)
    return {"code_sent": True, "minutes": contact_codes.MINUTES}


def _mailbox(proposal: Proposal) -> str:
    return sides.recipient(proposal.opportunity).address(Channel.MAIL) or ""


def _masked(mail: str) -> str:
    """Return enough of an address that its owner knows it: "v…@example.org".

    Isolated, so that it reads from left to right inside Arabic.
    """
    name, _at, house = mail.partition("@")
    return (
        f"\N{LEFT-TO-RIGHT ISOLATE}{name[:1]}…@{house}\N{POP DIRECTIONAL ISOLATE}" if house else ""
    )
