"""Whether volunteers take part in a measure (N-17)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds Measure.volunteers."""

    dependencies = [("steering", "0005_hearing_precision")]

    operations = [
        migrations.AddField(
            model_name="measure",
            name="volunteers",
            field=models.BooleanField(default=False, verbose_name="volunteers take part"),
        ),
    ]
