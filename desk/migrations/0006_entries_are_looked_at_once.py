"""Most entries concern nobody: which were looked at is remembered, and not found out again for ten minutes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0005_invitations_go_by_mail"),
    ]

    operations = [
        migrations.AddField(
            model_name="reminderround",
            name="seen_entries",
            field=models.JSONField(default=list),
        ),
    ]
