from django.db import migrations, models

NAMES = {
    "evidence": ("taken_by", "taken_with", "investigations_evidence_two_officers"),
    "fieldrecord": ("recorded_by", "recorded_with", "investigations_field_two_officers"),
}


class Migration(migrations.Migration):
    dependencies = [("investigations", "0020_orders_keep_their_problems_in_items")]

    operations = [
        *(migrations.RemoveConstraint(model, name) for model, (_one, _two, name) in NAMES.items()),
        *(migrations.RenameField(model, one, "officer") for model, (one, _two, _name) in NAMES.items()),
        *(
            migrations.RenameField(model, two, "second_officer")
            for model, (_one, two, _name) in NAMES.items()
        ),
        *(
            migrations.AddConstraint(
                model,
                models.CheckConstraint(
                    condition=models.Q(("officer", models.F("second_officer")), _negated=True),
                    name=f"investigations_{model}_two_officers",
                ),
            )
            for model in NAMES
        ),
    ]
