"""New rows stand in the index of words at once: what waits to be put in was read through by every search."""

from django.db import migrations

from workflow.words import no_waiting_list


class Migration(migrations.Migration):
    dependencies = [("desk", "0003_acts_on_several_files")]

    operations = [
        no_waiting_list("enterprises_unit", "name", "uscc", "legal_representative"),
        no_waiting_list("enterprises_responsibleperson", "name"),
        no_waiting_list("investigations_case", "title"),
        no_waiting_list("reports_report", "unit_name", "working_text"),
        no_waiting_list("sanctions_penalty", "cause", "person_name"),
        no_waiting_list("sanctions_listing", "cause"),
    ]
