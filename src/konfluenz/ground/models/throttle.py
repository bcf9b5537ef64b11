"""How often somebody tried something."""

from django.db import models

from konfluenz.ground import personal_data
from konfluenz.ground.personal_data import Basis, Retention, Use

KEEP_INTRUDERS_OUT = Use(
    purpose="Protection against guessing and flooding",
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start="window over", days=1),
)


@personal_data.declare(subject=None, holds={"key": KEEP_INTRUDERS_OUT}, free="until hits")
class Window(models.Model):
    """The tries under one key in its running window.

    `key` is a keyed digest: no address of a machine or a mailbox stands here.
    """

    key = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField(db_index=True)
    hits = models.PositiveIntegerField(default=0)
