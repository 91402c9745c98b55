"""What the desk searches for words: no sealed word, no identity, no note stands among these columns."""

from django.db import migrations

from workflow.words import index_words


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0001_signing_in_reminders_comments"),
        ("enterprises", "0001_units_inspections_periods"),
        ("investigations", "0001_cases_teams_evidence_orders"),
        ("reports", "0001_tips_and_mailbox"),
        ("sanctions", "0001_penalties_listings_measures"),
        ("workflow", "0003_words_are_found"),
    ]
    operations = [
        index_words("enterprises_unit", "name", "uscc", "legal_representative"),
        index_words("enterprises_responsibleperson", "name"),
        index_words("investigations_case", "title"),
        index_words("reports_report", "unit_name", "working_text"),
        index_words("sanctions_penalty", "cause", "person_name"),
        index_words("sanctions_listing", "cause"),
    ]
