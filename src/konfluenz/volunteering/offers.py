"""Somebody offers to help: the wizard of two minutes (J2), confirmed by mail or by a call.

What comes by the web is written down as new, never into the record of somebody else:
whether two are one person is for people to see (`people.duplicates`).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.directory import workdays
from konfluenz.ground import audit, outbox, search
from konfluenz.people import (
    consents,
    contacts,
    duplicates,
    languages,
    merging,
    persons,
    privacy,
)
from konfluenz.people.contacts import ContactRefused
from konfluenz.people.duplicates import Candidate
from konfluenz.people.languages import LanguageRefused
from konfluenz.people.models import ContactChannel, Person, PersonName, SpokenLanguage
from konfluenz.people.models.consents import Purpose as Consented
from konfluenz.people.models.consents import Way
from konfluenz.people.models.contacts import Kind
from konfluenz.people.persons import PersonRefused
from konfluenz.volunteering import magic, volunteers
from konfluenz.volunteering.magic import LinkRefused, Purpose
from konfluenz.volunteering.models import Volunteer, VolunteerState
from konfluenz.volunteering.volunteers import VolunteerRefused

ANSWER_DAYS = 2
"""Working days until a person answers who offers help."""

KEPT = dt.timedelta(days=14)
"""How long an offer by the web waits to be confirmed; then it is erased."""

WRITTEN = (Volunteer, ContactChannel, PersonName, SpokenLanguage)
"""The tables that the wizard writes to."""


@dataclass(frozen=True)
class Offer:
    """What the wizard asks. Mail or phone; `wording` is the version of the consent text.

    `spoken` are (language, level), `values` what `volunteers.add` takes.
    """

    name: str
    mail: str = ""
    phone: str = ""
    language: str = "de"
    spoken: tuple[tuple[str, str], ...] = ()
    wording: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Offered:
    """What came of it: a mail waits to be confirmed, or somebody calls, by `answer_by`."""

    volunteer: Volunteer
    by_mail: bool
    answer_by: dt.date


@transaction.atomic
def take(offer: Offer, *, by: models.Model | None = None) -> Offered:
    """Write down an offer that came by the web and say when a person answers.

    With a mail address a link goes there; without one somebody calls. Who sends the wizard
    twice before confirming has sent it once, as it was last. Raises VolunteerRefused,
    AvailabilityRefused.
    """
    _refuse_unreachable(offer)
    twin = _unconfirmed_twin(offer)
    if twin is not None:
        _forget(twin)
    volunteer = _write(offer, by, confirmed_at=None)
    by_mail = bool(offer.mail.strip())
    if by_mail:
        _send(volunteer, offer)
    return Offered(volunteer, by_mail, answer_by(volunteer))


@transaction.atomic
def hear(
    offer: Offer,
    *,
    way: str,
    by: models.Model | None,
    state: str = VolunteerState.PROSPECT,
    person: Person | None = None,
) -> Volunteer:
    """Write down an offer that was made in a talk: it is theirs, and a person has answered.

    `way` is how they agreed to be kept in contact with (`consents.Way`), `state` how far the
    talk led, `person` who it is if they are on record already. No mail goes out. Raises
    VolunteerRefused, AvailabilityRefused.
    """
    if person is None:
        _refuse_unreachable(offer)
    now = timezone.now()
    volunteer = _write(offer, by, person, state=state, confirmed_at=now, answered_at=now)
    _agree(volunteer.person, offer.wording, way, by)
    return volunteer


@transaction.atomic
def confirm(token: str) -> Volunteer:
    """Note that the offer is theirs who has the mailbox, and what they agree to.

    Raises LinkRefused when the link is used, too old, or the offer is gone.
    """
    payload = magic.use(Purpose.VOLUNTEER_CONFIRM, token)
    volunteer = _meant(payload, Volunteer.objects.select_for_update(of=("self",)))
    person = volunteer.person
    volunteer.confirmed_at = volunteer.first_contact_at = timezone.now()
    volunteer.revision += 1
    volunteer.save(update_fields=["confirmed_at", "first_contact_at", "revision"])
    for contact in person.contacts.filter(kind=Kind.MAIL):
        contacts.confirm(contact, by=person)
    _agree(person, payload["wording"], Way.WEB, person)
    audit.record("volunteer.confirmed", about=volunteer, by=person, also=[person])
    return volunteer


def read(token: str) -> Volunteer:
    """Return whose offer the link would confirm; changes nothing. Raises LinkRefused."""
    return _meant(magic.read(Purpose.VOLUNTEER_CONFIRM, token), Volunteer.objects.all())


def answer_by(volunteer: Volunteer) -> dt.date:
    """Return the day until which a person has answered."""
    return timezone.localdate(workdays.after(volunteer.first_contact_at, ANSWER_DAYS))


def possible_duplicates(volunteer: Volunteer) -> list[Candidate]:
    """Return who may be the same person, for somebody to look at; nothing is merged by itself."""
    return duplicates.candidates(volunteer.person)


def waiting() -> models.QuerySet[Volunteer]:
    """Return who offered help and has no answer by a person yet, the longest waiting first.

    What came by the web with a mail address waits for its confirmation first.
    """
    rows = Volunteer.objects.filter(state=VolunteerState.PROSPECT, answered_at__isnull=True)
    return rows.exclude(_unconfirmed()).order_by("first_contact_at", "id")


def sweep() -> int:
    """Erase the offers that nobody has confirmed within two weeks; return how many; daily."""
    over = timezone.now() - KEPT
    rows = Volunteer.objects.filter(_unconfirmed(), first_contact_at__lte=over)
    return sum(_sweep(volunteer) for volunteer in rows)


@transaction.atomic
def _sweep(volunteer: Volunteer) -> int:
    """Forget one stale offer under a lock; nothing if it was confirmed just now."""
    rows = Volunteer.objects.select_for_update(of=("self",)).filter(_unconfirmed())
    current = rows.filter(pk=volunteer.pk).first()
    if current is None:
        return 0
    _forget(current)
    return 1


def _refuse_unreachable(offer: Offer) -> None:
    if not offer.mail.strip() and not offer.phone.strip():
        raise VolunteerRefused(_("Give an e-mail address or a phone number, so we can answer."))


def _unconfirmed() -> models.Q:
    """Return the condition that an offer waits for the click in a mail."""
    mails = ContactChannel.objects.filter(person=models.OuterRef("person"), kind=Kind.MAIL)
    return models.Q(models.Exists(mails), confirmed_at__isnull=True, state=VolunteerState.PROSPECT)


def _forget(volunteer: Volunteer) -> None:
    """Erase an offer nobody stands by, and the person if nothing else is known of them."""
    person = volunteer.person
    if _is_only_offered(person):
        privacy.erase(person, by=audit.SYSTEM)
        return
    audit.record("volunteer.forgotten", about=volunteer, by=audit.SYSTEM, also=[person])
    volunteer.delete()


def _is_only_offered(person: Person) -> bool:
    """Return whether the wizard alone brought `person` here: no other table leads to them."""
    return not any(
        model._base_manager.filter(**{field.name: person}).exists()
        for model, field in merging.relations()
        if model not in WRITTEN
    )


def _unconfirmed_twin(offer: Offer) -> Volunteer | None:
    """Return the same offer, sent before and not confirmed: same mail, same name."""
    if not offer.mail.strip():
        return None
    owners = contacts.find(Kind.MAIL, offer.mail)
    rows = Volunteer.objects.filter(_unconfirmed(), person__in=owners).select_related("person")
    wanted = search.fold(offer.name)
    return next((row for row in rows if search.fold(row.person.name) == wanted), None)


def _agree(person: Person, wording: str, way: str, by: models.Model | None) -> None:
    consents.give(
        person,
        Consented.KEEP_CONTACT,
        wording=wording,
        language=person.language,
        channel=way,
        by=by,
    )


def _write(
    offer: Offer, by: models.Model | None, person: Person | None = None, **more: Any
) -> Volunteer:
    try:
        person = person or persons.add(offer.name, language=offer.language, by=by)
        for kind, value in ((Kind.MAIL, offer.mail), (Kind.PHONE, offer.phone)):
            if value.strip():
                contacts.add(person, kind, value, by=by, preferred=True)
        for language, level in offer.spoken:
            languages.put(person, language, level, by=by)
    except (PersonRefused, ContactRefused, LanguageRefused) as error:
        raise VolunteerRefused(str(error)) from None
    values = {"source": "", **offer.values, **more}
    return volunteers.add(person, by=by, **values)


def _send(volunteer: Volunteer, offer: Offer) -> None:
    payload = {"volunteer": str(volunteer.public_id), "wording": offer.wording}
    outbox.send(
        "volunteering/mail/offer_confirm",
        to=volunteer.person,
        about=volunteer,
        context={
            "token": magic.token(Purpose.VOLUNTEER_CONFIRM, payload),
            "days": magic.DAYS[Purpose.VOLUNTEER_CONFIRM],
            "answer_days": ANSWER_DAYS,
        },
        confidential=True,
    )


def _meant(payload: Mapping[str, Any], rows: models.QuerySet[Volunteer]) -> Volunteer:
    found = rows.select_related("person").filter(public_id=payload["volunteer"]).first()
    if found is None:
        raise LinkRefused(_("This offer is no longer there. Please fill in the form once more."))
    return found
