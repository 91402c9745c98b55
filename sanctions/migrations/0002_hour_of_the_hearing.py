"""The party is told the hour of the hearing too (Penalties Law art. 64)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sanctions", "0001_penalties_listings_measures"),
    ]

    operations = [
        migrations.AddField(
            model_name="penalty",
            name="hearing_time",
            field=models.TimeField(blank=True, null=True, verbose_name="hour of the hearing"),
        ),
    ]
