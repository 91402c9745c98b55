"""The log refuses change and removal in the database itself, whoever asks."""

from django.db import migrations

TABLES = ("workflow_logentry", "workflow_seal")

SQLITE = [
    f"""
    CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table}
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END
    """
    for table in TABLES
    for verb in ("update", "delete")
]
POSTGRES = [
    """
    CREATE FUNCTION workflow_refuse_change() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION 'the log is append-only'; END
    $$ LANGUAGE plpgsql
    """,
    *(
        f"""
        CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION workflow_refuse_change()
        """
        for table in TABLES
    ),
]


def forbid(apps, schema_editor):
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(f"DROP TRIGGER {table}_append_only ON {table}")
        schema_editor.execute("DROP FUNCTION workflow_refuse_change()")
        return
    for table in TABLES:
        for verb in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER {table}_no_{verb}")


class Migration(migrations.Migration):
    dependencies = [("workflow", "0001_log_acts_clocks")]

    operations = [migrations.RunPython(forbid, allow)]
