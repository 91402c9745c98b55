"""Clocks that ran before warnings were kept are looked at when they are due."""

from django.db import migrations
from django.db.models import F


def look_when_due(apps, schema_editor):
    clocks = apps.get_model("workflow", "Clock").objects
    clocks.filter(outcome="running", warn_at=None).update(warn_at=F("due_at"))


class Migration(migrations.Migration):
    dependencies = [("workflow", "0003_clocks_follow_the_log")]

    operations = [migrations.RunPython(look_when_due, migrations.RunPython.noop)]
