"""What is due in the council room: results nobody has entered, papers nobody has confirmed."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.council import access
from konfluenz.council.models import Consultation, ImportState, PaperImport
from konfluenz.ground.due import Due, Harm
from konfluenz.people.models import Account

REMEMBERED = dt.timedelta(days=365)
"""What is older and has no result is history without a source, and nobody's work of today."""


def due(today: dt.date, account: Account) -> list[Due]:
    """Return what `account` could enter or confirm; nothing for those who may not."""
    if not access.can_edit(account):
        return []
    return [*_without_result(today), *_to_be_confirmed()]


def _without_result(today: dt.date) -> list[Due]:
    """Return the consultations of the last year that nobody has entered a result of."""
    rows = Consultation.objects.filter(
        date__lt=today, date__gte=today - REMEMBERED, result__isnull=True
    ).select_related("paper", "body")
    return [
        Due(
            title=_("No result entered: %(paper)s, %(body)s")
            % {"paper": row.paper.reference or row.paper.subject, "body": row.body},
            since=row.date or today,
            harm=Harm.UNTIDY,
            purpose="paper",
            public_id=row.paper.public_id,
        )
        for row in rows
    ]


def _to_be_confirmed() -> list[Due]:
    """Return the papers that were read in and wait for a person."""
    rows = PaperImport.objects.filter(state=ImportState.READ).defer("reading")
    return [
        Due(
            title=_("Paper read in, to be confirmed: %(name)s") % {"name": row.name},
            since=timezone.localdate(row.created_at),
            harm=Harm.UNTIDY,
            purpose="paper_import",
            public_id=row.public_id,
        )
        for row in rows
    ]
