"""What should hold of money after faults: payments, those that came back, the ledger, payment files, by SQL alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from bench.floor.told import Told
from bench.floor.ways import MONEY

# An account gains what is debited and gives what is credited; what was granted is the source of all.
BALANCES = {"available_fen": "available", "committed_fen": "committed", "paid_fen": "paid"}
WAITS_FOR_PAYMENT = ("approved", "claimed")
FATES = {True: "paid", False: "failed", None: "unknown to the bank"}


def differences(database: Any, told: Told) -> Iterator[str]:
    """Yield each payment that is missing or there twice, and whatever the ledger or a payment file says otherwise."""
    yield from _payments(database, told)
    yield from _ledger(database)
    yield from _balances(database)
    yield from _payment_files(database)
    yield from _results(database, told)


def _payments(database: Any, told: Told) -> Iterator[str]:
    """A reward has a payment for each time that its log says so; all came back but the one of a reward that is paid."""
    made, back = Counter[int](), Counter[int]()
    for key, came_back in database.execute("SELECT reward_id, came_back_at FROM rewards_payment"):
        made[key] += 1
        back[key] += came_back is not None
    logged = {move: dict(database.execute(TIMES.format(move)).fetchall()) for move in ("pay", "take_back")}
    acknowledged = Counter(move.key for move in told.moves if move[0::2] == (MONEY, "pay"))
    states = dict(database.execute("SELECT id, state FROM rewards_reward").fetchall())
    for key in sorted({*states, *made, *acknowledged}):
        found = (made[key], back[key])
        if found != (logged["pay"].get(key, 0), logged["take_back"].get(key, 0)):
            yield f"reward {key} has {found[0]} payments of which {found[1]} came back, and its log says otherwise"
        if found[0] - found[1] != (states.get(key) == "paid"):
            yield f"reward {key} is {states.get(key)} and has {found[0] - found[1]} payments that did not come back"
        if found[0] < acknowledged[key]:
            yield f"reward {key} was told to be paid {acknowledged[key]} times and was {found[0]} times"


TIMES = (
    "SELECT subject_id, count(*) FROM workflow_logentry "
    "WHERE subject_label = 'rewards.reward' AND move = '{}' GROUP BY subject_id"
)


def _ledger(database: Any) -> Iterator[str]:
    """Each posting is of the reward's amount, one for each payment, and what they come to is what its state says."""
    posted: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for key, kind, fen in database.execute(
        "SELECT reward_id, kind, amount_fen FROM rewards_posting WHERE reward_id IS NOT NULL"
    ):
        posted[key][kind].append(fen)
    payments = defaultdict(list)
    for key, fen in database.execute("SELECT reward_id, amount_fen FROM rewards_payment"):
        payments[key].append(fen)
    recovered: Counter[int] = Counter()
    for key, fen in database.execute(
        "SELECT p.reward_id, c.amount_fen FROM rewards_clawback c JOIN rewards_payment p ON p.id = c.payment_id "
        "WHERE c.state = 'recovered'"
    ):
        recovered[key] += fen
    for key, state, amount in database.execute("SELECT id, state, amount_fen FROM rewards_reward").fetchall():
        of = posted[key]
        committed = sum(of["commit"]) - sum(of["release"]) - sum(of["pay"])
        paid = sum(of["pay"]) - sum(of["return"])
        due = amount * (state in WAITS_FOR_PAYMENT), amount * (state == "paid") - recovered[key]
        whole = [*of["commit"], *of["release"], *of["pay"], *payments[key]]
        if (committed, paid) != due or set(whole) - {amount} or len(of["pay"]) != len(payments[key]):
            yield f"reward {key} of {amount} is {state}, and stands in the ledger with {dict(of)}"


def _balances(database: Any) -> Iterator[str]:
    for column, account in BALANCES.items():
        rows = database.execute(
            f"SELECT b.id, b.{column}, coalesce(sum(CASE WHEN p.debit = '{account}' THEN p.amount_fen "  # noqa: S608
            f"WHEN p.credit = '{account}' THEN -p.amount_fen ELSE 0 END), 0) "
            f"FROM rewards_budget b LEFT JOIN rewards_posting p ON p.budget_id = b.id GROUP BY b.id, b.{column}"
        )
        for key, says, sums in rows:
            if says != sums:
                yield f"budget {key} says {account} {says}, and its postings {sums}"


def _payment_files(database: Any) -> Iterator[str]:
    """A reward stands in one file at a time; another may hold it when the payment of the first came back."""
    for reward, times in database.execute(
        "SELECT l.reward_id, count(*) FROM rewards_paymentfileline l "
        "LEFT JOIN rewards_payment p ON p.instruction = l.instruction "
        "WHERE l.fate IN ('waiting', 'paid') AND p.came_back_at IS NULL GROUP BY l.reward_id HAVING count(*) > 1"
    ):
        yield f"reward {reward} stands in {times} payment files"
    lines = Counter(
        number
        for (number,) in database.execute(
            "SELECT instruction FROM rewards_paymentfileline WHERE fate <> 'dropped'"
        )
    )
    yield from (
        f"{number} was given to the bank {times} times" for number, times in lines.items() if times > 1
    )


def _results(database: Any, told: Told) -> Iterator[str]:
    """A line of a settled file says what the bank said, and is booked under its number; what failed came back."""
    for number, fate, reward, booked_for, came_back in database.execute(
        "SELECT l.instruction, l.fate, l.reward_id, p.reward_id, p.came_back_at FROM rewards_paymentfileline l "
        "JOIN rewards_paymentfile f ON f.id = l.file_id "
        "LEFT JOIN rewards_payment p ON p.instruction = l.instruction WHERE f.state = 'settled'"
    ):
        wanted = FATES[told.bank.get(number)]
        if (fate, booked_for) != (wanted, reward) or (wanted == "failed" and came_back is None):
            yield (
                f"{number} was {wanted} at the bank; its line is {fate}, "
                f"and it is booked for {booked_for}, back at {came_back}"
            )
