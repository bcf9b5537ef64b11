"""Which public pages lie ready as files, what each has read, and which are to be baked again."""

from django.db import models

from konfluenz.ground import personal_data


class Urgency(models.IntegerChoices):
    """Which pages come first: few that somebody has just changed, many, all in the background."""

    NOW = 0
    SOON = 1
    LATER = 2


@personal_data.declare(
    subject=None,
    free="address view locale listed digest true_until baked_at polished due_at urgency claim"
    " claimed_until failures took_ms",
)
class BakedAddress(models.Model):
    """A public address, such as "/de/themen/arbeit/", that can lie ready as a file.

    `listed`: the portal still has it. `digest` is that of its file, empty while there is none.
    `due_at` is when it is to be baked (again), None: only after a change; a page that is true
    until 18:00 is due at 18:00. `claim`: the baker that works on it. `polished`: compressed as
    small as can be. `took_ms`: milliseconds of its last baking; of what is due at once the quick
    ones come first, and a page is out before the list of thousands that it stands in.
    """

    address = models.CharField(max_length=500, unique=True)
    view = models.CharField(max_length=80)
    locale = models.CharField(max_length=12)
    listed = models.BooleanField(default=True)
    digest = models.CharField(max_length=16, blank=True)
    true_until = models.DateTimeField(null=True)
    baked_at = models.DateTimeField(null=True)
    polished = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True)
    urgency = models.PositiveSmallIntegerField(choices=Urgency, default=Urgency.LATER)
    claim = models.UUIDField(null=True)
    claimed_until = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    took_ms = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(
                fields=["urgency", "-due_at", "took_ms", "id"],
                condition=models.Q(due_at__isnull=False),
                name="baked_due",
            ),
            models.Index(fields=["view", "locale"], name="baked_view"),
            models.Index(
                fields=["baked_at"],
                condition=models.Q(polished=False) & ~models.Q(digest=""),
                name="baked_rough",
            ),
        ]

    def __str__(self) -> str:
        return self.address


@personal_data.declare(subject=None, free="address key")
class BakedRead(models.Model):
    """Something that a page has read: a record, a kind of records, or a whole room.

    `key` is "directory.service:12", "directory.service", "directory.service+" or "directory"
    (`publishing/baking/reads.py`).
    """

    address = models.ForeignKey(BakedAddress, on_delete=models.CASCADE, related_name="reads")
    key = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "address"], name="baked_read_once"),
        ]
