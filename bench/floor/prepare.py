"""Make a database ready for a benchmark: tables, an office with two readers for each duty, units, one filing.

Run as a program of its own, with the database in the environment; `--reports N` has N older reports in it,
`--count` prints how many reports it holds.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import django
from django.core.management import call_command

django.setup()

from accounts.services import create_agency, create_person  # noqa: E402
from bench.floor.loading import load, walk_one  # noqa: E402
from config.replay.house import House  # noqa: E402
from enterprises.services import register_unit  # noqa: E402
from reports.models import Report  # noqa: E402
from reports.services import Tip, submit_report  # noqa: E402
from statutes.codes import make_uscc  # noqa: E402
from vault.selectors import READERS  # noqa: E402
from vault.services import create_key  # noqa: E402

UNITS = 200
READERS_A_DUTY = 2
PASSWORD = "nobody signs in here"  # noqa: S105


def prepare(reports: int) -> None:
    """Fill an empty database, with so many reports that were filed before."""
    call_command("migrate", verbosity=0, interactive=False)
    if reports:
        with tempfile.TemporaryDirectory() as out:
            load(walk_one(House(Path(out))), reports, [])
    else:
        found_office()
    register_units(UNITS)
    # The first filing makes the rings of keys, which all later ones share.
    submit_report(
        Tip(
            kind="hazard",
            mode="confidential",
            division="500102006",
            unit_name="未知",
            words={"text": "试验"},
            identity={"name": "甄试验", "phone": "19900000000"},
        )
    )


def found_office() -> None:
    """Found an office with two readers for each duty."""
    office = create_agency(
        code="office", name="涪陵区应急管理局", short_name="涪应急", place="500102", is_office=True
    )
    for duty in sorted({duty for layers in READERS.values() for duty in layers.values()}):
        for number in range(READERS_A_DUTY):
            person = f"{duty}{number}"
            user = create_person(username=person, name=person, agency=office, password=None, duties=[duty])
            create_key(user, password=PASSWORD)


def register_units(count: int) -> None:
    """Register units whom visitors can report."""
    for number in range(count):
        register_unit(
            name=f"涪陵试验第{number}机械厂（虚构）",
            uscc=make_uscc(f"91999999MB{number:07d}"),
            sector="machinery",
            division="500102006",
            address="涪陵区试验路1号",
            legal_representative="甄试验",
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=0)
    parser.add_argument("--count", action="store_true")
    asked = parser.parse_args()
    if asked.count:
        print(Report.objects.count())
    else:
        prepare(asked.reports)
