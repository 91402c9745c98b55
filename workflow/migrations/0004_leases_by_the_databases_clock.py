"""A delivery waits by the database's clock from its first moment on."""

import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workflow", "0003_words_are_found"),
    ]

    operations = [
        migrations.AlterField(
            model_name="delivery",
            name="lease_until",
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
        ),
    ]
