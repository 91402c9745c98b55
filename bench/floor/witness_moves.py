"""What should hold of moves after faults: log, states, ledger, papers and periods, by SQL and SHA-256 alone.

Which papers and periods a move sets off is not known here. Files whose logs tell the same must have the same: what
one of them lacks, or has twice, differs from the others.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

REWARD = "rewards.reward"
# An account gains what is debited and gives what is credited; what was granted is the source of all.
BALANCES = {"available_fen": "available", "committed_fen": "committed", "paid_fen": "paid"}


class Moved(NamedTuple):
    """A move that somebody was told of."""

    label: str
    key: int
    move: str


def differences(database: Any, told: Iterable[Moved], media: Path) -> Iterator[str]:
    """Yield each acknowledged move that does not stand once, and whatever does not follow from the log."""
    logs: dict[tuple[str, int], list[tuple[str, str]]] = defaultdict(list)
    for label, key, move, target in database.execute(
        "SELECT subject_label, subject_id, move, target FROM workflow_logentry ORDER BY 1, 2, sequence"
    ):
        logs[label, key].append((move, target))
    yield from _moves(logs, told)
    yield from _states(database, logs)
    yield from _payments(database, told)
    yield from _payment_files(database)
    yield from _penalties(database)
    yield from _consequences(database, logs)
    yield from _papers(database, media)


def _moves(logs: dict[tuple[str, int], list[tuple[str, str]]], told: Iterable[Moved]) -> Iterator[str]:
    for label, key, move in told:
        times = sum(made == move for made, _target in logs.get((label, key), []))
        if times != 1:
            yield f"{move} of {label} {key} was acknowledged and stands {times} times in its log"


def _states(database: Any, logs: dict[tuple[str, int], list[tuple[str, str]]]) -> Iterator[str]:
    for label in sorted({label for label, _key in logs}):
        table = label.replace(".", "_")
        states = dict(database.execute(f"SELECT id, state FROM {table}").fetchall())  # noqa: S608
        logged = {key: entries[-1][1] for (kind, key), entries in logs.items() if kind == label}
        for key in sorted(states.keys() | logged.keys()):
            if states.get(key) != logged.get(key):
                yield f"{label} {key} is {states.get(key)}, and {logged.get(key)} by its log"


def _payments(database: Any, told: Iterable[Moved]) -> Iterator[str]:
    payments = Counter(
        key for (key,) in database.execute("SELECT reward_id FROM rewards_payment WHERE came_back_at IS NULL")
    )
    posted = defaultdict(list)
    for key, fen in database.execute("SELECT reward_id, amount_fen FROM rewards_posting WHERE kind = 'pay'"):
        posted[key].append(fen)
    paid = dict(database.execute("SELECT id, amount_fen FROM rewards_reward WHERE state = 'paid'").fetchall())
    for key in {move.key for move in told if move[0::2] == (REWARD, "pay")} - paid.keys():
        yield f"reward {key} was told to be paid and is not"
    for key in sorted(paid.keys() | payments.keys() | posted.keys()):
        if payments[key] != 1 or posted[key] != [paid.get(key)]:
            yield f"reward {key} of {paid.get(key)} has {payments[key]} payments and {posted[key]} in the ledger"
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
    for reward, times in database.execute(
        "SELECT reward_id, count(*) FROM rewards_paymentfileline WHERE fate IN ('waiting', 'paid') "
        "GROUP BY reward_id HAVING count(*) > 1"
    ):
        yield f"reward {reward} stands in {times} payment files"
    for number, fate, state, paid_as in database.execute(
        "SELECT l.instruction, l.fate, r.state, p.instruction FROM rewards_paymentfileline l "
        "JOIN rewards_paymentfile f ON f.id = l.file_id JOIN rewards_reward r ON r.id = l.reward_id "
        "LEFT JOIN rewards_payment p ON p.reward_id = r.id AND p.came_back_at IS NULL WHERE f.state = 'settled'"
    ):
        if (fate, state, paid_as) != ("paid", "paid", number):
            yield f"{number} was paid by the bank; its line is {fate}, its reward {state}, booked as {paid_as}"


def _penalties(database: Any) -> Iterator[str]:
    for case, proposes, count in database.execute(
        "SELECT f.case_id, f.proposes_penalty, count(p.id) FROM investigations_finding f "
        "JOIN investigations_case c ON c.id = f.case_id LEFT JOIN sanctions_penalty p ON p.case_id = f.case_id "
        "WHERE c.state IN ('concluded', 'closed') GROUP BY f.case_id, f.proposes_penalty"
    ):
        if count != bool(proposes):
            yield f"case {case} has {count} penalties, and its findings {'propose' if proposes else 'ask for no'} one"


def _consequences(database: Any, logs: dict[tuple[str, int], list[tuple[str, str]]]) -> Iterator[str]:
    """Compare papers and periods of files with those of others whose logs tell the same."""
    for what, query in (
        ("papers", "SELECT subject_label, subject_id, kind, state FROM notices_notice"),
        ("periods", "SELECT subject_label, subject_id, rule_id, outcome FROM workflow_clock"),
        ("deliveries", DELIVERIES),
        ("files", OPENED),
    ):
        held: dict[tuple[str, int], Counter[tuple[str, str]]] = defaultdict(Counter)
        for label, key, name, state in database.execute(query):
            held[label, key][name, state] += 1
        alike: dict[tuple[str, frozenset[str]], list[tuple[str, int]]] = defaultdict(list)
        for subject, entries in logs.items():
            alike[subject[0], frozenset(move for move, _target in entries)].append(subject)
        for subjects in alike.values():
            usual = Counter(frozenset(held[subject].items()) for subject in subjects).most_common(1)[0][0]
            for subject in subjects:
                if found := set(held[subject].items()) ^ usual:
                    yield f"{what} of {subject} differ from those of its like: {sorted(found)}"


DELIVERIES = (
    "SELECT e.subject_label, e.subject_id, e.move, d.subscriber FROM workflow_delivery d "
    "JOIN workflow_logentry e ON e.id = d.entry_id"
)


# What a report, and a penalty, has opened. A case is left out: its findings say whether a penalty follows.
OPENED = " UNION ALL ".join(
    f"SELECT '{opener}', {column}, '{table}', '' FROM {table}"  # noqa: S608
    for opener, column, table in (
        ("reports.report", "report_id", "investigations_case"),
        ("reports.report", "report_id", "rewards_reward"),
        ("sanctions.penalty", "penalty_id", "sanctions_listing"),
    )
)


def _papers(database: Any, media: Path) -> Iterator[str]:
    for key, state, path, digest in database.execute(
        "SELECT id, state, path, pdf_sha256 FROM notices_notice"
    ):
        file = media / path
        if state != "rendered" or not path:
            yield f"paper {key} was not printed: {state}"
        elif not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            yield f"paper {key} is not the file that was printed"
    for form, last, count, highest in database.execute(
        "SELECT s.form, s.last_serial, count(n.id), max(n.serial) FROM notices_numberseries s "
        "LEFT JOIN notices_notice n ON n.agency_id = s.agency_id AND n.form = s.form AND n.year = s.year "
        "GROUP BY s.id, s.form, s.last_serial"
    ):
        if not last == count == highest:
            yield f"{form} gave {last} numbers, to {count} papers, the highest {highest}"
    printed = Counter(
        key
        for (key,) in database.execute(
            "SELECT subject_id FROM workflow_logentry WHERE subject_label = 'notices.notice' AND target = 'rendered' "
            "AND source <> target"
        )
    )
    yield from (f"paper {key} was printed {times} times" for key, times in printed.items() if times != 1)
