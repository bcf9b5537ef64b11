"""What was read from the council's own system."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import konfluenz.ground.fields


class Migration(migrations.Migration):
    """Readings, objects by their address there, and which session a station is."""

    dependencies = [
        ("council", "0003_reports"),
        ("directory", "0001_initial"),
        ("ground", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="OparlImport",
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
                (
                    "name",
                    konfluenz.ground.fields.EncryptedTextField(blank=True, verbose_name="file"),
                ),
                ("address", models.CharField(blank=True, max_length=500, verbose_name="address")),
                ("publish", models.BooleanField(default=False, verbose_name="show in the portal")),
                ("read_until", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("new", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("unchanged", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                ("findings", models.JSONField(default=list)),
                ("more_findings", models.PositiveIntegerField(default=0)),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="ground.storedfile",
                    ),
                ),
            ],
            options={
                "verbose_name": "reading of the council's system",
                "ordering": ["-created_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="OparlObject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.CharField(max_length=300, unique=True)),
                ("kind", models.CharField(max_length=20)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("made", models.BooleanField(default=False)),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="directory.organization",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="directory.orgunit",
                    ),
                ),
            ],
            options={
                "verbose_name": "object of the council's system",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ConsultationSource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("meeting_uid", models.CharField(blank=True, db_index=True, max_length=300)),
                ("item_uid", models.CharField(blank=True, max_length=300)),
                ("closed", models.BooleanField(default=False)),
                (
                    "consultation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="oparl",
                        to="council.consultation",
                    ),
                ),
            ],
            options={
                "verbose_name": "station in the council's system",
                "ordering": ["id"],
            },
        ),
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(fields=["-date", "reference", "id"], name="paper_newest"),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["-starts_at", "-id"], name="council_meeting_newest"),
        ),
    ]
