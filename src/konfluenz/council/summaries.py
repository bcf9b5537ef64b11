"""What a report says in plain words: written here, translated as other texts, shown with it."""

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.council.models import Report, ReportState
from konfluenz.ground import audit, revisions
from konfluenz.publishing.translating.kinds import Kind

LONGEST = 3000


class SummaryRefused(Exception):
    """A short version cannot be as wished; the message says why."""


@transaction.atomic
def write(report: Report, text: str, *, seen: str | None = None, by: models.Model | None) -> Report:
    """Put `text` into the short version, also of a sealed report: it is no part of the seal.

    `seen` is what its writer saw there before. Raises SummaryRefused for a text that is too
    long, and when somebody else has written meanwhile.
    """
    current, text = revisions.claim(report), _tidied(text)
    if len(text) > LONGEST:
        raise SummaryRefused(
            _("The short version has %d characters at most: two minutes of reading.") % LONGEST
        )
    if seen is not None and _tidied(seen) != current.summary:
        raise SummaryRefused(
            _("Somebody has changed this section meanwhile. Your text is below, theirs is saved.")
        )
    changes = audit.apply(current, {"summary": text})
    if changes:
        current.save()
        audit.record("report.summarised", about=current, by=by, changes=changes)
    return current


def public() -> models.QuerySet[Report]:
    """Return the reports with a short version that everybody may read."""
    return Report.objects.filter(state=ReportState.PUBLISHED, paper__public=True)


def newest() -> Report | None:
    """Return the published report with the latest cut-off date, None while there is none."""
    rows = public().select_related("paper").defer("document")
    return rows.order_by("-cut_off", "-id").first()


def _tidied(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


KIND = Kind(
    "berichte",
    gettext_lazy("Reports"),
    Report,
    lambda: public().select_related("paper").defer("document"),
)
"""How the translators find it."""
