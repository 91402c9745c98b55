"""Cases of one place are found without reading all of them."""

from django.db import migrations, models

from workflow.indexes import AddIndexInUse


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("investigations", "0001_cases_teams_evidence_orders")]
    operations = [AddIndexInUse("case", models.Index(fields=["division"], name="investigations_case_place"))]
