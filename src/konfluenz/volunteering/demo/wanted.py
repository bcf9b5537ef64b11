"""The demo's opportunities: one line each in ``opportunities.csv``, the rest by its template.

``translations.toml`` has some of their texts in other languages, as drafts of a machine.

`when` is "Di 17:00-18:00" each week, "+45 10:00-16:00" on the day so many days from now, "-"
to be agreed, "~" without an end. `languages`: "ar uk!b2", with "!" required at that level.
`days`: how long it is shown. `state`: empty is published.
"""

import csv
import datetime as dt
import tomllib
from pathlib import Path

from django.db import models
from django.utils import timezone

from konfluenz.directory.models import Organization, Topic
from konfluenz.ground import translations
from konfluenz.volunteering import opportunities, task_templates, trusted
from konfluenz.volunteering.conditions import Wanted, When
from konfluenz.volunteering.models import (
    Insurer,
    Opportunity,
    OpportunityState,
    Result,
    Skill,
    Timing,
)

LINES = Path(__file__).with_name("opportunities.csv")
FOREIGN = Path(__file__).with_name("translations.toml")
WEEKDAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
TRUSTED = 8
BECAUSE = {
    Result.FILLED: "",
    Result.PARTLY: "Zwei haben kurzfristig abgesagt.",
    Result.UNFILLED: "Am Montagabend hatte niemand Zeit.",
}


def build(by: models.Model | None) -> None:
    """Add the opportunities, and trust a few of the associations."""
    clubs = {club.name: club for club in Organization.objects.filter(name__startswith="Demo-")}
    topics = {topic.slug: topic for topic in Topic.objects.all()}
    skills = {skill.slug: skill for skill in Skill.objects.all()}
    foreign = tomllib.loads(FOREIGN.read_text(encoding="utf-8"))
    with LINES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            made = _add(row, clubs[row["organisation"]], topics, skills, by)
            translations.put_fields(made, foreign.get(made.title, {}), by=by, machine=True)
            _end(made, row["state"], by)
    for name in sorted(clubs)[:TRUSTED]:
        trusted.trust(clubs[name], by=by)


def _add(
    row: dict[str, str],
    club: Organization,
    topics: dict[str, Topic],
    skills: dict[str, Skill],
    by: models.Model | None,
) -> Opportunity:
    template = task_templates.find(row["template"])
    if template is None:
        raise KeyError(row["template"])
    timing, times = _when(row["when"])
    waits = row["state"] == OpportunityState.SUBMITTED
    return opportunities.add(
        row["title"],
        row["task"],
        organization=club,
        expires_on=timezone.localdate() + dt.timedelta(days=int(row["days"])),
        timing=timing,
        times=times,
        minutes=_minutes(times) or template.minutes,
        languages=[_wanted(word) for word in row["languages"].split()],
        skills=[skills[slug] for slug in template.skills],
        offers=list(template.offers),
        topic=topics[template.topic],
        district=club.district,
        wanted=int(row["wanted"]),
        with_minors=template.with_minors,
        without_german=template.without_german,
        from_home=template.from_home,
        youngest=template.youngest,
        insured_by=Insurer.ORGANISATION,
        contact_mail=club.mail,
        state=OpportunityState.SUBMITTED if waits else OpportunityState.PUBLISHED,
        by=by,
    )


def _end(opportunity: Opportunity, state: str, by: models.Model | None) -> None:
    if state == OpportunityState.PAUSED:
        opportunities.pause(opportunity, by=by)
    elif state in Result.values:
        opportunities.close(opportunity, state, reason=BECAUSE[Result(state)], by=by)


def _when(text: str) -> tuple[Timing, list[When]]:
    if text in ("-", "~"):
        return (Timing.FLEXIBLE if text == "-" else Timing.OPEN_ENDED), []
    day, hours = text.split()
    begin, end = (dt.time.fromisoformat(part) for part in hours.split("-"))
    if day.startswith("+"):
        date = timezone.localdate() + dt.timedelta(days=int(day))
        return Timing.FIXED, [When(begin, end, date=date)]
    return Timing.WEEKLY, [When(begin, end, weekday=WEEKDAYS.index(day))]


def _minutes(times: list[When]) -> int:
    if not times:
        return 0
    begin, end = times[0].starts_at, times[0].ends_at
    return (end.hour - begin.hour) * 60 + end.minute - begin.minute


def _wanted(word: str) -> Wanted:
    language, required, level = word.partition("!")
    return Wanted(language, bool(required), level)
