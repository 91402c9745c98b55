"""Papers that failed or were voided are found without reading all of them."""

from django.db import migrations, models

from workflow.indexes import AddIndexInUse


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("notices", "0003_corrected_by_a_second_person")]
    operations = [
        AddIndexInUse(
            "notice", models.Index(fields=["state", "agency", "form", "year"], name="notices_state_in_series")
        )
    ]
