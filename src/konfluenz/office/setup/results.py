"""First results: what a list tells once it is in. Worked out in the worker, for it takes long."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.enquiries.models import Enquiry, EnquiryState
from konfluenz.ground import runs
from konfluenz.ground.models import Run
from konfluenz.ground.runs import Progress, RunState
from konfluenz.people import alike
from konfluenz.people.models import Account
from konfluenz.volunteering import fits, silence

KIND = "first-results"
SILENT_AFTER = dt.timedelta(days=365)
STEPS = 3


def start(by: Account) -> Run:
    """Let the worker find out what is in the lists."""
    return runs.start(KIND, {}, by=by, title=_("First results"), purpose="results")


def latest() -> Run | None:
    """Return the last results that are there; None when nobody has asked yet."""
    return Run.objects.filter(kind=KIND, state=RunState.DONE).order_by("-pk").first()


def find(_run: Run, progress: Progress) -> dict[str, Any]:
    """Return the records behind each result, by their keys; nothing is written.

    `duplicates` are groups of persons who may be one, `silent` volunteers without a sign of
    life for twelve months, `unanswered` enquiries that wait for us, `fitting` volunteers with
    an open opportunity that would do.
    """
    progress(0, STEPS)
    duplicates = [list(group) for group in alike.groups()]
    progress(1, STEPS)
    silent = silence.before(timezone.now() - SILENT_AFTER)
    unanswered = Enquiry.objects.filter(state=EnquiryState.OPEN)
    found = {
        "duplicates": duplicates,
        "silent": list(silent.order_by().values_list("pk", flat=True)),
        "unanswered": list(unanswered.order_by().values_list("pk", flat=True)),
    }
    progress(2, STEPS)
    return {**found, "fitting": fits.keys()}
