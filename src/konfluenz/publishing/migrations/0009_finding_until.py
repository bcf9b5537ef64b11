"""What is over is left out of each search: found without reading all records."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds an index on FindingRecord.until."""

    dependencies = [("publishing", "0008_baked_took")]

    operations = [
        migrations.AddIndex(
            model_name="findingrecord",
            index=models.Index(
                condition=models.Q(until__isnull=False),
                fields=["until"],
                name="finding_record_until",
            ),
        ),
    ]
