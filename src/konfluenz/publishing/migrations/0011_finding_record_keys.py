"""The key says the kind and the record: they need no columns, and no search looks them up."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Removes FindingRecord.kind and .record_id; its key is given, not counted up."""

    dependencies = [("publishing", "0010_finding_keys")]

    operations = [
        migrations.RemoveConstraint(model_name="findingrecord", name="finding_record_once"),
        migrations.RemoveField(model_name="findingrecord", name="kind"),
        migrations.RemoveField(model_name="findingrecord", name="record_id"),
        migrations.AlterField(
            model_name="findingrecord",
            name="id",
            field=models.BigIntegerField(primary_key=True, serialize=False),
        ),
    ]
