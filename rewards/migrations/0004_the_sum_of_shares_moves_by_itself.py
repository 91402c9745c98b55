"""What the parts of a shared reward add up to is moved by the parts alone: a statement that writes it is refused."""

from django.db import migrations

BY_HAND = "only its shares move the sum of a division"
SUM = "SELECT COALESCE(SUM(fen), 0) FROM rewards_share WHERE division_id = NEW.id"
SQLITE = [
    f"""
    CREATE TRIGGER rewards_division_begins_empty BEFORE INSERT ON rewards_division WHEN NEW.shared_fen <> 0
    BEGIN SELECT RAISE(ABORT, '{BY_HAND}'); END
    """,
    # It knows no depth of triggers, but moves row by row: the sum is right at every one.
    f"""
    CREATE TRIGGER rewards_division_by_shares BEFORE UPDATE ON rewards_division WHEN NEW.shared_fen <> ({SUM})
    BEGIN SELECT RAISE(ABORT, '{BY_HAND}'); END
    """,
]
POSTGRES = [
    f"""
    CREATE FUNCTION rewards_division_refuse_hand() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION '{BY_HAND}'; END
    $$ LANGUAGE plpgsql
    """,
    """
    CREATE TRIGGER rewards_division_begins_empty BEFORE INSERT ON rewards_division
    FOR EACH ROW WHEN (NEW.shared_fen <> 0) EXECUTE FUNCTION rewards_division_refuse_hand()
    """,
    # A statement of a person fires it at depth 0, the trigger of a share one deeper.
    """
    CREATE TRIGGER rewards_division_by_shares BEFORE UPDATE ON rewards_division
    FOR EACH ROW WHEN (pg_trigger_depth() = 0 AND NEW.shared_fen <> OLD.shared_fen)
    EXECUTE FUNCTION rewards_division_refuse_hand()
    """,
]


def enforce(apps, schema_editor):
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def relax(apps, schema_editor):
    is_postgres = schema_editor.connection.vendor == "postgresql"
    for name in ("by_shares", "begins_empty"):
        schema_editor.execute(
            f"DROP TRIGGER rewards_division_{name}" + (" ON rewards_division" * is_postgres)
        )
    if is_postgres:
        schema_editor.execute("DROP FUNCTION rewards_division_refuse_hand()")


class Migration(migrations.Migration):
    dependencies = [("rewards", "0003_shares_add_up")]

    operations = [migrations.RunPython(enforce, relax)]
