"""An association sends in an opportunity itself, by a link in a mail (J3); no password.

The link goes to whatever address asks for it. What it allows depends on whose address it is:
only for an organisation that the office trusts is it published at once.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.directory import organizations
from konfluenz.directory.models import Membership, Organization, OrganizationKind
from konfluenz.ground import outbox
from konfluenz.people import contacts
from konfluenz.people.models.contacts import Kind
from konfluenz.volunteering import magic, opportunities, opportunity_mails, trusted
from konfluenz.volunteering.magic import Purpose
from konfluenz.volunteering.models import Opportunity, OpportunityState
from konfluenz.volunteering.opportunities import OpportunityRefused
from konfluenz.volunteering.values import plain

RELEASE_DAYS = 2
"""Working days until a person has looked at what was sent in."""


@dataclass(frozen=True)
class Submitter:
    """Who holds a link: `organizations` for which this mail address speaks, perhaps none."""

    mail: str
    organizations: tuple[Organization, ...]


def ask(mail: str) -> None:
    """Send a link to `mail` that lets whoever reads there send in one opportunity.

    The answer is the same whether we know the address or not. Raises OpportunityRefused
    when it is no address.
    """
    address = _address(mail)
    outbox.send(
        "volunteering/mail/submission_link",
        to=outbox.BareAddress(address),
        context={
            "token": magic.token(Purpose.OPPORTUNITY_SUBMIT, {"mail": address}),
            "days": magic.DAYS[Purpose.OPPORTUNITY_SUBMIT],
        },
        confidential=True,
    )


def read(token: str) -> Submitter:
    """Return who holds the link; changes nothing. Raises LinkRefused."""
    return _submitter(magic.read(Purpose.OPPORTUNITY_SUBMIT, token)["mail"])


@transaction.atomic
def take(
    token: str,
    title: str,
    task: str,
    *,
    organization: Organization | None = None,
    organization_name: str = "",
    **values: Any,
) -> Opportunity:
    """Add the opportunity that came by the link, published only if the office trusts them.

    `organization` must be one that the mail address speaks for; whoever speaks for none
    gives a name, which a person looks at before anything is published. Raises
    OpportunityRefused, or LinkRefused for a link that is used or too old.
    """
    submitter = _submitter(magic.use(Purpose.OPPORTUNITY_SUBMIT, token)["mail"])
    known = organization in submitter.organizations
    if organization is not None and not known:
        raise OpportunityRefused(_("Your address does not speak for this organisation."))
    offerer = organization or _named(organization_name, submitter)
    values.setdefault("contact_mail", submitter.mail)
    direct = known and trusted.is_trusted(offerer)
    opportunity = opportunities.add(
        title,
        task,
        organization=offerer,
        by=offerer if known else None,
        state=OpportunityState.PUBLISHED if direct else OpportunityState.SUBMITTED,
        **values,
    )
    _tell(opportunity, direct)
    return opportunity


def possible_duplicates(title: str, organization: Organization) -> models.QuerySet[Opportunity]:
    """Return open opportunities of `organization` with the same title, before one sends twice."""
    open_ones = Opportunity.objects.filter(organization=organization).exclude(
        state__in=(OpportunityState.CLOSED, OpportunityState.REFUSED)
    )
    return open_ones.filter(title__iexact=plain(title, one_line=True))


def waiting() -> models.QuerySet[Opportunity]:
    """Return what waits for release, the oldest first."""
    rows = Opportunity.objects.filter(state=OpportunityState.SUBMITTED)
    return rows.order_by("created_at", "id")


def _address(mail: str) -> str:
    try:
        return contacts.normalised(Kind.MAIL, mail)
    except contacts.ContactRefused as error:
        raise OpportunityRefused(str(error)) from None


def _submitter(mail: str) -> Submitter:
    return Submitter(mail, tuple(_speaking_for(mail)))


def _speaking_for(mail: str) -> models.QuerySet[Organization]:
    """Return the organisations with this mailbox, or for which its owner stands today."""
    members = Membership.objects.on(timezone.localdate()).filter(
        person__in=contacts.find(Kind.MAIL, mail)
    )
    speaks = models.Q(mail__iexact=mail) | models.Q(pk__in=members.values("organization"))
    return Organization.objects.filter(speaks).exclude(state="ended")


def _named(name: str, submitter: Submitter) -> Organization:
    """Return the organisation called `name`, a new one if there is none."""
    if submitter.organizations:
        raise OpportunityRefused(_("Choose for which organisation you write."))
    name = plain(name, one_line=True)
    if not name:
        raise OpportunityRefused(_("Say who offers it."))
    found = organizations.possible_duplicates(name).first()
    return found or organizations.add(
        name[: organizations.NAME_LENGTH], kind=OrganizationKind.ASSOCIATION, by=None
    )


def _tell(opportunity: Opportunity, direct: bool) -> None:
    if direct:
        opportunity_mails.tell(opportunity, "published")
    else:
        opportunity_mails.tell(opportunity, "received", days=RELEASE_DAYS)
