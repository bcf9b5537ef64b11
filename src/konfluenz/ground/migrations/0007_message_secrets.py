from django.db import migrations

import konfluenz.ground.fields


class Migration(migrations.Migration):
    dependencies = [
        ("ground", "0006_translation_source"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="secrets",
            field=konfluenz.ground.fields.EncryptedJSONField(default=list),
        ),
    ]
