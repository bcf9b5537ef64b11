"""Sections beside concept and figures: money, and what became of earlier resolutions."""

from django.utils.translation import gettext as _

from konfluenz.council.models import FollowUp
from konfluenz.council.reporting import blocks
from konfluenz.council.reporting.blocks import Block
from konfluenz.council.reporting.ledger import Ledger, Span
from konfluenz.council.reporting.matters import Matter
from konfluenz.ground import dates


def financial(matter: Matter, _ledger: Ledger) -> list[Block]:
    """Tell the financial effects as somebody confirmed them; nothing is said by itself."""
    said = matter.report.financial_impact
    return [blocks.text([said], whose=blocks.PERSON)] if said else []


def follow_ups(matter: Matter, _ledger: Ledger) -> list[Block]:
    """Show the Beschlusskontrolle as everybody may read it."""
    rows = [one for one in matter.follow_ups if one.public]
    if not rows:
        return []
    head = [_("Since"), _("Subject"), _("Responsible"), _("Due"), _("State"), _("Remark")]
    return [
        blocks.as_recorded(),
        blocks.table(_("Follow-ups"), head, [_follow_up(one) for one in rows]),
    ]


def _follow_up(one: FollowUp) -> list[list[Span]]:
    return [
        [dates.show(one.raised_on)],
        [one.subject],
        [str(one.task.unit)],
        [dates.show(one.task.due_date)],
        [str(one.task.get_state_display())],
        [one.remark],
    ]
