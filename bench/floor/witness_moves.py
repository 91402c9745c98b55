"""What should hold of moves after faults: logs, states, annulments, papers and periods, by SQL and SHA-256 alone.

Each tip was to go a way (bench/floor/ways.py); whatever was acknowledged or not, its logs hold the beginning of that
way, each move in its turn and no oftener. Which papers and periods a move sets off is not known here. Files whose logs
tell the same must have the same: what one of them lacks, or has twice, differs from the others.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.floor import witness_cases, witness_money
from bench.floor.told import Told
from bench.floor.ways import FILES, PAYMENTS, TIP

Logs = dict[tuple[str, int], list[tuple[str, str]]]
# A payment file goes one way.
OF_A_FILE = ["draw", "hand_out", "settle"]


def differences(database: Any, told: Told, media: Path) -> Iterator[str]:
    """Yield each acknowledged move that does not stand as it should, and whatever does not follow from the logs."""
    logs: Logs = defaultdict(list)
    for label, key, move, target in database.execute(
        "SELECT subject_label, subject_id, move, target FROM workflow_logentry ORDER BY 1, 2, sequence"
    ):
        logs[label, key].append((move, target))
    yield from _moves(logs, told)
    yield from _ways(database, logs, told)
    yield from _states(database, logs)
    yield from _annulments(database, told)
    yield from witness_money.differences(database, told)
    yield from witness_cases.differences(database)
    yield from _consequences(database, logs)
    yield from _papers(database, media)


def _moves(logs: Logs, told: Told) -> Iterator[str]:
    for (label, key, move), acknowledged in Counter(told.moves).items():
        times = sum(made == move for made, _target in logs.get((label, key), []))
        if times < acknowledged:
            yield f"{move} of {label} {key} was acknowledged {acknowledged} times and stands {times} times in its log"


def _ways(database: Any, logs: Logs, told: Told) -> Iterator[str]:
    """Compare the logs of all files of a tip with its way, kind by kind; what the way does not name is left out."""
    made: dict[tuple[int, str], list[str]] = defaultdict(list)
    for subject, tip in sorted(_tips(database).items()):
        made[tip, subject[0]] += [move for move, _target in logs.get(subject, [])]
    for tip, way in told.ways.items():
        for label in sorted({step.label for step in way}):
            wanted = [step.move for step in way if step.label == label]
            yield from _astray(f"{label} of tip {tip}", made[tip, label], wanted)
    for (label, key), entries in logs.items():
        if label == PAYMENTS:
            yield from _astray(f"{label} {key}", [move for move, _target in entries], OF_A_FILE)


def _astray(what: str, made: list[str], wanted: list[str]) -> Iterator[str]:
    found = [move for move in made if move in wanted]
    if found != wanted[: len(found)]:
        yield f"{what} went astray: {found} instead of {wanted}"


def _tips(database: Any) -> dict[tuple[str, int], int]:
    """Return of which tip each file is."""
    tips = {(TIP, key): key for (key,) in database.execute("SELECT id FROM reports_report").fetchall()}
    for label, (found_by, table, column) in FILES.items():
        query = f"SELECT id, {column} FROM {table} WHERE {column} IS NOT NULL"  # noqa: S608
        for key, parent in database.execute(query).fetchall():
            if (found_by, parent) in tips:
                tips[label, key] = tips[found_by, parent]
    return tips


def _annulments(database: Any, told: Told) -> Iterator[str]:
    proposed: Counter[tuple[str, int]] = Counter()
    for label, key, move, confirmed, came, went, back_from, back_to in database.execute(
        "SELECT e.subject_label, e.subject_id, e.move, a.confirmed_at, e.source, e.target, u.source, u.target "
        "FROM workflow_annulment a JOIN workflow_logentry e ON e.id = a.entry_id "
        "LEFT JOIN workflow_logentry u ON u.annuls_id = e.id"
    ):
        proposed[label, key] += 1
        if (back_from, back_to) != ((None, None) if confirmed is None else (went, came)):
            yield f"{move} of {label} {key} led to {went}, and its annulment from {back_from} to {back_to}"
    for (label, key), acknowledged in Counter(told.proposals).items():
        if proposed[label, key] < acknowledged:
            yield f"{acknowledged} annulments on {label} {key} were proposed, and {proposed[label, key]} are there"
    for sentence, query in (
        ("nobody proposed an annulment that stands on", UNPROPOSED),
        ("a paper of a move that was annulled counts on", STANDING),
    ):
        for label, key in database.execute(query):
            yield f"{sentence} {label} {key}"


UNPROPOSED = (
    "SELECT u.subject_label, u.subject_id FROM workflow_logentry u LEFT JOIN workflow_annulment a "
    "ON a.entry_id = u.annuls_id WHERE (u.move = 'annul' OR u.annuls_id IS NOT NULL) AND a.confirmed_at IS NULL"
)
STANDING = (
    "SELECT n.subject_label, n.subject_id FROM workflow_logentry u JOIN workflow_logentry e ON e.id = u.annuls_id "
    "JOIN notices_notice n ON n.subject_label = e.subject_label AND n.subject_id = e.subject_id "
    "JOIN workflow_logentry i ON i.subject_label = 'notices.notice' AND i.subject_id = n.id AND i.sequence = 1 "
    "WHERE i.id > e.id AND i.id < u.id AND n.state <> 'voided'"
)


def _states(database: Any, logs: Logs) -> Iterator[str]:
    for label in sorted({label for label, _key in logs}):
        table = label.replace(".", "_")
        states = dict(database.execute(f"SELECT id, state FROM {table}").fetchall())  # noqa: S608
        logged = {key: entries[-1][1] for (kind, key), entries in logs.items() if kind == label}
        for key in sorted(states.keys() | logged.keys()):
            if states.get(key) != logged.get(key):
                yield f"{label} {key} is {states.get(key)}, and {logged.get(key)} by its log"


def _consequences(database: Any, logs: Logs) -> Iterator[str]:
    """Compare papers and periods of files with those of others whose logs hold the same moves, each as often.

    What a move that was annulled had yet to set off is not set off any more; such files are compared among themselves.
    """
    found_concealed = {
        (label, key): bool(found) for label, key, found in database.execute(CONCEALED).fetchall()
    }
    cut_off = _held(database, CUT_OFF)
    alike: dict[Any, list[tuple[str, int]]] = defaultdict(list)
    for subject, entries in logs.items():
        moves = Counter(move for move, _target in entries)
        ended = frozenset(cut_off[subject].items())
        alike[subject[0], found_concealed.get(subject), ended, frozenset(moves.items())].append(subject)
    for what, query in (
        ("papers", "SELECT subject_label, subject_id, kind, state FROM notices_notice"),
        ("periods", "SELECT subject_label, subject_id, rule_id, outcome FROM workflow_clock"),
        ("deliveries", DELIVERIES),
        ("files", OPENED),
    ):
        held = _held(database, query)
        for subjects in alike.values():
            usual = Counter(frozenset(held[subject].items()) for subject in subjects).most_common(1)[0][0]
            for subject in subjects:
                if found := set(held[subject].items()) ^ usual:
                    yield f"{what} of {subject} differ from those of its like: {sorted(found)}"


def _held(database: Any, query: str) -> defaultdict[tuple[str, int], Counter[tuple[str, ...]]]:
    """Count what each file has; the query names the file in its first two columns."""
    held: defaultdict[tuple[str, int], Counter[tuple[str, ...]]] = defaultdict(Counter)
    for label, key, *what in database.execute(query):
        held[label, key][tuple(what)] += 1
    return held


DELIVERIES = (
    "SELECT e.subject_label, e.subject_id, e.move, d.subscriber FROM workflow_delivery d "
    "JOIN workflow_logentry e ON e.id = d.entry_id"
)
CUT_OFF = (
    "SELECT e.subject_label, e.subject_id, d.subscriber FROM workflow_delivery d "
    "JOIN workflow_logentry e ON e.id = d.entry_id WHERE d.is_cancelled"
)

# Findings say whether a party comes up for the list.
CONCEALED = (
    "SELECT 'sanctions.penalty', p.id, f.is_concealed FROM sanctions_penalty p "
    "JOIN investigations_finding f ON f.case_id = p.case_id"
)
# What a report, and a penalty, has opened, and not cancelled again. Of cases see witness_cases.py.
OPENED = (
    "SELECT 'reports.report', report_id, 'investigations_case', '' FROM investigations_case WHERE state <> 'cancelled' "
    "UNION ALL "
    "SELECT 'sanctions.penalty', penalty_id, 'sanctions_listing', '' FROM sanctions_listing WHERE state <> 'cancelled'"
)


def _papers(database: Any, media: Path) -> Iterator[str]:
    for key, state, path, digest in database.execute(
        "SELECT id, state, path, pdf_sha256 FROM notices_notice"
    ):
        file = media / path
        if state != "voided" and (state != "rendered" or not path):
            yield f"paper {key} was not printed: {state}"
        elif path and (not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != digest):
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
