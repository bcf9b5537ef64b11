"""What each act of the audit trail is called. `tests/office` fails on an act without words."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from konfluenz.people import languages
from konfluenz.people.models.consents import Purpose
from konfluenz.people.models.contacts import Kind
from konfluenz.people.models.languages import Level
from konfluenz.people.models.roles import Role

SENTENCES: dict[str, Promise] = {
    "account.closed": gettext_lazy("Account closed"),
    "account.factor_added": gettext_lazy("Second factor set up"),
    "account.factor_removed": gettext_lazy("Second factor removed"),
    "account.logged_in": gettext_lazy("Logged in"),
    "account.logged_out": gettext_lazy("Logged out"),
    "account.login_failed": gettext_lazy("Login failed"),
    "account.opened": gettext_lazy("Account opened"),
    "account.password_changed": gettext_lazy("Password changed"),
    "account.removed": gettext_lazy("Account removed"),
    "consent.given": gettext_lazy("Consent noted"),
    "consent.withdrawn": gettext_lazy("Consent withdrawn"),
    "contact.added": gettext_lazy("Contact added"),
    "contact.confirmed": gettext_lazy("Contact confirmed"),
    "contact.preferred": gettext_lazy("Contact put first"),
    "contact.removed": gettext_lazy("Contact removed"),
    "district.added": gettext_lazy("District added"),
    "district.corrected": gettext_lazy("District corrected"),
    "file.erased": gettext_lazy("File erased"),
    "file.stored": gettext_lazy("File stored"),
    "group.added": gettext_lazy("Group added"),
    "group.corrected": gettext_lazy("Group corrected"),
    "group.joined": gettext_lazy("Joined the group"),
    "group.left": gettext_lazy("Left the group"),
    "language.noted": gettext_lazy("Spoken language noted"),
    "language.removed": gettext_lazy("Spoken language removed"),
    "membership.added": gettext_lazy("Membership added"),
    "membership.corrected": gettext_lazy("Membership corrected"),
    "membership.ended": gettext_lazy("Membership ended"),
    "message.done_by_hand": gettext_lazy("Message settled by hand"),
    "message.released": gettext_lazy("Message released"),
    "message.retried": gettext_lazy("Message sent again"),
    "municipality.corrected": gettext_lazy("Municipality corrected"),
    "municipality.set_up": gettext_lazy("Municipality set up"),
    "organization.added": gettext_lazy("Organisation added"),
    "organization.corrected": gettext_lazy("Organisation corrected"),
    "organization.covers": gettext_lazy("Topic added"),
    "organization.uncovers": gettext_lazy("Topic removed"),
    "person.added": gettext_lazy("Person added"),
    "person.corrected": gettext_lazy("Person corrected"),
    "person.erased": gettext_lazy("Person erased"),
    "person.exported": gettext_lazy("Data exported"),
    "person.merged": gettext_lazy("Merged with another person"),
    "person.unmerged": gettext_lazy("Merge undone"),
    "place.added": gettext_lazy("Place added"),
    "place.corrected": gettext_lazy("Place corrected"),
    "post.added": gettext_lazy("Post added"),
    "post.corrected": gettext_lazy("Post corrected"),
    "post.filled": gettext_lazy("Post filled"),
    "post.staged": gettext_lazy("Stage of the post noted"),
    "post.vacated": gettext_lazy("Post vacated"),
    "responsibility.assigned": gettext_lazy("Responsibility assigned"),
    "responsibility.corrected": gettext_lazy("Responsibility corrected"),
    "responsibility.ended": gettext_lazy("Responsibility ended"),
    "role.granted": gettext_lazy("Role granted"),
    "role.revoked": gettext_lazy("Role revoked"),
    "task.added": gettext_lazy("Task added"),
    "task.corrected": gettext_lazy("Task corrected"),
    "task.delegated": gettext_lazy("Task handed on"),
    "task.finished": gettext_lazy("Task done"),
    "task.overtaken": gettext_lazy("Task overtaken by events"),
    "task.postponed": gettext_lazy("Task postponed"),
    "task.rejected": gettext_lazy("Task rejected"),
    "task.reopened": gettext_lazy("Task reopened"),
    "task.started": gettext_lazy("Task started"),
    "topic.added": gettext_lazy("Topic added"),
    "topic.corrected": gettext_lazy("Topic corrected"),
    "translation.put": gettext_lazy("Translation written"),
    "unit.added": gettext_lazy("Office added"),
    "unit.corrected": gettext_lazy("Office corrected"),
    "unit.dissolved": gettext_lazy("Office dissolved"),
    "unit.staged": gettext_lazy("Succession of the office noted"),
}

FIELDS: dict[str, Promise] = {
    "address": gettext_lazy("address"),
    "function": gettext_lazy("function"),
    "holder": gettext_lazy("holder"),
    "names": gettext_lazy("names in other scripts"),
    "organization": gettext_lazy("organisation"),
    "person": gettext_lazy("person"),
    "purpose": gettext_lazy("purpose"),
    "role": gettext_lazy("role"),
    "stage": gettext_lazy("stage"),
    "topic": gettext_lazy("topic"),
    "unit": gettext_lazy("office"),
    "valid_from": gettext_lazy("from"),
    "valid_until": gettext_lazy("until before"),
}
"""What the parts of an act are called that are no field of the record it was done to."""

SPOKEN = "language "
"""People's acts on spoken languages name the field "language ar"."""


def sentence(action: str) -> str:
    """Return what the act is called; its slug as words when nobody has said."""
    known = SENTENCES.get(action)
    return str(known) if known is not None else action.replace(".", " ").replace("_", " ")


def field_label(name: str) -> str:
    """Return what a part of an act is called."""
    if name in Kind.values:
        return str(Kind(name).label)
    if name.startswith(SPOKEN):
        return languages.name(name.removeprefix(SPOKEN))
    return str(FIELDS.get(name, name.replace("_", " ")))


def choices(name: str) -> Mapping[str, str]:
    """Return the words for the values of a part that is no field of the record."""
    if name.startswith(SPOKEN):
        return {level.value: str(level.label) for level in Level}
    kinds: dict[str, type[TextChoices]] = {"role": Role, "purpose": Purpose}
    return {str(value): str(label) for value, label in kinds[name].choices} if name in kinds else {}


def every_sentence() -> list[tuple[str, str]]:
    """Return all acts with what they are called, for the filter of the trail."""
    return sorted(((slug, str(text)) for slug, text in SENTENCES.items()), key=lambda pair: pair[1])
