"""Bring the database up to date and fill an empty one: run by bin/run with the project's own Python.

One process for all of it, since starting Django takes longer than the work itself.
"""

import argparse
import io
import sys
from pathlib import Path

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from scaffold.processes import take_charge
from scaffold.steps import CannotGoOn, explain, step


def migrate() -> None:
    """Apply the migrations that are not applied yet."""
    with step("Database") as line:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if not plan:
            line.skip("up to date")
            return
        call_command("migrate", verbosity=0, interactive=False)
        line.outcome = f"{len(plan)} migrations applied"


def load_demonstration() -> None:
    """Load the demonstration district into an empty database, and start again where that was interrupted."""
    with step("Demonstration district (Fuling, Chongqing)") as line:
        begun = Path(settings.STATE_DIR) / ".demonstration-begun"
        if begun.exists():
            raise CannotGoOn(
                "The demonstration was interrupted while it was loaded, and half of it helps nobody. "
                f"Remove {_where()} and {begun}, then start again."
            )
        if get_user_model().objects.exists():
            line.skip("the database is not empty")
            return
        begun.touch()
        try:
            call_command("demo", verbosity=0)
        except BaseException:
            _empty_again()
            raise
        finally:
            begun.unlink()


def _empty_again() -> None:
    """Remove the file of the embedded database, which was empty when the loading began."""
    if connection.vendor == "sqlite":
        connection.close()
        for ending in ("", "-wal", "-shm"):
            Path(f"{connection.settings_dict['NAME']}{ending}").unlink(missing_ok=True)


def _where() -> str:
    database = connection.settings_dict
    return (
        str(database["NAME"])
        if connection.vendor == "sqlite"
        else f"the tables of database {database['NAME']}"
    )


def main() -> int:
    """Migrate, check, fill, and print the demonstration's accounts."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--empty", action="store_true")
    wanted = parser.parse_args()
    take_charge()
    try:
        django.setup()
        migrate()
        with step("System check"):
            call_command("check", stdout=io.StringIO())
        if not wanted.empty:
            load_demonstration()
            call_command("demo", print_accounts=True)
        elif not get_user_model().objects.exists():
            print(
                "\n  Nobody works here yet. The first administrator founds the office, once, at", flush=True
            )
            call_command("first_code")
    except CannotGoOn as error:
        return explain(error)
    except (CommandError, DatabaseError) as error:
        return explain(CannotGoOn(f"The database could not be made ready: {error}"))
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
