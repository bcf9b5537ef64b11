"""Sections on the concept: how it came to be, what the city does, how its goals stand (3.5)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konfluenz.council.reporting import blocks
from konfluenz.council.reporting.blocks import Block
from konfluenz.council.reporting.ledger import Ledger, Span, woven
from konfluenz.council.reporting.matters import Matter
from konfluenz.directory.models import Post
from konfluenz.ground import dates
from konfluenz.steering import functions
from konfluenz.steering.goal_standings import GoalStanding
from konfluenz.steering.models import (
    AreaLevel,
    Concept,
    Goal,
    GroupRecommendation,
    Measure,
    MeasureState,
    MunicipalFunction,
    PriorityArea,
    RevisionReview,
    Vote,
)


def history(matter: Matter, _ledger: Ledger) -> list[Block]:
    """Tell how the concept came to be, who adopted it, and whether it needs to be revised."""
    concept = matter.concept
    if concept is None:
        return [blocks.text([_("On the cut-off date no concept was adopted.")])]
    told = [*_origin(concept), _adoption(concept), _review(concept, matter)]
    return [blocks.text([sentence]) for sentence in told if sentence]


def _origin(concept: Concept) -> Iterator[str]:
    before = concept.predecessor
    if before is not None:
        yield _("The integration concept of %(year)s was replaced by “%(title)s”.") % {
            "year": dates.show(before.adopted_date, before.adopted_precision),
            "title": concept.title,
        }
    if concept.participation:
        yield _("Participation: %(text)s") % {"text": concept.participation}
    if concept.consultant is not None:
        yield _("It was made with the support of %(name)s.") % {"name": concept.consultant}


def _adoption(concept: Concept) -> str:
    given = {
        "day": dates.show(concept.adopted_date, concept.adopted_precision),
        "body": concept.adopted_by or _("No source says which body"),
    }
    if concept.adopted_vote == Vote.UNANIMOUS:
        return _("%(body)s adopted it unanimously (%(day)s).") % given
    if concept.adopted_vote == Vote.BY_MAJORITY:
        return _("%(body)s adopted it by a majority (%(day)s).") % given
    return _("%(body)s adopted it (%(day)s); how the vote was is not documented.") % given


def _review(concept: Concept, matter: Matter) -> str:
    rows = RevisionReview.objects.filter(concept=concept, date__lte=matter.report.cut_off)
    last = rows.order_by("-date", "-id").first()
    if last is None:
        return _("Nobody has asked yet whether it needs to be revised.")
    given = {"day": dates.show(last.date), "reason": last.reason}
    if last.needed:
        return _("It needs to be revised (asked on %(day)s): %(reason)s") % given
    return _("No need to revise it is seen (asked on %(day)s): %(reason)s") % given


def role(matter: Matter, ledger: Ledger) -> list[Block]:
    """Tell which functions the city takes on, and how many fields with goals are set."""
    if matter.concept is None:
        return []
    found: list[Block] = []
    if labels := functions.labels(matter.concept.functions):
        sentence = _("In the concept the city takes on these functions: %(names)s.")
        found.append(blocks.text([sentence % {"names": ", ".join(labels)}]))
    priority = [area for area in matter.areas if area.level == AreaLevel.PRIORITY]
    keys = [_areas(matter, ledger, len(priority)), _goals(matter, ledger)]
    areas, goals = (ledger.number("value", key) for key in keys)
    found.append(
        blocks.text(
            woven(_("Priority areas: {areas}; goals on record: {goals}."), areas=areas, goals=goals)
        )
    )
    found.append(blocks.items([str(area)] for area in priority))
    return [*found, *_by_function(matter, ledger)]


def _by_function(matter: Matter, ledger: Ledger) -> Iterator[Block]:
    """Yield the goals and measures by the function that they serve (D-20), where goals name one."""
    goals = [goal for rows in matter.goals.values() for goal in rows]
    if not any(goal.functions for goal in goals):
        return
    yield blocks.text([_("Goals and measures by function:")])
    yield blocks.items(_function(slug, goals, matter, ledger) for slug in MunicipalFunction.values)


def _function(slug: str, goals: list[Goal], matter: Matter, ledger: Ledger) -> list[Span]:
    serving = [goal for goal in goals if slug in goal.functions]
    label = str(MunicipalFunction(slug).label)
    keys = [
        ledger.counted(
            f"function/{slug}/{name}",
            count,
            name=str(title),
            definition=_("%(what)s of the concept for the function “%(function)s”")
            % {"what": title, "function": label},
            source=str(matter.concept),
        )
        for name, title, count in (
            ("goals", _("Goals"), len(serving)),
            ("measures", _("Measures"), len(_measures_of(serving, matter))),
        )
    ]
    aims, deeds = (ledger.number("value", key) for key in keys)
    told = _("{function}: goals {goals}, measures {measures}")
    return woven(told, function=label, goals=aims, measures=deeds)


def _areas(matter: Matter, ledger: Ledger, count: int) -> str:
    return ledger.counted(
        "concept/areas",
        count,
        name=_("Priority areas"),
        definition=_("Priority areas of the concept in force on the cut-off date"),
        source=str(matter.concept),
    )


def _goals(matter: Matter, ledger: Ledger) -> str:
    return ledger.counted(
        "concept/goals",
        sum(len(goals) for goals in matter.goals.values()),
        name=_("Goals"),
        definition=_("Goals of all fields of the concept in force on the cut-off date"),
        source=str(matter.concept),
    )


def areas(matter: Matter, ledger: Ledger) -> list[Block]:
    """Tell of each field with goals or an empty post: how it stands, why, and what was done."""
    told = [
        area
        for area in matter.areas
        if matter.goals.get(area.pk) or not matter.workable[area.pk].workable
    ]
    return [block for area in told for block in _area(area, matter, ledger)]


def _area(area: PriorityArea, matter: Matter, ledger: Ledger) -> Iterator[Block]:
    workable = matter.workable[area.pk]
    yield blocks.heading(_("Field of action: %(name)s") % {"name": area}) | {
        "area": {
            "name": str(area),
            "priority": area.level == AreaLevel.PRIORITY,
            "reason": workable.sentence,
        }
    }
    if not workable.workable:
        because = _("The field %(reason)s.") % {"reason": workable.sentence}
        yield blocks.text([because])
        yield blocks.items([_evidence(post, matter)] for post in workable.posts)
    goals = matter.goals.get(area.pk, [])
    if goals:
        said = [_said(goal, matter) for goal in goals]
        yield blocks.items(_goal(goal, matter) for goal in goals) | {"goals": said}
    measures = _measures_of(goals, matter)
    if measures:
        yield from _measures(area, measures, ledger)


def _evidence(post: Post, matter: Matter) -> str:
    """Return what shows that nobody holds `post`: since when, and who says so."""
    standing = matter.posts[post.pk]
    source = f" ({standing.source})" if standing.source else ""
    since = dates.show(standing.since, standing.precision) if standing.since else ""
    if not since:
        return _("%(post)s: %(state)s") % {"post": post, "state": standing.state.label} + source
    given = {"post": post, "state": standing.state.label, "since": since}
    return _("%(post)s: %(state)s since %(since)s") % given + source


def _goal(goal: Goal, matter: Matter) -> list[Span]:
    standing = matter.standing[goal.pk]
    told = f"{goal.text} – {standing.label}"
    if standing.reason:
        told += f": {standing.reason}"
    if standing.status is not None:
        said = {"unit": standing.status.unit, "day": dates.show(standing.status.date)}
        told += " " + _("(%(unit)s, %(day)s)") % said
    return [told + _since_then(matter.before.get(goal.pk), standing)]


def _said(goal: Goal, matter: Matter) -> dict[str, str]:
    """Return the same as fields, for whoever reads the sealed document."""
    now, before = matter.standing[goal.pk], matter.before.get(goal.pk)
    changed = before is not None and before.state != now.state
    return {
        "text": goal.text,
        "state": str(now.state or ""),
        "label": now.label,
        "reason": now.reason,
        "unit": str(now.status.unit) if now.status else "",
        "date": now.status.date.isoformat() if now.status else "",
        "before": str(before.state or "") if before is not None and changed else "",
    }


def _since_then(before: GoalStanding | None, now: GoalStanding) -> str:
    """Return what changed since the report before; "" when there is none, or nothing did."""
    if before is None or before.state == now.state:
        return ""
    return " " + _("[last report: %(state)s]") % {"state": before.label}


def _measures_of(goals: list[Goal], matter: Matter) -> list[Measure]:
    found = {one.pk: one for goal in goals for one in matter.measures.get(goal.pk, [])}
    return [one for one in found.values() if _had_begun(one, matter)]


def _had_begun(measure: Measure, matter: Matter) -> bool:
    day = matter.report.cut_off
    return measure.starts_on <= day if measure.starts_on else measure.created_at.date() <= day


def _measures(area: PriorityArea, measures: list[Measure], ledger: Ledger) -> Iterator[Block]:
    key = ledger.counted(
        f"area/{area.number}/{area.level}/measures",
        len(measures),
        name=_("Measures"),
        definition=_("Measures for the goals of this field that had begun on the cut-off date"),
        source=str(area),
    )
    yield blocks.text(woven(_("Measures: {number}"), number=ledger.number("value", key)))
    yield blocks.as_recorded()
    yield blocks.items([_measure(one)] for one in measures)


def _measure(measure: Measure) -> str:
    told = f"{measure.title} – {measure.get_state_display()} ({measure.unit})"
    over = measure.state in (MeasureState.ENDED, MeasureState.DROPPED)
    return f"{told}: {measure.outcome}" if over else told


def groups(matter: Matter, ledger: Ledger) -> list[Block]:
    """Tell what the working groups recommend, and what became of it (PR-10)."""
    named = {area.pk: area for area in matter.areas}
    return [
        block
        for key, rows in matter.recommendations.items()
        if key in named
        for block in _recommended(named[key], rows, ledger)
    ]


def _recommended(
    area: PriorityArea, rows: list[GroupRecommendation], ledger: Ledger
) -> Iterator[Block]:
    group = str(rows[0].group)
    key = ledger.counted(
        f"area/{area.number}/{area.level}/recommendations",
        len(rows),
        name=_("Recommendations"),
        definition=_("Recommendations of the working group up to the cut-off date"),
        source=group,
    )
    words = ngettext(
        "{group}: {number} recommendation", "{group}: {number} recommendations", len(rows)
    )
    yield blocks.text(woven(words, group=group, number=ledger.number("value", key)))
    yield blocks.as_recorded()
    yield blocks.items([f"{row.text} – {row.get_state_display()}"] for row in rows)
