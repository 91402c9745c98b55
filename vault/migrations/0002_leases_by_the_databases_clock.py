"""A file waits for its clean copy by the database's clock from its first moment on."""

import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("vault", "0001_keys_envelopes_files"),
    ]

    operations = [
        migrations.AlterField(
            model_name="cleancopy",
            name="lease_until",
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
        ),
    ]
