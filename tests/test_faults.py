"""The witness of the faults sees what it is there for, and the staff goes to pages that there are."""

from itertools import chain
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.urls import resolve

from bench.floor import staff, ways, witness_moves
from bench.floor.witness_moves import REWARD, Moved
from notices.models import Notice
from rewards.models import Reward
from tests.factories import payment_file_in, report_in, reward_in, settle

TIP = "reports.report"
DAMAGE = {
    "is claimed, and paid by its log": "UPDATE rewards_reward SET state = 'claimed', paid_at = NULL",
    "has 0 payments": "UPDATE rewards_payment SET came_back_at = CURRENT_TIMESTAMP",
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
    "its line is failed": "UPDATE rewards_paymentfileline SET fate = 'failed'",
    "1 penalties": "UPDATE investigations_finding SET proposes_penalty = FALSE",
    "files of": "UPDATE investigations_case SET report_id = (SELECT min(id) FROM reports_report)",
}


def said(*told):
    """Let the witness look through the test's own connection."""
    found = witness_moves.differences(connection.connection, told, Path(settings.MEDIA_ROOT))
    return "\n".join(found)


@pytest.mark.sqlite  # on PostgreSQL triggers refuse some of the damage
@pytest.mark.django_db
def test_the_witness_sees_each_thing_that_is_missing_or_there_twice():
    tips = [report_in("declined") for _ in range(3)]
    reward = reward_in("claimed")
    payment_file_in("settled", reward=reward)
    settle(prints=True)
    paid = Moved(REWARD, reward.pk, "pay")
    assert said(paid, *(Moved(TIP, tip.pk, "decline") for tip in tips)) == ""
    assert "acknowledged and stands 0 times" in said(Moved(TIP, tips[0].pk, "accept"))
    assert "was told to be paid and is not" in said(Moved(REWARD, reward.pk + 1, "pay"))
    of_one = f"subject_label = '{TIP}' AND subject_id = {tips[0].pk}"
    for sentence, statement in DAMAGE.items():
        savepoint = connection.savepoint()
        with connection.cursor() as cursor:
            cursor.execute(statement.format(one=of_one))
        assert sentence in said(paid), sentence
        connection.savepoint_rollback(savepoint)
    assert said(paid) == ""
    (Path(settings.MEDIA_ROOT) / Notice.objects.latest("pk").path).unlink()
    assert "is not the file that was printed" in said(paid)
    assert Reward.objects.get().state == "paid"


@pytest.mark.parametrize(
    "step", {(step.label, step.move): step for step in chain(*ways.WAYS)}.values(), ids=lambda step: step.move
)
def test_every_step_of_the_staff_has_a_page(step):
    room = ways.ROOMS[step.label] + ways.reference(step.label, 7) + "/"
    page = room + step.move + "/" if step.person else staff.REWARD + step.page
    assert resolve(page)
