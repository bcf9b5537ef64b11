"""The glossary of translators."""

import uuid

import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    """Makes its table."""

    dependencies = [
        ("publishing", "0004_finding"),
    ]

    operations = [
        migrations.CreateModel(
            name="Term",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("german", models.CharField(max_length=120, verbose_name="German word")),
                ("locale", models.CharField(max_length=12, verbose_name="language")),
                (
                    "translation",
                    models.CharField(max_length=200, verbose_name="wanted translation"),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
            ],
            options={
                "verbose_name": "term of the glossary",
                "ordering": ["german", "locale", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("german"),
                        models.F("locale"),
                        name="term_once",
                        violation_error_message="The word stands in the glossary already.",
                    )
                ],
            },
        ),
    ]
