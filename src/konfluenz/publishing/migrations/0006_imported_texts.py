"""What an imported page said when it came: digests by locale."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds PortalPage.imported_texts."""

    dependencies = [("publishing", "0005_terms")]

    operations = [
        migrations.AddField(
            model_name="portalpage",
            name="imported_texts",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
    ]
