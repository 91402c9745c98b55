"""What the desk searches for words: no sealed word, no identity, no note stands among these columns."""

from django.db import migrations

from workflow.words import index_words


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0003_lists_can_be_saved"),
        ("enterprises", "0003_units_are_inspected"),
        ("investigations", "0022_accidents_and_disasters_share_their_words"),
        ("reports", "0015_packets_are_kept_as_handed_on"),
        ("sanctions", "0011_good_credit_list"),
        ("workflow", "0006_words_are_found"),
    ]
    operations = [
        index_words("enterprises_unit", "name", "uscc", "legal_representative"),
        index_words("enterprises_responsibleperson", "name"),
        index_words("investigations_case", "title"),
        index_words("reports_report", "unit_name", "working_text"),
        index_words("sanctions_penalty", "cause", "person_name"),
        index_words("sanctions_listing", "cause"),
    ]
