"""What can be found by typing."""

from django.db import models

from konfluenz.ground import personal_data
from konfluenz.ground.personal_data import Basis, Ending, Retention, Use

FIND_RECORDS = Use(
    purpose="Finding the records that the municipality works with",
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start="record erased", days=None, ending=Ending.DELETE),
)


@personal_data.declare(
    subject=None, holds={"title heading body": FIND_RECORDS}, free="label record_id"
)
class Findable(models.Model):
    """The words of one record. The room that owns the record writes them anew at each change.

    `title` is shown. `heading` holds its words, `body` these and all others, folded, each
    between two blanks on both sides: so " hau" finds beginnings, " hauser " whole words, and
    a word of one letter with its blanks is still a trigram for the index.

    Triggers keep SQLite's index in step (`0002_search`). A migration that alters this table
    on SQLite builds it anew and must create them again.
    """

    label = models.CharField(max_length=80)
    record_id = models.CharField(max_length=40)
    title = models.TextField()
    heading = models.TextField()
    body = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["label", "record_id"], name="search_one_per_record")
        ]
