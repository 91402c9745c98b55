"""Random walks over an accident case: no dead end, no skipped gate, and no one person in two separated steps."""

import contextlib
import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Duty
from investigations import services as cases
from investigations.gates import are_both_sides_examined, gates_of
from investigations.handing import holdings_of
from investigations.models import Case, RectificationOrder, Referral, Task, TeamMember
from investigations.states import FINAL, Gate, OrderState
from tests import factories
from tests.factories import the
from workflow.errors import MoveRefused

pytestmark = pytest.mark.django_db

# Six may come to work on the unit; two more are always there for the side of its supervisors.
OURS, INVESTIGATORS, LONGEST, WALKS, SLICES = 6, 8, 20, 250, 40
EVERY_SEAT = [
    *factories.DELEGATES,
    cases.Sent("甄应急", "应急管理局", "emergency"),
    cases.Sent("甄公安", "公安分局", "police"),
]


@dataclass
class Board:
    """The people at a case, and the case as the table has it now."""

    key: int
    people: list[Any]

    @property
    def case(self) -> Case:
        return Case.objects.get(pk=self.key)

    @property
    def examination(self) -> Case:
        found = self.case.examinations.first()
        if found is None:
            raise MoveRefused("no examination")
        return found

    def investigator(self, number: int, of: int = OURS) -> Any:
        return self.people[-INVESTIGATORS:][number % of]


def last(model: Any, board: Board) -> Any:
    states = ["set", "done", "ordered", "reported"]
    found = model.objects.filter(case=board.key, state__in=states).order_by("-pk").first()
    if found is None:
        raise MoveRefused("nothing there")
    return found


def a_team(case: Case, board: Board, who: Any, number: int) -> None:
    of = INVESTIGATORS if case.examines else OURS
    pair = [board.investigator(number, of), board.investigator(number + 1, of)]
    delegates = EVERY_SEAT if case.kind == "accident" else []
    cases.form_team(case, actor=who, head=pair[0], members=pair[1:], delegates=delegates)


def findings(case: Case, who: Any) -> None:
    cases.submit_findings(case, actor=who, **factories.FINDINGS, inspected_on=timezone.localdate())


def paper(gate: str, ground: str) -> Callable[[Board, Any, int], Any]:
    return lambda board, who, number: cases.prove_gate(
        board.case,
        actor=who,
        gate=gate,
        ground=ground,
        title="材料",
        number=f"{ground}{number}",
        dated_on=timezone.localdate(),
    )


def a_task(board: Board, who: Any, number: int) -> None:
    due = timezone.localdate() + datetime.timedelta(days=1)
    cases.set_task(board.case, actor=who, title="询问", person=board.investigator(number), due_on=due)


def an_order(board: Board, who: Any, number: int) -> None:
    items = [factories.demand("没有防护罩", days=number % 3) for number in range(number % 3 + 1)]
    cases.order_rectification(board.case, actor=who, items=items)


def a_recheck(board: Board, who: Any, _number: int) -> None:
    order, today = last(RectificationOrder, board), timezone.localdate()
    colleague = board.case.members.filter(left_at=None).exclude(user=who).first()
    if colleague is None:
        raise MoveRefused("nobody else is left")
    cases.pass_recheck(order, actor=who, rechecked_with=colleague.user, rechecked_on=today)


def a_referral(board: Board, who: Any, number: int) -> None:
    officers = [board.investigator(number), board.investigator(number + 1)]
    cases.propose_referral(board.case, actor=who, crime="重大责任事故罪", grounds="x", officers=officers)


def open_referral(board: Board) -> Referral:
    found = board.case.referrals.filter(state="proposed").first()
    if found is None:
        raise MoveRefused("nothing there")
    return found


def more_dead(board: Board, who: Any, number: int) -> None:
    accident, told = board.case.accident, {"missing": 0, "serious_injuries": 1, "loss": 0}
    cases.update_casualties(accident, actor=who, deaths=accident.deaths + number % 3, **told)


# The steps that lead towards the end.
STEPS: dict[str, Callable[[Board, Any, int], Any]] = {
    "team": lambda b, who, n: a_team(b.case, b, who, n),
    "check_task": lambda b, who, n: cases.check_task(last(Task, b), actor=who),
    "do_task": lambda b, who, n: cases.report_task(last(Task, b), actor=who, result="已办。"),
    "recheck": a_recheck,
    "approve": lambda b, who, n: cases.approve_findings(b.case, actor=who),
    "review": lambda b, who, n: cases.review_findings(b.case, actor=who),
    "find": lambda b, who, n: findings(b.case, who),
    "taught": paper("taught", "meeting"),
    "rectified": paper("rectified", "acceptance"),
    "responsible": paper("responsible", "discipline"),
    "other_approve": lambda b, who, n: cases.approve_findings(b.examination, actor=who),
    "other_review": lambda b, who, n: cases.review_findings(b.examination, actor=who),
    "other_find": lambda b, who, n: findings(b.examination, who),
    "other_team": lambda b, who, n: a_team(b.examination, b, who, n),
    "examine": lambda b, who, n: cases.order_examination(b.case, actor=who),
    "refuse": lambda b, who, n: cases.refuse_referral(open_referral(b), actor=who, note="不构成犯罪。"),
    "close": lambda b, who, n: cases.close_case(b.case, actor=who),
}
ASIDE: dict[str, Callable[[Board, Any, int], Any]] = {
    "waive": lambda b, who, n: cases.waive_examination(b.case, actor=who, note="市级已查。"),
    "return": lambda b, who, n: cases.return_findings(b.case, actor=who, note="再查。"),
    "take_back": lambda b, who, n: cases.take_back_findings(b.case, actor=who, note="有误。"),
    "task": a_task,
    "refer": a_referral,
    "report_up": lambda b, who, n: cases.report_up(b.case.accident, actor=who, reported_up_at=timezone.now()),
    "more_dead": more_dead,
    "hand_up": lambda b, who, n: cases.hand_up_accident(
        b.case.accident, actor=who, handed_up_at=timezone.now(), note="等级上升。"
    ),
    "cancel_task": lambda b, who, n: cases.cancel_task(last(Task, b), actor=who, note="不用了。"),
    "order": an_order,
    "hand_over": lambda b, who, n: cases.hand_over(
        b.case, actor=who, leaver=b.investigator(n), to=b.investigator(n + 2), note="调走"
    ),
    "tick": lambda b, who, n: cases.prove_gate(
        b.case,
        actor=who,
        gate="taught",
        ground="training",
        title=" ",
        number="",
        dated_on=timezone.localdate(),
    ),
}
ALL = {**STEPS, **ASIDE}


def tried(step: Callable[[Board, Any, int], Any], board: Board, who: Any, number: int) -> bool:
    """Take a step if this person may; whatever else goes wrong fails the walk."""
    with contextlib.suppress(MoveRefused):
        with transaction.atomic():
            step(board, who, number)
        return True
    return False


def next_steps(board: Board) -> list[str]:
    """Name what has to happen next, by what stands on the case's page."""
    case = board.case
    ways = {"opened": ["team"], "investigating": ["find"], "found": ["review"], "reviewed": ["approve"]}
    if case.state in ways:
        return ways[case.state]
    if not are_both_sides_examined(case):
        other = case.examinations.first()
        return [f"other_{ways[other.state][0]}"] if other else ["examine"]
    shut = [passage.gate.value for passage in gates_of(case) if not passage.is_open]
    tasks = ["check_task", "do_task"] if case.has_open_tasks else []
    tasks += ["refuse"] if case.has_open_referral else []
    return [*tasks, *(["recheck"] if case.has_open_orders else []), *shut] or ["close"]


def bring_to_an_end(board: Board) -> None:
    """Close the case from wherever the walk left it: there is always somebody who may take the next step."""
    for _round in range(LONGEST * 2):
        if board.case.state in FINAL:
            return
        steps = next_steps(board)
        numbers = range(INVESTIGATORS) if steps[0].endswith("team") else [_round]
        done = any(
            tried(STEPS[step], board, who, number)
            for step in steps
            for who in board.people
            for number in numbers
        )
        assert done, f"a dead end in {board.case.state}: nobody may {steps}"
    raise AssertionError("the case never ends")


def look_at(case: Case) -> None:
    """See that nobody did two separated things, and that a closed case skipped nothing."""
    for finding in case.findings.all():
        people = [p for p in (finding.drafted_by, finding.reviewed_by, finding.approved_by) if p]
        assert len(set(people)) == len(people)
    ours = set(TeamMember.objects.filter(case=case).values_list("user", flat=True))
    theirs = set(TeamMember.objects.filter(case__examines=case).values_list("user", flat=True))
    assert not ours & theirs
    for task in case.tasks.exclude(checked_by=None):
        assert task.checked_by != task.done_by
    for seat in TeamMember.objects.filter(case=case).exclude(left_at=None):
        if not case.is_member(seat.user):
            assert holdings_of(seat.user, case) == []
    if case.state == "handed_up":
        assert case.accident.state == "handed_up"
        assert case.accident.level.rank > 0
        assert not case.has_open_tasks
    for referral in case.referrals.all():
        assert referral.group.count() == 2
    if case.state == "closed":
        assert not case.has_open_referral
        assert are_both_sides_examined(case)
        assert [passage.gate for passage in gates_of(case) if passage.is_open] == list(Gate)
        assert case.finding.approved_by
        assert not case.orders.exclude(state__in=[OrderState.PASSED, OrderState.CANCELLED]).exists()
        assert not case.has_open_tasks


@pytest.fixture
def board():
    """Return a fresh accident case with everybody who could work on it."""
    case = factories.accident_in("fresh").case
    people = [the(Duty.LEADER), the(Duty.LEADER, 2), the(Duty.SUPERVISION), the(Duty.SUPERVISION, 2)]
    people += [the(Duty.INVESTIGATOR, number) for number in range(1, INVESTIGATORS + 1)]
    return Board(case.pk, people)


STEP = st.tuples(
    st.sampled_from(sorted(ALL)), st.integers(0, 3 + INVESTIGATORS), st.integers(0, INVESTIGATORS - 1)
)
CALM = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


def walk(board: Board, steps: list[tuple[str, int, int]]) -> None:
    with transaction.atomic():
        for name, who, number in steps:
            tried(ALL[name], board, board.people[who], number)
        look_at(board.case)
        bring_to_an_end(board)
        look_at(board.case)
        transaction.set_rollback(True)


@given(steps=st.lists(STEP, max_size=LONGEST))
@settings(max_examples=3, suppress_health_check=CALM)
def test_every_case_can_close_and_no_gate_is_skipped(board, steps):
    walk(board, steps)


def test_a_walk_that_ordered_something_is_rechecked_to_its_end(board):
    walk(board, [("team", 0, 0), *[("order", who, 0) for who in range(len(board.people))]])


@pytest.mark.full
@pytest.mark.parametrize("_slice", range(SLICES))
@given(steps=st.lists(STEP, max_size=LONGEST))
@settings(max_examples=WALKS, suppress_health_check=CALM, print_blob=True)
def test_ten_thousand_walks_find_no_dead_end(board, steps, _slice):
    walk(board, steps)
