"""When help is wanted, in words: "Dienstag, 17:00–18:00", "21.11.2026, 10:00–12:00"."""

from django.utils.dates import WEEKDAYS

from konfluenz.ground import dates
from konfluenz.volunteering.conditions import When
from konfluenz.volunteering.models import Opportunity, OpportunityTime


def said(opportunity: Opportunity) -> list[str]:
    """Return a line for each time, in the language spoken just now; none: to be agreed."""
    return [line(row) for row in opportunity.times.all()]


def line(row: OpportunityTime | When) -> str:
    """Return one time in words."""
    day = dates.show(row.date) if row.date else str(WEEKDAYS[row.weekday or 0])
    return f"{day}, {row.starts_at:%H:%M}–{row.ends_at:%H:%M}"
