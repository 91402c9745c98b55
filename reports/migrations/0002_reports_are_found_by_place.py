"""Reports of one place are found without reading all of them."""

from django.db import migrations, models

from workflow.indexes import AddIndexInUse


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("reports", "0001_tips_and_mailbox")]
    operations = [AddIndexInUse("report", models.Index(fields=["division"], name="reports_report_place"))]
