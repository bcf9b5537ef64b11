"""A district may end, and others say that they came from it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds District.came_from and its validity."""

    dependencies = [
        ('directory', '0004_review_title'),
    ]

    operations = [
        migrations.AddField(
            model_name='district',
            name='came_from',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successors', to='directory.district', verbose_name='was part of'),
        ),
        migrations.AddField(
            model_name='district',
            name='valid_from',
            field=models.DateField(blank=True, null=True, verbose_name='valid from'),
        ),
        migrations.AddField(
            model_name='district',
            name='valid_from_precision',
            field=models.CharField(choices=[('day', 'Day'), ('month', 'Month'), ('year', 'Year')], default='day', max_length=5),
        ),
        migrations.AddField(
            model_name='district',
            name='valid_until',
            field=models.DateField(blank=True, null=True, verbose_name='valid until'),
        ),
        migrations.AddField(
            model_name='district',
            name='valid_until_precision',
            field=models.CharField(choices=[('day', 'Day'), ('month', 'Month'), ('year', 'Year')], default='day', max_length=5),
        ),
        migrations.AddConstraint(
            model_name='district',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_until__isnull', True), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='district_period', violation_error_message='The end must be after the beginning.'),
        ),
    ]
