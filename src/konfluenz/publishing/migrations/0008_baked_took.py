"""How long the last baking of a page took, and that of pages due at once the quick come first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds BakedAddress.took_ms."""

    dependencies = [("publishing", "0007_outside_links")]

    operations = [
        migrations.RemoveIndex(model_name="bakedaddress", name="baked_due"),
        migrations.AddField(
            model_name="bakedaddress",
            name="took_ms",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name="bakedaddress",
            index=models.Index(
                condition=models.Q(due_at__isnull=False),
                fields=["urgency", "-due_at", "took_ms", "id"],
                name="baked_due",
            ),
        ),
    ]
