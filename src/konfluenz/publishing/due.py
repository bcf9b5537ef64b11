"""What is due among pages: what partners have written waits for the editorial office."""

import datetime as dt

from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from konfluenz.ground.due import Due, Found, Harm, Pending, Selection, gather
from konfluenz.people.models import Account
from konfluenz.publishing.editing import rights
from konfluenz.publishing.models import PortalPage


def due(today: dt.date, account: Account) -> list[Due]:
    """Return what waits for `account`; nothing for those who release no pages."""
    return gather(pending(today, account))


def pending(_today: dt.date, account: Account) -> list[Pending]:
    """Return the same as selections, for *Heute*."""
    return [_to_be_released()] if rights.is_editor(account) else []


def _to_be_released() -> Selection:
    """Select the pages that somebody has handed in for release."""

    def tell(found: Found) -> Due:
        return found.due(
            _("Page to be released: %(name)s") % {"name": found.name}, Harm.WORK_STOPS, "page"
        )

    rows = PortalPage.objects.filter(_workflow_states__status=WorkflowState.STATUS_IN_PROGRESS)
    return Selection(
        rows,
        tell,
        name="draft_title",
        moment="_workflow_states__created_at",
        public_id="translation_key",
    )
