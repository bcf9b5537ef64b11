"""Einsatzmöglichkeiten: added, released, kept up to date, closed with an outcome (PR-08).

An association sends its own by a mailed link (`submissions`); what the office writes down,
by phone or from a list, is published at once.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.directory.models import Organization, OrgUnit
from konfluenz.ground import audit, revisions, saving, search
from konfluenz.volunteering import conditions, opportunity_mails
from konfluenz.volunteering.conditions import ConditionsRefused, Wanted, When
from konfluenz.volunteering.models import (
    Opportunity,
    OpportunityState,
    ProposalState,
    Result,
    Skill,
    Timing,
    Wish,
)
from konfluenz.volunteering.values import plain

LONGEST = dt.timedelta(days=366)
"""How far ahead an opportunity may expire: after a year somebody looks at it again."""

OPEN = (OpportunityState.PUBLISHED, OpportunityState.PAUSED)
RELATED = ("times", "languages", "skills")


class OpportunityRefused(Exception):
    """An opportunity cannot be as wished; the message says how to mend it."""


@transaction.atomic
def add(
    title: str,
    task: str,
    *,
    by: models.Model | None,
    expires_on: dt.date,
    timing: str,
    insured_by: str,
    organization: Organization | None = None,
    unit: OrgUnit | None = None,
    times: Iterable[When] = (),
    languages: Iterable[Wanted] = (),
    skills: Iterable[Skill] = (),
    **values: Any,
) -> Opportunity:
    """Add what `organization`, or else `unit`, wants; `values` are further fields.

    It is published at once unless `state` says that it waits for release. On fixed days it
    expires on the day after the last one at the latest. Raises OpportunityRefused.
    """
    values.setdefault("state", OpportunityState.PUBLISHED)
    opportunity = Opportunity(
        title=plain(title, one_line=True),
        task=plain(task),
        organization=organization,
        unit=unit,
        timing=timing,
        insured_by=insured_by,
        expires_on=expires_on,
        **values,
    )
    wanted, spoken = _checked(timing, times, languages)
    _place(opportunity, {"latitude", "district"})
    opportunity.expires_on = _checked_expiry(timing, wanted, expires_on)
    if opportunity.state == OpportunityState.PUBLISHED:
        opportunity.published_at = timezone.now()
    _save(opportunity)
    _write_parts(opportunity, wanted, spoken, list(skills))
    audit.record("opportunity.added", about=opportunity, by=by, also=_offerers(opportunity))
    _index(opportunity)
    return opportunity


@transaction.atomic
def correct(
    opportunity: Opportunity,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> Opportunity:
    """Change what `values` names; "times", "languages" and "skills" replace what stood there.

    State, outcome and moments have verbs of their own. Raises OpportunityRefused, or Stale.
    """
    current = revisions.claim(opportunity, seen=seen)
    _refuse_closed(current)
    apart = (*RELATED, "expires_on")
    fields = {name: _tidied(name, values[name]) for name in values if name not in apart}
    changes = audit.apply(current, fields)
    _place(current, set(fields))
    changes |= _relate(current, values)
    if "expires_on" in values or {"timing", "times"} & set(changes):
        changes |= _set_expiry(current, values.get("expires_on", current.expires_on))
    if changes:
        _keep(current, "opportunity.corrected", changes, by)
    return current


@transaction.atomic
def publish(
    opportunity: Opportunity, *, by: models.Model | None, seen: int | None = None
) -> Opportunity:
    """Show `opportunity` to everybody: release it, or go on after a pause.

    Who sent it in is told. Raises OpportunityRefused when it is closed or has expired.
    """
    current = revisions.claim(opportunity, seen=seen)
    _refuse_closed(current)
    if current.expires_on <= timezone.localdate():
        raise OpportunityRefused(_("It has expired. Extend it first."))
    waited = current.state == OpportunityState.SUBMITTED
    changes = _set_state(current, OpportunityState.PUBLISHED)
    current.published_at = current.published_at or timezone.now()
    _keep(current, "opportunity.published", changes, by)
    if waited:
        opportunity_mails.tell(current, "published")
    return current


@transaction.atomic
def refuse(
    opportunity: Opportunity, reason: str, *, by: models.Model | None, seen: int | None = None
) -> Opportunity:
    """Do not release `opportunity`; who sent it in is told the `reason`.

    Raises OpportunityRefused without a reason, or when it does not wait for release.
    """
    current = revisions.claim(opportunity, seen=seen)
    if current.state != OpportunityState.SUBMITTED:
        raise OpportunityRefused(_("It does not wait for release any more."))
    if not reason.strip():
        raise OpportunityRefused(_("Say why, in a few words: the others will ask."))
    changes = _set_state(current, OpportunityState.REFUSED)
    _keep(current, "opportunity.refused", changes, by, reason=reason)
    opportunity_mails.tell(current, "refused", reason=reason.strip())
    return current


@transaction.atomic
def pause(
    opportunity: Opportunity, *, by: models.Model | None, reason: str = "", seen: int | None = None
) -> Opportunity:
    """Hide `opportunity` for a while; `publish` shows it again. Raises OpportunityRefused."""
    current = revisions.claim(opportunity, seen=seen)
    if current.state != OpportunityState.PUBLISHED:
        raise OpportunityRefused(_("Only what is published can be paused."))
    changes = _set_state(current, OpportunityState.PAUSED)
    _keep(current, "opportunity.paused", changes, by, reason=reason)
    return current


@transaction.atomic
def extend(
    opportunity: Opportunity,
    expires_on: dt.date,
    *,
    by: models.Model | None,
    seen: int | None = None,
) -> Opportunity:
    """Show `opportunity` until before `expires_on`, also one that has expired.

    Raises OpportunityRefused for a day that has come, is a year away, or when it is closed.
    """
    current = revisions.claim(opportunity, seen=seen)
    _refuse_closed(current)
    changes = _set_expiry(current, expires_on)
    if changes:
        _keep(current, "opportunity.extended", changes, by)
    return current


@transaction.atomic
def close(
    opportunity: Opportunity,
    result: str,
    *,
    by: models.Model | None,
    reason: str = "",
    seen: int | None = None,
) -> Opportunity:
    """Close `opportunity` with what came of it: filled, partly or unfilled, because `reason`.

    Raises OpportunityRefused without a reason for places that stayed empty, while somebody
    who was asked has no answer yet, or when it is closed.
    """
    current = revisions.claim(opportunity, seen=seen)
    _refuse_closed(current)
    if result != Result.FILLED and not reason.strip():
        raise OpportunityRefused(_("Say why not all places were filled."))
    if current.proposals.filter(state=ProposalState.ASKED).exists():
        raise OpportunityRefused(
            _("Somebody was asked and waits for an answer. Withdraw the proposal first.")
        )
    values = {"result": result, "result_reason": reason.strip()}
    changes = _set_state(current, OpportunityState.CLOSED) | audit.apply(current, values)
    current.closed_at = timezone.now()
    _keep(current, "opportunity.closed", changes, by)
    return current


@transaction.atomic
def reopen(
    opportunity: Opportunity,
    expires_on: dt.date,
    *,
    by: models.Model | None,
    seen: int | None = None,
) -> Opportunity:
    """Publish a closed or refused `opportunity` again, until before `expires_on`."""
    current = revisions.claim(opportunity, seen=seen)
    if current.state not in (OpportunityState.CLOSED, OpportunityState.REFUSED):
        raise OpportunityRefused(_("It is open already."))
    changes = _set_expiry(current, expires_on)
    changes |= audit.apply(current, {"result": "", "result_reason": ""})
    changes |= _set_state(current, OpportunityState.PUBLISHED)
    current.closed_at = None
    current.published_at = timezone.now()
    _keep(current, "opportunity.reopened", changes, by)
    return current


def open_on(day: dt.date | None = None) -> models.QuerySet[Opportunity]:
    """Return what everybody may see on `day` (today if None): published and not expired."""
    return Opportunity.objects.filter(
        state=OpportunityState.PUBLISHED, expires_on__gt=day or timezone.localdate()
    )


def with_parts(found: models.QuerySet[Opportunity]) -> models.QuerySet[Opportunity]:
    """Return `found` with all that a card, a list or matching reads, in five queries."""
    related = found.select_related("organization", "unit", "topic", "district")
    return related.prefetch_related(*RELATED)


def _checked(
    timing: str, times: Iterable[When], languages: Iterable[Wanted]
) -> tuple[list[When], list[Wanted]]:
    try:
        return (
            conditions.checked_times(timing, times),
            conditions.checked_languages(languages),
        )
    except ConditionsRefused as error:
        raise OpportunityRefused(str(error)) from None


def _write_parts(
    opportunity: Opportunity, times: list[When], languages: list[Wanted], skills: list[Skill]
) -> None:
    """Store the rows below a new opportunity; an import brings many that have none."""
    if times:
        conditions.write_times(opportunity, times)
    if languages:
        conditions.write_languages(opportunity, languages)
    if skills:
        opportunity.skills.set(skills)


def _relate(opportunity: Opportunity, values: Mapping[str, Any]) -> audit.Changes:
    """Replace the rows below `opportunity` that `values` names; return what that changes."""
    times, languages = conditions.times_of(opportunity), conditions.languages_of(opportunity)
    wanted, spoken = _checked(
        opportunity.timing, values.get("times", times), values.get("languages", languages)
    )
    changes: audit.Changes = {}
    if wanted != times:
        conditions.write_times(opportunity, wanted)
        changes["times"] = (list(map(str, times)), list(map(str, wanted)))
    if spoken != languages:
        conditions.write_languages(opportunity, spoken)
        changes["languages"] = (list(map(str, languages)), list(map(str, spoken)))
    return changes | (_set_skills(opportunity, values["skills"]) if "skills" in values else {})


def _set_skills(opportunity: Opportunity, skills: Iterable[Skill]) -> audit.Changes:
    chosen = list(skills)
    before, after = sorted(map(str, opportunity.skills.all())), sorted(map(str, chosen))
    if before == after:
        return {}
    opportunity.skills.set(chosen)
    return {"skills": (before, after)}


def _tidied(name: str, value: Any) -> Any:
    return plain(value, one_line=name == "title") if name in ("title", "task") else value


def _place(opportunity: Opportunity, changed: set[str]) -> None:
    """Put what has no point of its own into the middle of its district."""
    has_point = opportunity.latitude is not None and opportunity.longitude is not None
    if "latitude" in changed and has_point:
        return
    if "district" in changed:
        district = opportunity.district
        opportunity.latitude = district.latitude if district else None
        opportunity.longitude = district.longitude if district else None


def _set_expiry(opportunity: Opportunity, expires_on: dt.date) -> audit.Changes:
    times = conditions.times_of(opportunity)
    day = _checked_expiry(opportunity.timing, times, expires_on)
    return audit.apply(opportunity, {"expires_on": day})


def _checked_expiry(timing: str, times: list[When], expires_on: dt.date) -> dt.date:
    """Return the day, on fixed days no later than the day after the last one."""
    last = conditions.last_day(times) if timing == Timing.FIXED else None
    if last is not None:
        expires_on = min(expires_on, last + dt.timedelta(days=1))
    today = timezone.localdate()
    if expires_on <= today:
        raise OpportunityRefused(_("It would have expired already. Choose a day that is to come."))
    if expires_on > today + LONGEST:
        raise OpportunityRefused(
            _("Choose a day within a year: then somebody looks whether it still holds.")
        )
    return expires_on


def _refuse_closed(opportunity: Opportunity) -> None:
    if opportunity.state == OpportunityState.CLOSED:
        raise OpportunityRefused(_("It is closed. Open it again first."))


def _set_state(opportunity: Opportunity, state: OpportunityState) -> audit.Changes:
    changes = audit.apply(opportunity, {"state": state.value})
    if not changes:
        raise OpportunityRefused(_("Somebody has done this already."))
    return changes


def _save(opportunity: Opportunity) -> None:
    offers = opportunity.offers
    if not isinstance(offers, list) or set(offers) - set(Wish.values):
        raise OpportunityRefused(_("Choose the kinds of help from the list."))
    saving.save(opportunity, OpportunityRefused)


def _keep(
    opportunity: Opportunity,
    action: str,
    changes: audit.Changes,
    by: models.Model | None,
    *,
    reason: str = "",
) -> None:
    """Save `opportunity`, record the act and keep it findable."""
    _save(opportunity)
    audit.record(
        action,
        about=opportunity,
        by=by,
        changes=_without_contact(changes),
        reason=reason,
        also=_offerers(opportunity),
    )
    _index(opportunity)


def _without_contact(changes: audit.Changes) -> audit.Changes:
    """Return the changes as the trail keeps them: who speaks for it stands there as changed."""
    return {
        name: ("", "") if name in ("contact_mail", "contact_phone") else change
        for name, change in changes.items()
    }


def _offerers(opportunity: Opportunity) -> list[models.Model]:
    return [one for one in (opportunity.organization, opportunity.unit) if one is not None]


def _index(opportunity: Opportunity) -> None:
    texts = [opportunity.task, opportunity.address]
    texts += [str(one) for one in (*_offerers(opportunity), opportunity.district) if one]
    search.index(opportunity, title=opportunity.title, texts=texts)
