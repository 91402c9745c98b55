"""Make an empty database ready for the faults: an office whose people can sign in, units, money for rewards.

Run as a program of its own, with the database in the environment; it prints the password of everybody.
"""

from __future__ import annotations

import django
from django.core.management import call_command

django.setup()

from accounts.selectors import get_office  # noqa: E402
from bench.floor.prepare import register_units  # noqa: E402
from config.demonstration.people import PASSWORD, found_office  # noqa: E402
from rewards.selectors.budgets import this_year  # noqa: E402
from rewards.services import grant_budget  # noqa: E402

UNITS = 20
MONEY_FEN = 10**12  # more than any number of rounds pays out


def found() -> None:
    """Fill an empty database."""
    call_command("migrate", verbosity=0, interactive=False)
    found_office()
    register_units(UNITS)
    grant_budget(payer=get_office(), year=this_year(), amount_fen=MONEY_FEN, reason="bench", actor=None)


if __name__ == "__main__":
    found()
    print(PASSWORD)
