"""The parts of a shared reward never add up to more than it, and no part is changed, in the database itself."""

from django.db import migrations

# The division adds up its parts by itself; a part is never changed. The CHECK on the sum does the rest.
ADD = "UPDATE rewards_division SET shared_fen = shared_fen + NEW.fen WHERE id = NEW.division_id"
TAKE = "UPDATE rewards_division SET shared_fen = shared_fen - OLD.fen WHERE id = OLD.division_id"
REFUSED = "a share is never changed"
SQLITE = [
    f"CREATE TRIGGER rewards_share_add AFTER INSERT ON rewards_share BEGIN {ADD}; END",
    f"CREATE TRIGGER rewards_share_take AFTER DELETE ON rewards_share BEGIN {TAKE}; END",
    f"""
    CREATE TRIGGER rewards_share_no_update BEFORE UPDATE ON rewards_share
    BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END
    """,
]
POSTGRES = [
    *(
        f"""
        CREATE FUNCTION rewards_share_{name}() RETURNS trigger AS $$
        BEGIN {statement}; RETURN NULL; END
        $$ LANGUAGE plpgsql
        """
        for name, statement in (
            ("add", ADD),
            ("take", TAKE),
            ("no_update", f"RAISE EXCEPTION '{REFUSED}'"),
        )
    ),
    *(
        f"""
        CREATE TRIGGER rewards_share_{name} {when} ON rewards_share
        FOR EACH ROW EXECUTE FUNCTION rewards_share_{name}()
        """
        for name, when in (
            ("add", "AFTER INSERT"),
            ("take", "AFTER DELETE"),
            ("no_update", "BEFORE UPDATE"),
        )
    ),
]


def enforce(apps, schema_editor):
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def relax(apps, schema_editor):
    is_postgres = schema_editor.connection.vendor == "postgresql"
    for name in ("add", "take", "no_update"):
        schema_editor.execute(f"DROP TRIGGER rewards_share_{name}" + (" ON rewards_share" * is_postgres))
        if is_postgres:
            schema_editor.execute(f"DROP FUNCTION rewards_share_{name}()")


class Migration(migrations.Migration):
    dependencies = [("rewards", "0002_ledger_moves_the_money")]

    operations = [migrations.RunPython(enforce, relax)]
