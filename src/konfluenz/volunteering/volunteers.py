"""Volunteers: written down, corrected, and led from the first wish to the last day (PR-07)."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.directory.models import Topic
from konfluenz.ground import audit, revisions, saving
from konfluenz.people import persons
from konfluenz.people.models import Person
from konfluenz.volunteering import availability, clearances
from konfluenz.volunteering.models import (
    PlacementState,
    ProposalState,
    Skill,
    Volunteer,
    VolunteerState,
    Wish,
)

ROUNDED = Decimal("0.01")
"""Degrees to which a volunteer's point is rounded: about a kilometre, never a front door."""

MOVES: Mapping[str, frozenset[str]] = {
    VolunteerState.PROSPECT: frozenset({"first_talk", "checks", "active", "paused"}),
    VolunteerState.FIRST_TALK: frozenset({"checks", "active", "paused"}),
    VolunteerState.CHECKS: frozenset({"active", "paused"}),
    VolunteerState.ACTIVE: frozenset({"checks", "paused"}),
    VolunteerState.PAUSED: frozenset({"first_talk", "checks", "active"}),
    VolunteerState.LEFT: frozenset({"prospect", "first_talk"}),
}
"""Where `move` may lead from each state (PR-07). Leaving has a verb of its own: `leave`."""

RELATED = ("topics", "skills")


class LeaveReason(models.TextChoices):
    """Why somebody stops: a closed list, no stories about people."""

    TIME = "time", gettext_lazy("no more time")
    MOVED = "moved", gettext_lazy("moved away")
    DID_NOT_FIT = "did_not_fit", gettext_lazy("it did not fit")
    NO_ANSWER = "no_answer", gettext_lazy("cannot be reached")
    OTHER = "other", gettext_lazy("another reason")


class VolunteerRefused(Exception):
    """A volunteer cannot be as wished; the message says how to mend it."""


@transaction.atomic
def add(
    person: Person,
    *,
    by: models.Model | None,
    times: Iterable[tuple[int, Any, Any]] = (),
    skills: Iterable[Skill] = (),
    topics: Iterable[Topic] = (),
    **values: Any,
) -> Volunteer:
    """Write down that `person` helps or wants to; `values` are further fields of Volunteer.

    The offer counts as confirmed now unless `confirmed_at` says otherwise. Raises
    VolunteerRefused when they are a volunteer already or a value does not fit,
    AvailabilityRefused for times that are none.
    """
    person.hold()
    if Volunteer.objects.filter(person=person).exists():
        raise VolunteerRefused(_("%(person)s is a volunteer already.") % {"person": person})
    now = timezone.now()
    values = {
        "state_since": timezone.localdate(),
        "first_contact_at": now,
        "confirmed_at": now,
    } | values
    volunteer = Volunteer(person=person, **values)
    _place(volunteer, values)
    _save(volunteer)
    volunteer.topics.set(topics)
    volunteer.skills.set(skills)
    availability.write(volunteer, availability.tidied(times))
    audit.record("volunteer.added", about=volunteer, by=by, also=[person])
    return volunteer


@transaction.atomic
def correct(
    volunteer: Volunteer,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> Volunteer:
    """Change what `values` names; "times", "topics" and "skills" replace what stood there.

    State and moments have verbs of their own. Raises VolunteerRefused, AvailabilityRefused
    or Stale.
    """
    current = revisions.claim(volunteer, seen=seen)
    fields = {name: values[name] for name in values if name not in ("times", *RELATED)}
    changes = audit.apply(current, fields)
    _place(current, fields)
    for name in RELATED:
        if name in values:
            changes |= _relate(current, name, values[name])
    if "times" in values:
        changes |= _set_times(current, values["times"])
    if changes:
        _keep(current, "volunteer.corrected", changes, by)
    return current


@transaction.atomic
def move(
    volunteer: Volunteer,
    state: str,
    *,
    by: models.Model | None,
    reason: str = "",
    seen: int | None = None,
) -> Volunteer:
    """Lead `volunteer` on to `state`. Who leads a prospect on has answered them.

    Who comes back after leaving waits for an answer again. Raises VolunteerRefused for a
    way that PR-07 does not know, or Stale.
    """
    current = revisions.claim(volunteer, seen=seen)
    if state not in MOVES[VolunteerState(current.state)]:
        raise VolunteerRefused(
            _("From “%(from)s” there is no way to “%(to)s”.")
            % {"from": current.get_state_display(), "to": VolunteerState(state).label}
        )
    came_back = current.state == VolunteerState.LEFT
    changes = _set_state(current, state)
    if came_back:
        current.first_contact_at, current.answered_at = timezone.now(), None
    if state != VolunteerState.PROSPECT:
        _note_answer(current)
    _keep(current, "volunteer.moved", changes, by, reason=reason)
    return current


@transaction.atomic
def answered(
    volunteer: Volunteer, *, by: models.Model | None, seen: int | None = None
) -> Volunteer:
    """Note that a person has answered `volunteer`: the clock in *Heute* stops."""
    current = revisions.claim(volunteer, seen=seen)
    if current.answered_at is None:
        _note_answer(current)
        _keep(current, "volunteer.answered", {}, by)
    return current


def pause(
    volunteer: Volunteer, *, by: models.Model | None, reason: str = "", seen: int | None = None
) -> Volunteer:
    """Ask `volunteer` nothing for a while. Raises VolunteerRefused as `move` does."""
    return move(volunteer, VolunteerState.PAUSED, by=by, reason=reason, seen=seen)


@transaction.atomic
def leave(
    volunteer: Volunteer, reason: str, *, by: models.Model | None, seen: int | None = None
) -> Volunteer:
    """Note that `volunteer` stops, for a `reason` of LeaveReason.

    Whom they must not meet is forgotten at once, and so is the certificate of somebody who
    was never placed. Raises VolunteerRefused while a placement or a question runs, or Stale.
    """
    current = revisions.claim(volunteer, seen=seen)
    if reason not in LeaveReason.values:
        raise VolunteerRefused(_("Choose a reason of the list."))
    _refuse_if_bound(current)
    changes = _set_state(current, VolunteerState.LEFT)
    current.not_with.all().delete()
    if not current.placements.exists():
        clearances.forget(current, by=by)
    _keep(current, "volunteer.left", changes, by, reason=reason)
    return current


def find(
    query: str, among: models.QuerySet[Volunteer] | None = None, *, common: bool = False
) -> models.QuerySet[Volunteer]:
    """Return those of `among` (all if None) whom `query` means: by name, mail or phone.

    `common`: as `ground.search.matching` takes it.
    """
    among = Volunteer.objects.all() if among is None else among
    if not query.strip():
        return among
    if not common:
        return among.filter(person__in=persons.find(query).order_by().values("pk"))
    own = Person.objects.filter(pk=models.OuterRef("person"))
    return among.filter(models.Exists(persons.find(query, own, common=True)))


def _refuse_if_bound(volunteer: Volunteer) -> None:
    if volunteer.state == VolunteerState.LEFT:
        raise VolunteerRefused(_("%(person)s has left already.") % {"person": volunteer})
    if volunteer.placements.exclude(state=PlacementState.ENDED).exists():
        raise VolunteerRefused(_("A placement is still running. End it first, with its reason."))
    if volunteer.proposals.filter(state=ProposalState.ASKED).exists():
        raise VolunteerRefused(_("A proposal is still open. Withdraw it first."))


def _set_state(volunteer: Volunteer, state: str) -> audit.Changes:
    changes = audit.apply(volunteer, {"state": VolunteerState(state).value})
    if not changes:
        raise VolunteerRefused(_("Nothing would change."))
    volunteer.state_since = timezone.localdate()
    return changes


def _note_answer(volunteer: Volunteer) -> None:
    """Note that a person has spoken with them: so the offer is theirs, too."""
    now = timezone.now()
    volunteer.answered_at = volunteer.answered_at or now
    volunteer.confirmed_at = volunteer.confirmed_at or now


def _relate(volunteer: Volunteer, name: str, wanted: Iterable[models.Model]) -> audit.Changes:
    rows = getattr(volunteer, name)
    chosen = list(wanted)
    before, after = sorted(map(str, rows.all())), sorted(map(str, chosen))
    if before == after:
        return {}
    rows.set(chosen)
    return {name: (before, after)}


def _set_times(volunteer: Volunteer, times: Iterable[tuple[int, Any, Any]]) -> audit.Changes:
    before, wanted = availability.slots(volunteer.times.all()), availability.tidied(times)
    if before == wanted:
        return {}
    availability.write(volunteer, wanted)
    return {"times": (availability.shown(before), availability.shown(wanted))}


def _place(volunteer: Volunteer, values: Mapping[str, Any]) -> None:
    """Give the point that was said, rounded; else the middle of the district."""
    if values.get("latitude") is not None and values.get("longitude") is not None:
        volunteer.latitude = Decimal(str(values["latitude"])).quantize(ROUNDED)
        volunteer.longitude = Decimal(str(values["longitude"])).quantize(ROUNDED)
    elif "district" in values:
        district = volunteer.district
        volunteer.latitude = district.latitude if district else None
        volunteer.longitude = district.longitude if district else None


def _save(volunteer: Volunteer) -> None:
    wishes = volunteer.wishes
    if not isinstance(wishes, list) or set(wishes) - set(Wish.values):
        raise VolunteerRefused(_("Choose the kinds of help from the list."))
    year = volunteer.birth_year
    if year is not None and year > timezone.localdate().year:
        raise VolunteerRefused(_("Check the year of birth: it lies ahead."))
    saving.save(volunteer, VolunteerRefused)


def _keep(
    volunteer: Volunteer,
    action: str,
    changes: audit.Changes,
    by: models.Model | None,
    *,
    reason: str = "",
) -> None:
    """Save `volunteer` and record the act, on their own timeline and the person's."""
    _save(volunteer)
    audit.record(
        action, about=volunteer, by=by, changes=changes, reason=reason, also=[volunteer.person]
    )
