"""Reports to the council: made from frozen figures and live records, sealed when countersigned."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from konfluenz.council.models.papers import SERVE_THE_COUNCIL, Paper
from konfluenz.directory.models import OrgUnit
from konfluenz.ground import personal_data
from konfluenz.ground.models import Record
from konfluenz.steering.models import Snapshot


class ReportState(models.TextChoices):
    """Where a report is (PR-02). What the committee did with it stands in its paper's path."""

    COLLECTING = "collecting", _("figures are being collected")
    DRAFT = "draft", _("in draft")
    COUNTERSIGNED = "countersigned", _("countersigned")
    SUBMITTED = "submitted", _("handed to the council office")
    PUBLISHED = "published", _("published")


SEALED = (ReportState.COUNTERSIGNED, ReportState.SUBMITTED, ReportState.PUBLISHED)
"""From here on nothing in the report changes."""


@personal_data.declare(
    subject=None,
    holds={"document": SERVE_THE_COUNCIL, "summary": SERVE_THE_COUNCIL},
    free="public_id revision created_at title since cut_off submit_by unit department predecessor"
    " snapshot paper state financial_impact seal countersigned_at concluded_on",
)
class Report(Record):
    """A report on `since` to `cut_off`, both days in it; `predecessor` is what it is compared to.

    `snapshot` holds its figures. `financial_impact` is empty until somebody says it, also when
    it is "none". `document` is the whole report as it was countersigned (`council.reporting`),
    `seal` its SHA-256; `paper` is the Vorlage that it becomes then. `summary` is what the public
    short version says first, in plain words, and is translated as other records are.
    `concluded_on` is when somebody said what follows from its debate, or that nothing does.
    """

    TEXTS = ("summary",)

    title = models.CharField(_("title"), max_length=200)
    since = models.DateField(_("from"))
    cut_off = models.DateField(_("cut-off date"))
    submit_by = models.DateField(_("to the council office by"), null=True, blank=True)
    unit = models.ForeignKey(
        OrgUnit, on_delete=models.PROTECT, related_name="reports", verbose_name=_("author unit")
    )
    department = models.ForeignKey(
        OrgUnit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reports_countersigned",
        verbose_name=_("department"),
    )
    predecessor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
        verbose_name=_("compared with"),
    )
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, null=True, blank=True, related_name="reports"
    )
    paper = models.OneToOneField(
        Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="report"
    )
    state = models.CharField(
        _("state"), max_length=13, choices=ReportState, default=ReportState.COLLECTING
    )
    financial_impact = models.CharField(_("financial effects"), max_length=400, blank=True)
    summary = models.TextField(_("short version in plain words"), blank=True)
    document = models.JSONField(null=True, blank=True, editable=False)
    seal = models.CharField(max_length=64, blank=True, editable=False)
    countersigned_at = models.DateTimeField(null=True, blank=True, editable=False)
    concluded_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-cut_off", "-id"]
        verbose_name = _("report")
        constraints = [
            models.CheckConstraint(
                condition=Q(since__lte=F("cut_off")),
                name="report_period_is_one",
                violation_error_message=_("The period begins before its cut-off date."),
            ),
            models.CheckConstraint(
                condition=Q(state=ReportState.COLLECTING) | Q(snapshot__isnull=False),
                name="report_rests_on_frozen_figures",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("collecting", "draft"))
                | (Q(document__isnull=False) & ~Q(seal="")),
                name="report_countersigned_is_sealed",
            ),
        ]

    def __str__(self) -> str:
        return self.title


@personal_data.declare(subject=None, holds={"text": SERVE_THE_COUNCIL}, free="report section")
class ReportText(models.Model):
    """What a person wrote in a section of a report; it is kept whenever figures are made anew."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="texts")
    section = models.CharField(max_length=20)
    text = models.TextField(_("text"))

    class Meta:
        ordering = ["report", "section"]
        verbose_name = _("text of a report")
        constraints = [
            models.UniqueConstraint(fields=["report", "section"], name="report_text_once")
        ]

    def __str__(self) -> str:
        return self.section
