"""Lists that were read in, what became of each row, and which row made which record."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from konfluenz.ground import personal_data
from konfluenz.ground.fields import EncryptedJSONField, EncryptedTextField
from konfluenz.ground.models.files import StoredFile
from konfluenz.ground.models.records import Record
from konfluenz.ground.models.runs import Run
from konfluenz.ground.personal_data import Basis, Retention, Use

READ_LISTS = Use(
    purpose="Taking over lists that the municipality kept before, and taking them back",
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start="list read in or put aside", days=90),
)
KNOW_ROWS = Use(
    purpose="Knowing a row of a list again, so that reading it twice changes nothing",
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start="record erased", days=None),
)


class ImportState(models.TextChoices):
    """Where a list is. `RUNNING` also after a run that failed: it goes on, or is taken back."""

    OPEN = "open", _("being prepared")
    RUNNING = "running", _("being read in")
    DONE = "done", _("read in")
    UNDONE = "undone", _("undone")
    DISCARDED = "discarded", _("put aside")


class RowOutcome(models.TextChoices):
    """What became of a row."""

    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    UNCHANGED = "unchanged", _("unchanged")
    REFUSED = "refused", _("refused")


@personal_data.declare(
    subject=None,
    holds={"name headings file run by_label by_id": READ_LISTS},
    free="public_id revision created_at kind state digest asked mapping options source counts"
    " checked_at finished_at erased_at",
)
class Import(Record):
    """One dropped file. The bytes lie as they came in `file`.

    `asked` is how it is to be read (`tables.Asked`), `headings` are the names of its columns,
    `mapping` is {column: field}, `options` what holds for all rows, `source` where the list
    comes from: rows are known again within their source. `counts` is {outcome: rows} of the
    last check or of the import, and "alike": rows that may be somebody who is here already.
    """

    kind = models.CharField(_("what it holds"), max_length=40)
    state = models.CharField(
        _("state"), max_length=10, choices=ImportState, default=ImportState.OPEN
    )
    name = EncryptedTextField(_("file"), blank=True)
    digest = models.CharField(max_length=64)
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, related_name="+")
    asked = models.JSONField(default=dict)
    headings = EncryptedJSONField(default=list)
    mapping = models.JSONField(_("columns"), default=dict)
    options = models.JSONField(_("for all rows"), default=dict)
    source = models.CharField(_("where the list comes from"), max_length=60, blank=True)
    counts = models.JSONField(default=dict)
    run = models.ForeignKey(Run, on_delete=models.SET_NULL, null=True, related_name="+")
    by_label = models.CharField(max_length=80, blank=True)
    by_id = models.CharField(max_length=40, blank=True)
    checked_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("import")
        indexes = [models.Index(fields=["kind", "state"], name="import_kind")]

    def __str__(self) -> str:
        return self.name or str(self._meta.verbose_name)


@personal_data.declare(
    subject=None,
    holds={"title told alike label record_id made undo": READ_LISTS},
    free="source line dry outcome undone",
)
class ImportRow(models.Model):
    """What became of one row of the file, or would become of it (`dry`).

    `line` is its number in the file, `told` what people should know of it, `alike` are
    records ("people.person:7") or lines ("line:7") that may be the same. `made` is
    [[label, id, revision], …] of the records made for it, `undo` what it takes to change a
    changed record back.
    """

    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    dry = models.BooleanField()
    outcome = models.CharField(max_length=10, choices=RowOutcome)
    title = EncryptedTextField(blank=True)
    told = EncryptedJSONField(default=list)
    alike = models.JSONField(default=list)
    label = models.CharField(max_length=80, blank=True)
    record_id = models.CharField(max_length=40, blank=True)
    made = models.JSONField(default=list)
    undo = EncryptedJSONField(default=dict)
    undone = models.BooleanField(default=False)

    class Meta:
        ordering = ["line"]
        constraints = [
            models.UniqueConstraint(fields=["source", "dry", "line"], name="import_row_once")
        ]


@personal_data.declare(subject=None, holds={"values label record_id": KNOW_ROWS}, free="kind key")
class ImportedRecord(models.Model):
    """Which record a row made: `key` is a keyed digest of what the row is known by.

    `values` is what the row said last. What the office changed since is not in it, and stays
    when the row comes again.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    label = models.CharField(max_length=80)
    record_id = models.CharField(max_length=40)
    values = EncryptedJSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="imported_once")]
        indexes = [models.Index(fields=["label", "record_id"], name="imported_record")]
