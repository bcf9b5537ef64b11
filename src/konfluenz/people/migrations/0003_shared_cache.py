"""The table of the cache that all processes share: rate limits count across them."""

from django.core.management import call_command
from django.db import migrations


def forwards(apps, schema_editor):
    call_command(
        "createcachetable", "konfluenz_cache", database=schema_editor.connection.alias, verbosity=0
    )


def backwards(apps, schema_editor):
    schema_editor.execute("DROP TABLE konfluenz_cache")


class Migration(migrations.Migration):
    dependencies = [("people", "0002_consents_stay_as_written")]
    operations = [migrations.RunPython(forwards, backwards)]
