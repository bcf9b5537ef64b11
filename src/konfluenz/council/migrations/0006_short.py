from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('council', '0005_asked'),
    ]

    operations = [
        migrations.AddField(
            model_name='report',
            name='concluded_on',
            field=models.DateField(blank=True, editable=False, null=True),
        ),
    ]
