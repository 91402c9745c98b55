"""The ledger is append-only, and each posting moves the balances of its budget, in the database itself."""

from django.db import migrations

ACCOUNTS = ("granted", "available", "committed", "paid")
# What was granted is the source: it grows by what it gives.
GAINS = {
    account: ("credit", "debit") if account == "granted" else ("debit", "credit") for account in ACCOUNTS
}
CARRY = "UPDATE rewards_budget SET {} WHERE id = NEW.budget_id".format(  # noqa: S608 - constants
    ", ".join(
        f"{account}_fen = {account}_fen + CASE '{account}' WHEN NEW.{plus} THEN NEW.amount_fen"
        f" WHEN NEW.{minus} THEN -NEW.amount_fen ELSE 0 END"
        for account, (plus, minus) in GAINS.items()
    )
)
REFUSED = "the ledger is append-only"
BY_HAND = "only the ledger moves the money of a budget"
CHANGED = " OR ".join(f"NEW.{account}_fen <> OLD.{account}_fen" for account in ACCOUNTS)
NOT_EMPTY = " OR ".join(f"NEW.{account}_fen <> 0" for account in ACCOUNTS)

SQLITE = [
    f"CREATE TRIGGER rewards_posting_carry AFTER INSERT ON rewards_posting BEGIN {CARRY}; END",
    *(
        f"""
        CREATE TRIGGER rewards_posting_no_{verb} BEFORE {verb.upper()} ON rewards_posting
        BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END
        """
        for verb in ("update", "delete")
    ),
    f"""
    CREATE TRIGGER rewards_budget_begins_empty BEFORE INSERT ON rewards_budget WHEN {NOT_EMPTY}
    BEGIN SELECT RAISE(ABORT, '{BY_HAND}'); END
    """,
]
POSTGRES = [
    f"""
    CREATE FUNCTION rewards_carry() RETURNS trigger AS $$
    BEGIN {CARRY}; RETURN NULL; END
    $$ LANGUAGE plpgsql
    """,
    f"""
    CREATE FUNCTION rewards_refuse_change() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION '{REFUSED}'; END
    $$ LANGUAGE plpgsql
    """,
    f"""
    CREATE FUNCTION rewards_refuse_hand() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION '{BY_HAND}'; END
    $$ LANGUAGE plpgsql
    """,
    """
    CREATE TRIGGER rewards_posting_carry AFTER INSERT ON rewards_posting
    FOR EACH ROW EXECUTE FUNCTION rewards_carry()
    """,
    """
    CREATE TRIGGER rewards_posting_append_only BEFORE UPDATE OR DELETE ON rewards_posting
    FOR EACH ROW EXECUTE FUNCTION rewards_refuse_change()
    """,
    f"""
    CREATE TRIGGER rewards_budget_begins_empty BEFORE INSERT ON rewards_budget
    FOR EACH ROW WHEN ({NOT_EMPTY}) EXECUTE FUNCTION rewards_refuse_hand()
    """,
    # A statement of a person fires it at depth 0, the ledger's own trigger one deeper.
    f"""
    CREATE TRIGGER rewards_budget_by_ledger BEFORE UPDATE ON rewards_budget
    FOR EACH ROW WHEN (pg_trigger_depth() = 0 AND ({CHANGED})) EXECUTE FUNCTION rewards_refuse_hand()
    """,
]
UNDO = {
    "postgresql": [
        "DROP TRIGGER rewards_budget_by_ledger ON rewards_budget",
        "DROP TRIGGER rewards_budget_begins_empty ON rewards_budget",
        "DROP TRIGGER rewards_posting_append_only ON rewards_posting",
        "DROP TRIGGER rewards_posting_carry ON rewards_posting",
        *(f"DROP FUNCTION rewards_{name}()" for name in ("refuse_hand", "refuse_change", "carry")),
    ],
    "sqlite": [
        f"DROP TRIGGER rewards_{name}"
        for name in ("budget_begins_empty", "posting_no_update", "posting_no_delete", "posting_carry")
    ],
}


def enforce(apps, schema_editor):
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def relax(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("rewards", "0001_rewards_budgets_payments")]

    operations = [migrations.RunPython(enforce, relax)]
