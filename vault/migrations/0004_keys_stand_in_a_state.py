from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("vault", "0003_keys_so_far_are_in_use"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="escrowkey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("retired_at", None), ("state", "held")),
                    models.Q(("retired_at__isnull", False), ("state", "replaced")),
                    _connector="OR",
                ),
                name="vault_escrow_key_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="personkey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("retired_at", None), ("state__in", ["waiting", "active"])),
                    models.Q(("retired_at__isnull", False), ("state", "retired")),
                    _connector="OR",
                ),
                name="vault_person_key_state",
            ),
        ),
    ]
