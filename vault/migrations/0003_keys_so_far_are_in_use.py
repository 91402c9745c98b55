from django.db import migrations

# As vault.selectors.READERS said when these rings were made.
READERS = {
    "identity": ("custodian", "leader"),
    "words": ("desk", ""),
    "file": ("desk", ""),
    "payee": ("cashier", ""),
    "message": ("desk", ""),
}


def name_states_and_duties(apps, schema_editor):
    """Keys made so far are in use, or out of use; rings remember whose duty it was to read."""
    keys = apps.get_model("vault", "PersonKey").objects
    keys.filter(retired_at=None).update(state="active")
    keys.exclude(retired_at=None).update(state="retired")
    apps.get_model("vault", "EscrowKey").objects.exclude(retired_at=None).update(state="replaced")
    rings = apps.get_model("vault", "KeyRing").objects
    for purpose, (inner, outer) in READERS.items():
        rings.filter(envelopes__purpose=purpose).update(inner_duty=inner, outer_duty=outer)


class Migration(migrations.Migration):
    dependencies = [
        ("vault", "0002_keys_are_confirmed_and_shared"),
    ]

    operations = [
        migrations.RunPython(name_states_and_duties, migrations.RunPython.noop),
    ]
