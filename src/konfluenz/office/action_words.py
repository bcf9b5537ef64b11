"""What each act of the audit trail is called. `tests/office` fails on an act without words."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from konfluenz.council.models import Outcome
from konfluenz.events.models import AttendanceState
from konfluenz.office.action_sentences import SENTENCES
from konfluenz.people import languages
from konfluenz.people.models.consents import Purpose
from konfluenz.people.models.contacts import Kind
from konfluenz.people.models.languages import Level
from konfluenz.people.models.roles import Role
from konfluenz.steering.models import GoalState, MunicipalFunction, Vote
from konfluenz.volunteering.models import Wish
from konfluenz.volunteering.volunteers import LeaveReason

FIELDS: dict[str, Promise] = {
    "abstentions": gettext_lazy("abstentions"),
    "activity": gettext_lazy("activity"),
    "address": gettext_lazy("address"),
    "adjourned_to": gettext_lazy("adjourned to"),
    "agenda": gettext_lazy("agenda"),
    "amended": gettext_lazy("amended"),
    "attendance": gettext_lazy("attendance"),
    "date": gettext_lazy("date"),
    "decisions": gettext_lazy("decisions"),
    "exceptions": gettext_lazy("days that differ"),
    "excluded": gettext_lazy("excluded for bias"),
    "function": gettext_lazy("function"),
    "holder": gettext_lazy("holder"),
    "hours": gettext_lazy("opening hours"),
    "item": gettext_lazy("agenda item"),
    "item_decision": gettext_lazy("decision"),
    "item_details": gettext_lazy("what it is about"),
    "languages": gettext_lazy("languages"),
    "link": gettext_lazy("link"),
    "messages": gettext_lazy("messages"),
    "names": gettext_lazy("names in other scripts"),
    "needed": gettext_lazy("needs to be revised"),
    "on": gettext_lazy("day"),
    "organization": gettext_lazy("organisation"),
    "outcome": gettext_lazy("result"),
    "person": gettext_lazy("person"),
    "position": gettext_lazy("position"),
    "precision": gettext_lazy("how exactly the date is known"),
    "present": gettext_lazy("present"),
    "purpose": gettext_lazy("purpose"),
    "quote": gettext_lazy("words quoted"),
    "record": gettext_lazy("record"),
    "referred_to": gettext_lazy("referred to"),
    "role": gettext_lazy("role"),
    "skills": gettext_lazy("skills"),
    "stage": gettext_lazy("stage"),
    "state": gettext_lazy("state"),
    "task": gettext_lazy("task"),
    "text": gettext_lazy("wording"),
    "times": gettext_lazy("times"),
    "topic": gettext_lazy("topic"),
    "topics": gettext_lazy("topics"),
    "unit": gettext_lazy("office"),
    "valid_from": gettext_lazy("from"),
    "valid_until": gettext_lazy("until before"),
    "vote": gettext_lazy("vote"),
    "votes_against": gettext_lazy("votes against"),
    "votes_for": gettext_lazy("votes in favour"),
}
"""What the parts of an act are called that are no field of the record it was done to."""

REASONS: dict[str, type[TextChoices]] = {"volunteer.left": LeaveReason}
"""Acts whose reason comes from a closed list."""

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


def reason(action: str, text: str) -> str:
    """Return why an act was done; a slug of a closed list in words."""
    known = REASONS.get(action)
    return str(known(text).label) if known and text in known.values else text


def choices(name: str) -> Mapping[str, str]:
    """Return the words for the values of a part that is no field of the record."""
    if name.startswith(SPOKEN):
        return {level.value: str(level.label) for level in Level}
    kinds: dict[str, type[TextChoices]] = {
        "role": Role,
        "purpose": Purpose,
        "functions": MunicipalFunction,
        "state": GoalState,
        "offers": Wish,
        "outcome": Outcome,
        "vote": Vote,
        "wishes": Wish,
        "attendance": AttendanceState,
    }
    return {str(value): str(label) for value, label in kinds[name].choices} if name in kinds else {}


def every_sentence() -> list[tuple[str, str]]:
    """Return all acts with what they are called, for the filter of the trail."""
    return sorted(((slug, str(text)) for slug, text in SENTENCES.items()), key=lambda pair: pair[1])
