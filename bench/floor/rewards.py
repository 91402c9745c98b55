"""Rewards by the thousand, through the services, step by step; beside each the bare inserts of the rows that it wrote.

Run as a program of its own, with the database in the environment: `python -m bench.floor.rewards REPORTS REWARDS`, the
reports being older ones that are there already. One case is walked from the tip to the fine and its rows are copied;
from the assessment on everything is done by the services.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command

django.setup()

from django.apps import apps  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402

from accounts.models import Duty, User  # noqa: E402
from accounts.selectors import get_office  # noqa: E402
from bench.floor.loading import load, walk_one  # noqa: E402
from bench.floor.replaying import Copy, Statements  # noqa: E402
from config.demonstration.walk import Walk  # noqa: E402
from config.replay.house import PAYEE, House  # noqa: E402
from investigations.models import Case  # noqa: E402
from rewards.models import PaymentFile, Reward  # noqa: E402
from rewards.selectors import checks_to_answer, rewards_to_file  # noqa: E402
from rewards.selectors.budgets import this_year  # noqa: E402
from rewards.services import (  # noqa: E402
    agree_to_reward,
    answer_checks,
    approve_reward,
    claim_reward,
    draw_payment_file,
    grant_budget,
    hand_out_payment_file,
    open_reward,
    propose_reward,
    review_checks,
    tell_reward,
)

BATCH = 100  # approvals in one transaction
MEGABYTE = 1024
STATUS, PEAK = Path("/proc/self/status"), Path("/proc/self/clear_refs")
FOUND = ("yes", "已核对案卷，没有相反情况。")


def copies(row: models.Model, count: int, **changed: Callable[[int], Any]) -> list[Any]:
    """Insert copies of a row, with some columns changed by number."""
    names = [field.attname for field in row._meta.concrete_fields if not field.primary_key]
    values = {name: row.__dict__[name] for name in names}
    made = [
        type(row)(**{**values, **{name: value(number) for name, value in changed.items()}})
        for number in range(count)
    ]
    return list(type(row)._default_manager.bulk_create(made, batch_size=500))


def cases(walk: Walk, count: int) -> list[Case]:
    """Copy the walked case, with its tip, finding and penalty."""
    tips = copies(walk.report, count, receipt_locator=lambda number: f"{number:07d}")
    made = copies(walk.case, count, report_id=lambda number: tips[number].pk)
    copies(walk.case.finding, count, case_id=lambda number: made[number].pk)
    copies(walk.penalties[0], count, case_id=lambda number: made[number].pk)
    return list(Case.objects.filter(pk__in=[case.pk for case in made]).order_by("pk"))


def find(reward: Reward, officer: User) -> None:
    """Answer the conditions that a person answers."""
    asked = {check.key: FOUND for check in checks_to_answer(reward)}
    answer_checks(reward, actor=officer, answers=asked)


# ---- What is measured ------------------------------------------------------------------------------------------
def steps(house_staff: Any, found: list[Case]) -> Iterator[tuple[str, Callable[[], object]]]:
    """Return the steps in their order: name, what it does."""
    officer, finance, cashier = (
        house_staff.one(duty, turn=0) for duty in (Duty.REWARDS, Duty.FINANCE, Duty.CASHIER)
    )
    other = house_staff.one(Duty.REWARDS, turn=1)
    identity = house_staff.identity_of(cashier)
    mine = Reward.objects.filter(case__in=found)

    def in_batches(act: Callable[[Reward], object]) -> None:
        rewards = list(mine.select_related("report", "case").order_by("pk"))
        for begin in range(0, len(rewards), BATCH):
            with transaction.atomic():
                for reward in rewards[begin : begin + BATCH]:
                    act(reward)

    yield "assess", lambda: [open_reward(case) for case in found]
    yield "find", lambda: in_batches(lambda reward: find(reward, officer))
    yield "look", lambda: in_batches(lambda reward: review_checks(reward, actor=other, agrees=True))
    yield "tell", lambda: in_batches(lambda reward: tell_reward(reward, actor=officer))
    yield "agree", lambda: in_batches(lambda reward: agree_to_reward(reward.report))
    yield "propose", lambda: in_batches(lambda reward: propose_reward(reward, actor=officer))
    yield "approve", lambda: in_batches(lambda reward: approve_reward(reward, actor=finance))
    yield (
        "claim",
        lambda: [
            claim_reward(reward.report, payee=PAYEE)
            for reward in mine.select_related("report").order_by("pk")
        ],
    )
    yield "draw", lambda: draw_payment_file(rewards_to_file(cashier), actor=cashier)
    yield (
        "hand out",
        lambda: hand_out_payment_file(
            PaymentFile.objects.latest("pk"), actor=cashier, identity=identity, kind="csv"
        ),
    )


def measured(reports: int, count: int) -> dict[str, Any]:
    """Run the steps; seconds, statements a reward, the most memory and how far it rose, and the floors' seconds.

    A step that finds room in what an earlier one has given back makes the process no larger: it rises by nothing.
    """
    call_command("migrate", verbosity=0, interactive=False)
    with tempfile.TemporaryDirectory() as out:
        house = House(Path(out))
        walk = walk_one(house)
    staff = house._staff
    if reports:
        load(walk, reports, [])
    found = cases(walk, count)
    money = sum(Reward.objects.values_list("amount_fen", flat=True)) * count
    grant_budget(payer=get_office(), year=this_year(), amount_fen=money, reason="bench", actor=None)
    told = {}
    with Copy.of_postgresql(count) as copy:
        for name, act in steps(staff, found):
            told[name] = measured_step(act, count, copy)
    return {"database": connection.vendor, "reports": reports, "rewards": count, "steps": told}


def measured_step(act: Callable[[], object], count: int, copy: Copy | None) -> dict[str, Any]:
    """Do one step, then what its floors do."""
    sent, before = Statements(keeps=copy is not None), _newest()
    _forget_peak()
    grown = _memory("VmRSS")
    began = time.perf_counter()
    with connection.execute_wrapper(sent):
        act()
    seconds, peak = time.perf_counter() - began, _memory("VmHWM")
    rows = _rows_since(before)
    return {
        "seconds": seconds,
        "queries": sent.count / count,
        "memory": max(0, peak - grown) / MEGABYTE,
        "peak": peak / MEGABYTE,
        "rows": sum(len(values) for _model, values in rows) / count,
        "floor": floor(rows, count),
        "replayed": copy.replay(sent) if copy else 0.0,
    }


def _forget_peak() -> None:
    """Let the peak begin anew: before the first step the program has been larger than any step makes it."""
    PEAK.write_text("5")


def _memory(name: str) -> int:
    """Return a line of the kernel's account of this process, in kilobytes."""
    lines = dict(line.split(":", 1) for line in STATUS.read_text().splitlines())
    return int(lines[name].split()[0])


# ---- The floor: the same rows, inserted bare -------------------------------------------------------------------
def _tables() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.managed and not model._meta.proxy]


def _newest() -> dict[type[models.Model], Any]:
    return {
        model: model._default_manager.order_by("-pk").values_list("pk", flat=True).first()
        for model in _tables()
    }


def _rows_since(
    before: dict[type[models.Model], Any],
) -> list[tuple[type[models.Model], list[tuple[Any, ...]]]]:
    """Return the rows that were inserted since, as they stand in their columns."""
    found = []
    for model, newest in before.items():
        if not isinstance(newest, int | None):
            continue  # a table with keys of another kind: sessions
        table, key = model._meta.db_table, model._meta.pk.column
        with connection.cursor() as cursor:
            later = "" if newest is None else f'WHERE "{key}" > %s'
            cursor.execute(f'SELECT * FROM "{table}" {later}', [] if newest is None else [newest])  # noqa: S608
            if rows := cursor.fetchall():
                found.append((model, rows))
    return found


def floor(found: Iterable[tuple[type[models.Model], list[tuple[Any, ...]]]], count: int) -> float:
    """Insert the rows one by one into empty tables without an index or a check, a transaction a reward."""
    with shadows([model for model, _rows in found]) as inserts:
        everything = [(inserts[model], row) for model, rows in found for row in rows]
        share = max(1, len(everything) // count)
        began = time.perf_counter()
        for begin in range(0, len(everything), share):
            with transaction.atomic(), connection.cursor() as cursor:
                for statement, row in everything[begin : begin + share]:
                    cursor.execute(statement, row)
        return time.perf_counter() - began


@contextmanager
def shadows(tables: Iterable[type[models.Model]]) -> Iterator[dict[type[models.Model], str]]:
    """Make an empty table beside each, for a while."""
    inserts = {}
    with connection.cursor() as cursor:
        for model in tables:
            table = model._meta.db_table
            cursor.execute(f'CREATE TABLE "floor_{table}" AS SELECT * FROM "{table}" WHERE 1 = 0')  # noqa: S608
            cursor.execute(f'SELECT * FROM "floor_{table}"')  # noqa: S608
            places = ", ".join(["%s"] * len(cursor.description))
            inserts[model] = f'INSERT INTO "floor_{table}" VALUES ({places})'  # noqa: S608
    try:
        yield inserts
    finally:
        with connection.cursor() as cursor:
            for model in inserts:
                cursor.execute(f'DROP TABLE "floor_{model._meta.db_table}"')


if __name__ == "__main__":
    print(json.dumps(measured(*map(int, sys.argv[1:]))))
