"""The witness of the faults sees what it is there for, and the staff goes to pages that there are."""

from collections import Counter
from collections.abc import Mapping
from itertools import chain
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.urls import resolve
from django.utils import timezone

from accounts.models import Duty
from bench.floor import staff, ways, witness_moves
from bench.floor.cashier import Line, is_paid
from bench.floor.told import Moved, Told
from bench.floor.ways import ANNUL, BANK, HOUSE, MONEY, PENALTY, TIP, WAYS, Step, next_step
from notices.models import Notice
from rewards.models import Payment, Reward
from rewards.services import claim_reward, settle_payment_file
from sanctions.services import close_penalty, open_review, revoke_penalty, serve_penalty
from tests.factories import (
    HANDED_OVER,
    PAYEE,
    case_in,
    listing_in,
    payment_file_in,
    penalty_in,
    report_in,
    result_line,
    reward_in,
    settle,
    the,
)
from workflow.services import confirm_annulment, propose_annulment

AGAIN = (
    "INSERT INTO workflow_logentry (subject_label, subject_id, sequence, move, source, target, at, note_digest, "
    "before, canonical, previous_hash, hash) SELECT subject_label, subject_id, sequence + 90, move, source, target, "
    "at, note_digest, before, canonical, previous_hash, hash FROM workflow_logentry WHERE "
)
POSTED_AGAIN = (
    "INSERT INTO rewards_posting (budget_id, kind, debit, credit, amount_fen, reward_id, cause_id, reason, at) "
    "SELECT budget_id, kind, debit, credit, amount_fen, reward_id, (SELECT min(id) FROM workflow_logentry), reason, "
    "at FROM rewards_posting WHERE "
)
DAMAGE = {
    "is claimed, and paid by its log": "UPDATE rewards_reward SET state = 'claimed', paid_at = NULL",
    "has 0 payments that did not come back": "UPDATE rewards_payment SET came_back_at = CURRENT_TIMESTAMP",
    "in the ledger": "UPDATE rewards_reward SET amount_fen = amount_fen + 1",
    "says available": "UPDATE rewards_budget SET available_fen = available_fen - 1, committed_fen = committed_fen + 1",
    "numbers, to": "UPDATE notices_numberseries SET last_serial = last_serial + 1",
    "was not printed": "UPDATE notices_notice SET state = 'issued'",
    "is not the file that was printed": "UPDATE notices_notice SET pdf_sha256 = 'x'",
    "periods of": "UPDATE workflow_clock SET outcome = 'cancelled' WHERE {one}",
    "papers of": "UPDATE notices_notice SET kind = 'result' WHERE {one}",
    "deliveries of": "UPDATE workflow_delivery SET subscriber = subscriber || 'x' WHERE entry_id = "
    "(SELECT min(id) FROM workflow_logentry WHERE {one})",
    "stands in 2 payment files": "INSERT INTO rewards_paymentfileline (file_id, number, reward_id, instruction, "
    "amount_fen, fate, settled_on, reason) SELECT file_id, 2, reward_id, instruction || 'x', amount_fen, fate, "
    "settled_on, reason FROM rewards_paymentfileline",
    "was paid at the bank; its line is failed": "UPDATE rewards_paymentfileline SET fate = 'failed'",
    "1 penalties": "UPDATE investigations_finding SET proposes_penalty = FALSE",
    "has 0 rewards, decided": "UPDATE rewards_reward SET state = 'cancelled'",
    "files of": "UPDATE investigations_case SET report_id = (SELECT min(id) FROM reports_report)",
    f"{TIP} of tip": f"{AGAIN} move = 'decline'",  # twice, whether or not anybody was told
    "rewards.paymentfile 1 went astray": f"{AGAIN} move = 'settle'",
    "nobody proposed an annulment": AGAIN.replace("90, move", "90, 'annul'") + "move = 'pay'",
}
DAMAGE_OF_A_RETURN = {
    "was failed at the bank; its line is paid": "UPDATE rewards_paymentfileline SET fate = 'paid'",
    "has 1 payments of which 0 came back": "DELETE FROM rewards_payment WHERE came_back_at IS NOT NULL",
    "stands in the ledger": f"{POSTED_AGAIN} kind = 'return'",
    "went astray": f"{AGAIN} move = 'take_back'",
}
DAMAGE_OF_AN_ANNULMENT = {
    "and its annulment from": "UPDATE workflow_annulment SET confirmed_at = NULL, confirmed_by_id = NULL",
    "a paper of a move that was annulled": "UPDATE notices_notice SET state = 'issued' WHERE state = 'voided'",
    "stands in the ledger": f"{POSTED_AGAIN} kind = 'commit'",
    "annulments on": "DELETE FROM workflow_annulment",
    "went astray": f"{AGAIN} move = 'annul'",
}
EXCHANGED = (
    "DROP INDEX rewards_one_reward_a_report; "
    "UPDATE rewards_reward SET state = CASE state WHEN 'cancelled' THEN 'assessed' ELSE 'cancelled' END"
)
DAMAGE_OF_A_FALL = {
    "asked for otherwise than once": "UPDATE rewards_clawback SET state = 'dismissed'",
    "rests on a penalty that was revoked": "UPDATE sanctions_listing SET state = 'candidate'",
    "was not assessed again": EXCHANGED,
}


def said(told):
    """Let the witness look through the test's own connection."""
    found = witness_moves.differences(connection.connection, told, Path(settings.MEDIA_ROOT))
    return "\n".join(found)


def shows_each(damage: Mapping[str, str], told: Told, *, one: str = "") -> None:
    """Do each damage by itself, see it said, and see nothing said before and after."""
    assert said(told) == ""
    for sentence, statements in damage.items():
        savepoint = connection.savepoint()
        with connection.cursor() as cursor:
            for statement in statements.format(one=one).split("; "):
                cursor.execute(statement)
        assert sentence in said(told), sentence
        connection.savepoint_rollback(savepoint)
    assert said(told) == ""


def went(report, *moves):
    """Return a way of these moves of a reward for its report."""
    return {report.pk: tuple(Step(MONEY, move, "") for move in moves)}


@pytest.mark.sqlite  # on PostgreSQL triggers refuse some of the damage
@pytest.mark.django_db
def test_the_witness_sees_each_thing_that_is_missing_or_there_twice():
    tips = [report_in("declined") for _ in range(3)]
    reward = reward_in("claimed")
    payment_file_in("settled", reward=reward)
    settle(prints=True)
    told = Told(
        moves=[Moved(MONEY, reward.pk, "pay"), *(Moved(TIP, tip.pk, "decline") for tip in tips)],
        bank={Payment.objects.get().instruction: True},
        ways={tip.pk: (Step(TIP, "decline", ""),) for tip in tips},
    )
    shows_each(DAMAGE, told, one=f"subject_label = '{TIP}' AND subject_id = {tips[0].pk}")
    assert "acknowledged 1 times and stands 0 times" in said(Told(moves=[Moved(TIP, tips[0].pk, "accept")]))
    assert "acknowledged 2 times and stands 1 times" in said(Told(moves=told.moves * 2, bank=told.bank))
    assert "was told to be paid" in said(Told(moves=[Moved(MONEY, reward.pk + 1, "pay")]))
    (Path(settings.MEDIA_ROOT) / Notice.objects.latest("pk").path).unlink()
    assert "is not the file that was printed" in said(told)
    assert Reward.objects.get().state == "paid"


@pytest.mark.sqlite
@pytest.mark.django_db
def test_the_witness_counts_payments_that_came_back():
    reward = reward_in("claimed")
    first = payment_file_in("handed_out", reward=reward)
    failed = result_line(first, is_paid=False, reason="账号不存在")
    settle_payment_file(first, actor=the(Duty.CASHIER), results=[failed])
    claim_reward(reward.report, payee=PAYEE)
    second = payment_file_in("settled", reward=Reward.objects.get())
    settle(prints=True)
    moves = [Moved(MONEY, reward.pk, move) for move in ("pay", "take_back", "pay")]
    told = Told(
        moves=moves,
        bank={failed.instruction: False, second.lines.get().instruction: True},
        ways=went(reward.report, "claim", "pay", "take_back", "claim", "pay"),
    )
    shows_each(DAMAGE_OF_A_RETURN, told)
    assert "acknowledged 3 times and stands 2 times" in said(Told(moves=[*moves, moves[0]], bank=told.bank))
    once = Told(bank=told.bank, ways=went(reward.report, "claim", "pay"))
    assert "went astray: ['claim', 'pay', 'claim', 'pay'] instead of ['claim', 'pay']" in said(once)


@pytest.mark.sqlite
@pytest.mark.django_db
def test_the_witness_looks_at_annulments():
    reward = reward_in("approved")
    propose_annulment(reward, actor=the(Duty.REWARDS), reason="金额看错了。")
    confirm_annulment(reward, actor=the(Duty.FINANCE))
    settle(prints=True)
    told = Told(
        moves=[Moved(MONEY, reward.pk, ANNUL)],
        proposals=[(MONEY, reward.pk)],
        ways=went(reward.report, "tell", "approve", ANNUL, "approve"),
    )
    shows_each(DAMAGE_OF_AN_ANNULMENT, told)


@pytest.mark.sqlite
@pytest.mark.django_db
def test_the_witness_sees_what_should_have_fallen_with_a_decision():
    for penalty in (listing_in("listed").penalty, reward_in("paid").case.penalties.get()):
        fall(penalty)
    settle(prints=True)
    shows_each(DAMAGE_OF_A_FALL, Told())


def fall(penalty):
    """Serve a decision and let it be revoked."""
    head, today = the(Duty.INVESTIGATOR), timezone.localdate()
    serve_penalty(penalty, actor=head, served_on=today, **HANDED_OVER)
    open_review(penalty, actor=head, opened_on=today)
    revoke_penalty(penalty, actor=head, closed_on=today, note="原决定被撤销。")


@pytest.mark.sqlite
@pytest.mark.django_db
def test_the_witness_sees_a_reward_whose_decision_was_annulled():
    penalty = penalty_in("decided", case=case_in("concluded", proposes_penalty=True))
    propose_annulment(penalty, actor=the(Duty.LEADER), reason="文书有误。")
    confirm_annulment(penalty, actor=the(Duty.INVESTIGATOR))
    settle(prints=True)
    damage = {"rests on a decision that was annulled": EXCHANGED, "has 1 rewards, undecided": EXCHANGED}
    shows_each(damage, Told(proposals=[(PENALTY, penalty.pk)]))


@pytest.mark.sqlite
@pytest.mark.django_db
def test_the_witness_bears_that_a_move_was_annulled_before_its_paper_was_there():
    proposals = []
    for is_slow in (False, False, True):
        penalty = penalty_in("ending")
        close_penalty(penalty, actor=the(Duty.LEADER))
        if not is_slow:
            settle(prints=True)
        propose_annulment(penalty, actor=the(Duty.LEADER), reason="文书有误。")
        confirm_annulment(penalty, actor=the(Duty.INVESTIGATOR))
        close_penalty(penalty, actor=the(Duty.LEADER))
        settle(prints=True)
        proposals.append((PENALTY, penalty.pk))
    papers = Notice.objects.filter(kind="case_index", subject_label=PENALTY)
    assert Counter(papers.values_list("state", flat=True)) == {"voided": 2, "rendered": 3}
    lost = (
        "DELETE FROM notices_notice WHERE id = (SELECT min(id) FROM notices_notice WHERE kind = 'case_index')"
    )
    shows_each({"differ from those of its like": lost}, Told(proposals=proposals))


def test_a_way_asks_for_a_move_as_often_as_it_names_it():
    way = [Step(MONEY, move, "") for move in ("claim", "pay", "take_back", "claim", "pay")]
    done: Counter[tuple[str, str]] = Counter()
    for step in way:
        assert next_step(way, done) == step
        done[step[:2]] += 1
    assert next_step(way, done) is None


def test_tips_go_the_ways_in_turn_and_keep_to_theirs():
    told = Told()
    first = [told.way_of(tip) for tip in range(7, 7 + len(WAYS))]
    assert tuple(first) == WAYS
    assert told.way_of(8) == WAYS[1]


def test_the_bank_fails_the_first_instruction_where_the_way_says_so():
    told = Told()
    failing = [any(step[:3] == (MONEY, "take_back", BANK) for step in way) for way in WAYS]
    assert failing.count(True) == 1
    for tip, fails in enumerate(failing):
        assert is_paid(Line(1, "FK-1", 1, tip, 0), told) is not fails
        assert is_paid(Line(1, "FK-1-2", 1, tip, 1), told)


@pytest.mark.parametrize(
    "step",
    {step[:2]: step for step in chain(*WAYS) if step.person not in (HOUSE, BANK)}.values(),
    ids=lambda step: f"{step.label} {step.move}",
)
def test_every_step_of_the_staff_has_a_page(step):
    room = ways.ROOMS[step.label] + ways.reference(step.label, 7) + "/"
    page = room + step.move + "/" if step.person else staff.REWARD + step.page
    assert resolve(page)


def test_two_people_annul():
    steps = [step for step in chain(*WAYS) if step.move == ANNUL]
    assert steps
    assert all(step.second not in ("", step.person) for step in steps)
