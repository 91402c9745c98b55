"""What should hold of cases after faults: what their findings open, and what falls with a decision, by SQL alone.

What came before what is read from the numbers of entries, not from clocks, which were wrong. The worker does what
follows from a move after it, and an annulment is refused while it does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def differences(database: Any) -> Iterator[str]:
    """Yield each penalty, reward, listing or clawback that is missing, too many, or should be gone."""
    yield from _opened(database)
    for sentence, query in (
        ("a reward rests on a decision that was annulled", ANNULLED),
        ("a reward was not assessed again when its fine fell", FALLEN),
        ("an entry of the list rests on a penalty that was revoked", LISTED),
        ("paid money is to come back, and is asked for otherwise than once", CLAWBACKS),
    ):
        for (key,) in database.execute(query):
            yield f"{sentence}: {key}"


def _opened(database: Any) -> Iterator[str]:
    """Findings open a penalty where they propose one; they or the decision open a reward."""
    for case, proposes, is_concealed, decided_on, penalties, rewards in database.execute(OPENED).fetchall():
        if penalties != bool(proposes):
            asked = "propose" if proposes else "ask for no"
            yield f"case {case} has {penalties} penalties, and its findings {asked} one"
        if rewards != bool(is_concealed or not proposes or decided_on is not None):
            yield f"case {case} has {rewards} rewards, {'decided' if decided_on else 'undecided'}"


OPENED = (
    "SELECT f.case_id, f.proposes_penalty, f.is_concealed, max(p.decided_on), count(DISTINCT p.id), "
    "count(DISTINCT r.id) FROM investigations_finding f JOIN investigations_case c ON c.id = f.case_id "
    "LEFT JOIN sanctions_penalty p ON p.case_id = f.case_id AND p.state <> 'cancelled' "
    "LEFT JOIN rewards_reward r ON r.case_id = f.case_id AND r.state <> 'cancelled' "
    "WHERE c.state IN ('concluded', 'closed') GROUP BY f.case_id, f.proposes_penalty, f.is_concealed"
)
# The first entry of a reward's log, and the entries of the penalty of its case.
FILES = (
    "SELECT r.id FROM rewards_reward r JOIN sanctions_penalty p ON p.case_id = r.case_id "
    "JOIN workflow_logentry o ON o.subject_label = 'rewards.reward' AND o.subject_id = r.id AND o.sequence = 1 "
    "JOIN workflow_logentry e ON e.subject_label = 'sanctions.penalty' AND e.subject_id = p.id "
)
ANNULLED = (
    f"{FILES} JOIN workflow_logentry u ON u.annuls_id = e.id "
    "WHERE e.move = 'decide' AND r.state <> 'cancelled' AND o.id > e.id AND o.id < u.id"
)
FALLEN = (
    f"{FILES} WHERE e.move IN ('reduce', 'revoke') AND o.id < e.id "
    "AND r.state IN ('assessed', 'told', 'contested', 'reexamined', 'proposed', 'reviewed', 'cleared')"
)
LISTED = (
    "SELECT l.id FROM sanctions_listing l JOIN sanctions_penalty p ON p.id = l.penalty_id "
    "WHERE p.state = 'revoked' AND l.state IN ('candidate', 'notified', 'heard', 'listed')"
)
# Of rewards that a decision opened: they are shares of its fine.
CLAWBACKS = (
    "SELECT r.id FROM rewards_reward r JOIN sanctions_penalty p ON p.id = r.penalty_id "
    "LEFT JOIN rewards_payment m ON m.reward_id = r.id AND m.came_back_at IS NULL "
    "LEFT JOIN rewards_clawback c ON c.payment_id = m.id AND c.state <> 'dismissed' "
    "GROUP BY r.id, r.state, p.state "
    "HAVING count(c.id) <> CASE WHEN r.state = 'paid' AND p.state = 'revoked' THEN 1 ELSE 0 END"
)
