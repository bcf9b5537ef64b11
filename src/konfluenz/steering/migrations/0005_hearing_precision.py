"""A hearing of which a paper names the month alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds Hearing.precision."""

    dependencies = [("steering", "0004_subscriptions")]

    operations = [
        migrations.AddField(
            model_name="hearing",
            name="precision",
            field=models.CharField(
                choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                default="day",
                max_length=5,
            ),
        ),
    ]
