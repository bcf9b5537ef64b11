"""Probebetrieb: a city tries everything out, and nobody outside hears of it.

Every message is written and can be read in the outbox; it is held back there unless it goes to
an address that the city named. One act ends the trial. What was held stays held: for each
message a person decides whether it still goes.
"""

from collections.abc import Iterable

from django.db import models, transaction
from django.utils.translation import gettext as _

from konfluenz.directory import municipality
from konfluenz.directory.models import Municipality
from konfluenz.ground import outbox
from konfluenz.ground.models.outbox import Message, State
from konfluenz.people import contacts
from konfluenz.people.models import Account
from konfluenz.people.models.contacts import Kind

MOST_ADDRESSES = 50
"""More are no trial any more."""


class TrialRefused(Exception):
    """The trial cannot be as wished; the message says what to change."""


@transaction.atomic
def begin(
    addresses: Iterable[str] = (), *, seen: int | None = None, by: models.Model | None
) -> Municipality:
    """Hold back every message from now on but those to `addresses`, as `allow` takes them.

    Raises TrialRefused for what is no address, or Stale.
    """
    values = {"trial": True, "trial_addresses": allowed(addresses)}
    return municipality.correct(values, seen=seen, by=by, action="trial.begun")


@transaction.atomic
def allow(
    addresses: Iterable[str], *, seen: int | None = None, by: models.Model | None
) -> Municipality:
    """Let messages to `addresses` go out during the trial, and to no others.

    Each is a mail address, a domain with its sign ("@stadt.example") or a phone number.
    Raises TrialRefused for anything else, and when no trial is on; or Stale.
    """
    if not Municipality.objects.filter(trial=True).exists():
        raise TrialRefused(_("The trial is over: messages go to everybody."))
    values = {"trial_addresses": allowed(addresses)}
    return municipality.correct(values, seen=seen, by=by, action="trial.corrected")


@transaction.atomic
def end(*, seen: int | None = None, by: models.Model | None) -> Municipality:
    """Let messages go out from now on. What was held back stays, until a person decides."""
    values = {"trial": False, "trial_addresses": []}
    return municipality.correct(values, seen=seen, by=by, action="trial.ended")


def write_test(account: Account) -> Message:
    """Write a mail to `account` that shows whether mails arrive; the trial holds for it too."""
    return outbox.send("directory/mail/test", to=account, about=Municipality.objects.get())


def held() -> int:
    """Return how many messages are held back and wait for a decision."""
    return Message.objects.filter(state=State.HELD).count()


def reason_to_hold(channel: str, address: str) -> str:  # noqa: ARG001 - as the outbox asks
    """Return why a message to `address` is held back; "" when it may go."""
    city = municipality.current()
    if not city.trial or _goes(address, city.trial_addresses):
        return ""
    return _("Trial operation: this message is held back, because its address is not released.")


def allowed(addresses: Iterable[str]) -> list[str]:
    """Return `addresses` in their one spelling, each once; raises TrialRefused."""
    found = list(dict.fromkeys(_normal(one.strip()) for one in addresses if one.strip()))
    if len(found) > MOST_ADDRESSES:
        raise TrialRefused(
            _("No more than %(most)d addresses can be released during a trial.")
            % {"most": MOST_ADDRESSES}
        )
    return found


def _goes(address: str, released: list[str]) -> bool:
    plain = address.strip().casefold()
    domain = plain[plain.rfind("@") :] if "@" in plain else None
    return plain in released or domain in released


def _normal(text: str) -> str:
    if text.startswith("@"):
        kind, value = Kind.MAIL, f"amt{text}"
    else:
        kind, value = (Kind.MAIL if "@" in text else Kind.PHONE), text
    try:
        normal = contacts.normalised(kind, value).casefold()
    except contacts.ContactRefused:
        raise TrialRefused(
            _(
                "“%(text)s” is no address. Write a mail address, a domain such as @stadt.example,"
                " or a phone number."
            )
            % {"text": text}
        ) from None
    return normal[normal.index("@") :] if text.startswith("@") else normal
