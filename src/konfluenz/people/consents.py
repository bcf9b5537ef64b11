"""What people agreed to. Consents are added and withdrawn, never changed."""

from django.db import models, transaction
from django.utils.translation import gettext as _

from konfluenz.ground import audit
from konfluenz.people.models import Consent, Person
from konfluenz.people.models.consents import Purpose, Way


class ConsentRefused(Exception):
    """A consent cannot be noted; the message says why."""


@transaction.atomic
def give(
    person: Person,
    purpose: str,
    *,
    wording: str,
    language: str,
    channel: str,
    by: models.Model | None,
) -> Consent:
    """Note that `person` agreed to `purpose`, having read version `wording` in `language`.

    Raises ConsentRefused without a wording: what was agreed to could not be proved.
    """
    if not wording.strip():
        raise ConsentRefused(_("Please say which version of the text the person agreed to."))
    return _write(person, purpose, wording.strip(), language, channel, by, given=True)


@transaction.atomic
def withdraw(
    person: Person, purpose: str, *, channel: str, by: models.Model | None, language: str = ""
) -> Consent:
    """Note that `person` no longer agrees to `purpose`. It takes effect at once.

    `language` is the one they said so in, that of the consent if empty. Raises ConsentRefused
    when no such consent stands.
    """
    person.hold()
    consent = standing(person).get(purpose)
    if consent is None:
        raise ConsentRefused(_("There is no such consent to withdraw."))
    language = language or consent.language
    return _write(person, purpose, consent.wording, language, channel, by, given=False)


def standing(person: Person) -> dict[str, Consent]:
    """Return the consents in force, by purpose: those whose latest row says yes."""
    latest = {row.purpose: row for row in person.consents.order_by("at", "id")}
    return {purpose: row for purpose, row in latest.items() if row.given}


def has(person: Person, purpose: str) -> bool:
    """Return whether `person` agrees to `purpose` just now."""
    return purpose in standing(person)


def _write(
    person: Person,
    purpose: str,
    wording: str,
    language: str,
    channel: str,
    by: models.Model | None,
    *,
    given: bool,
) -> Consent:
    if purpose not in Purpose.values or channel not in Way.values:
        raise ConsentRefused(_("Choose a purpose and a way of the list."))
    consent = Consent.objects.create(
        person=person,
        purpose=purpose,
        given=given,
        wording=wording,
        language=language,
        channel=channel,
    )
    action = "consent.given" if given else "consent.withdrawn"
    audit.record(action, about=person, by=by, changes={"purpose": ("", purpose)})
    return consent
