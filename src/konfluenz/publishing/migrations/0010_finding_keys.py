"""The key of a record in the index says which record it is.

The rows first: PostgreSQL changes no table while it still has rows of this transaction to check.
"""

from django.db import migrations

KEY = "kind * 1099511627776 + record_id"


class Migration(migrations.Migration):
    """Gives the rows of the index their new keys."""

    dependencies = [("publishing", "0009_finding_until")]

    operations = [
        *(
            migrations.RunSQL(
                f"UPDATE {table} SET record_id = ("  # noqa: S608
                f"SELECT {KEY.replace('record_id', 'entry.record_id')} "
                f"FROM publishing_findingrecord entry WHERE entry.id = {table}.record_id)"
            )
            for table in ("publishing_findinguse", "publishing_findingtext")
        ),
        migrations.RunSQL(
            f"UPDATE publishing_findingrecord SET id = {KEY}"  # noqa: S608
        ),
    ]
