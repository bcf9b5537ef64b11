"""How people are reached: mail, phone and postal address, sealed, found by a keyed digest."""

import re
from dataclasses import dataclass

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.ground import audit, keyring
from konfluenz.people.models import ContactChannel, Person
from konfluenz.people.models.contacts import Kind

HOME_REGION = "DE"
"""A phone number without country code is read as dialled from here."""


FEWEST_DIGITS = 5
"""Of a number without country code. Emergency numbers are nobody's own."""


class ContactRefused(Exception):
    """A contact cannot be kept; the message says how to mend it."""


@dataclass(frozen=True)
class Shown:
    """A contact as a reader may see it. `masked`: it is kept, but shown to nobody."""

    contact: ContactChannel
    kind: str
    label: str
    text: str
    preferred: bool
    masked: bool = False


@transaction.atomic
def add(
    person: Person, kind: str, value: str, *, by: models.Model | None, preferred: bool = False
) -> ContactChannel:
    """Note that `kind` reaches `person` at `value`; `preferred` puts it before the others.

    Raises ContactRefused when the value is none of its kind, or stands there already.
    """
    value = normalised(kind, value)
    index = digest(kind, value)
    person.hold()
    if person.contacts.filter(kind=kind, digest=index).exists():
        raise ContactRefused(_("This contact is noted already."))
    if preferred:
        person.contacts.filter(kind=kind, preferred=True).update(preferred=False)
    contact = ContactChannel.objects.create(
        person=person, kind=kind, value=value, digest=index, preferred=preferred
    )
    _record("contact.added", contact, by, ("", _noted(contact)))
    return contact


@transaction.atomic
def remove(contact: ContactChannel, *, by: models.Model | None) -> None:
    """Forget one way to reach a person. A contact that is gone already stays gone."""
    contact.person.hold()
    gone, _count = ContactChannel.objects.filter(pk=contact.pk).delete()
    if gone:
        _record("contact.removed", contact, by, (_noted(contact), ""))


@transaction.atomic
def prefer(contact: ContactChannel, *, by: models.Model | None) -> None:
    """Put `contact` before the person's others of its kind."""
    contact.person.hold()
    same_kind = contact.person.contacts.filter(kind=contact.kind)
    if same_kind.filter(pk=contact.pk, preferred=True).exists():
        return
    same_kind.update(preferred=False)
    same_kind.filter(pk=contact.pk).update(preferred=True)
    _record("contact.preferred", contact, by, ("", _noted(contact)))


@transaction.atomic
def confirm(contact: ContactChannel, *, by: models.Model | None) -> None:
    """Note that the person answered from this contact, now."""
    contact.person.hold()
    ContactChannel.objects.filter(pk=contact.pk).update(confirmed_at=timezone.now())
    audit.record("contact.confirmed", about=contact.person, by=by, also=[contact])


def find(kind: str, value: str) -> models.QuerySet[Person]:
    """Return the persons who have this contact; nobody when `value` is none of its kind."""
    try:
        wanted = digest(kind, normalised(kind, value))
    except ContactRefused:
        return Person.objects.none()
    owners = ContactChannel.objects.filter(kind=kind, digest=wanted).values("person")
    return Person.objects.filter(pk__in=owners)


def shown(person: Person) -> list[Shown]:
    """Return the person's contacts as they may be shown: a blocked address (§ 51 BMG) is masked."""
    return [
        Shown(
            contact=contact,
            kind=contact.kind,
            label=contact.get_kind_display(),
            text=_("This address is blocked.") if _masked(person, contact) else shown_text(contact),
            preferred=contact.preferred,
            masked=_masked(person, contact),
        )
        for contact in person.contacts.all()
    ]


def shown_text(contact: ContactChannel) -> str:
    """Return a contact as people write it: phone numbers in groups."""
    if contact.kind != Kind.PHONE:
        return contact.value
    number = phonenumbers.parse(contact.value, HOME_REGION)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def normalised(kind: str, value: str) -> str:
    """Return `value` in the one form it is kept in: mail in lower case, phone in E.164.

    Raises ContactRefused when it is none of its kind.
    """
    value = value.strip()
    if kind == Kind.MAIL:
        return _mail(value)
    if kind == Kind.PHONE:
        return _phone(value)
    return _post(value)


def looks_like(kind: str, text: str) -> bool:
    """Return whether `text` is meant as a mail address or a phone number rather than a name."""
    if kind == Kind.MAIL:
        return "@" in text
    return kind == Kind.PHONE and bool(re.fullmatch(r"[+(]?[\d\s()/.-]{5,}", text))


def digest(kind: str, normal: str) -> str:
    """Return the blind index of a normalised value; case and line breaks make no difference."""
    return keyring.blind_index(f"contact:{kind}", " ".join(normal.casefold().split()))


def _mail(value: str) -> str:
    try:
        validate_email(value)
    except ValidationError:
        raise ContactRefused(
            _("This is no e-mail address. Write it like name@example.org.")
        ) from None
    return value.lower()


def _phone(value: str) -> str:
    refused = ContactRefused(
        _("This is no phone number. Write it with area code, like 0261 123456 or +49 261 123456.")
    )
    try:
        number = phonenumbers.parse(value, HOME_REGION)
    except phonenumbers.NumberParseException:
        raise refused from None
    written_in_full = value.lstrip("( ").startswith(("0", "+"))
    long_enough = len(str(number.national_number)) >= FEWEST_DIGITS
    if not (written_in_full and long_enough and phonenumbers.is_possible_number(number)):
        raise refused
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _post(value: str) -> str:
    lines = [" ".join(line.split()) for line in value.splitlines()]
    text = "\n".join(line for line in lines if line)
    if not text:
        raise ContactRefused(_("Please write down the address: street, postcode and town."))
    return text


def _noted(contact: ContactChannel) -> str:
    """Return what the trail's readable side keeps; a postal address never stands there."""
    return contact.get_kind_display() if contact.kind == Kind.POST else contact.value


def _masked(person: Person, contact: ContactChannel) -> bool:
    return person.address_blocked and contact.kind == Kind.POST


def _record(
    action: str, contact: ContactChannel, by: models.Model | None, change: tuple[str, str]
) -> None:
    audit.record(action, about=contact.person, by=by, changes={contact.kind: change})
