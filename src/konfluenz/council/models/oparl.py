"""What was read from the council's own system (OParl 1.1), so that it can be read again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from konfluenz.council.models.consultations import Consultation
from konfluenz.council.models.imports import READ_PAPERS
from konfluenz.directory.models import Organization, OrgUnit
from konfluenz.ground import personal_data
from konfluenz.ground.fields import EncryptedTextField
from konfluenz.ground.models import Record, StoredFile


@personal_data.declare(
    subject=None,
    holds={"name": READ_PAPERS},
    free="public_id revision created_at file address publish read_until ended_at new changed"
    " unchanged refused findings more_findings",
)
class OparlImport(Record):
    """One reading of a dump (`file`, `name`) or of a server (`address`).

    `publish`: papers that are new become public. `read_until`: the moment it began; what
    changed there later comes with the next reading. No `ended_at`: it waits, works or failed.
    `findings` are sentences, at most 300; `more_findings` counts the others.
    """

    name = EncryptedTextField(_("file"), blank=True)
    file = models.ForeignKey(
        StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    address = models.CharField(_("address"), max_length=500, blank=True)
    publish = models.BooleanField(_("show in the portal"), default=False)
    read_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    findings = models.JSONField(default=list)
    more_findings = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("reading of the council's system")

    def __str__(self) -> str:
        return self.address or self.name


@personal_data.declare(subject=None, free="uid kind digest name organization unit made")
class OparlObject(models.Model):
    """An object of the council's system. `uid` is its address there, `digest` its content.

    Of an organisation also the body or unit here that it is; no `name`: only its address is
    known so far. `made`: that record came with the import and follows its name there.
    """

    uid = models.CharField(max_length=300, unique=True)
    kind = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=200, blank=True)
    organization = models.ForeignKey(
        Organization, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey(
        OrgUnit, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        verbose_name = _("object of the council's system")

    def __str__(self) -> str:
        return self.name or self.uid


@personal_data.declare(subject=None, free="consultation meeting_uid item_uid closed")
class ConsultationSource(models.Model):
    """Which session and point a station is there, also before that session has been read.

    `closed`: its paper is not public there, whatever the session says.
    """

    consultation = models.OneToOneField(
        Consultation, on_delete=models.CASCADE, related_name="oparl"
    )
    meeting_uid = models.CharField(max_length=300, blank=True, db_index=True)
    item_uid = models.CharField(max_length=300, blank=True)
    closed = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        verbose_name = _("station in the council's system")

    def __str__(self) -> str:
        return self.item_uid or self.meeting_uid
