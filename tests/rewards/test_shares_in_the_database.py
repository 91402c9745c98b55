"""The sum of the shares is held by the database itself: raw statements and two sessions at once break it nowhere."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import DatabaseError, close_old_connections, connection, transaction

from rewards.matters import division_of
from rewards.models import Division, Share
from tests import factories
from tests.rewards.sharing import BEST, divided, two_reports
from tests.test_races import at_once

ADD = (
    "INSERT INTO rewards_share (division_id, report_id, grades, points, fen, is_fixed) "
    "VALUES (%s, %s, %s, %s, %s, %s)"
)
OPEN = (
    "INSERT INTO rewards_division "
    "(case_id, lead_id, assessment, total_fen, shared_fen, is_corrected, opened_at) "
    "VALUES (%s, %s, '{}', 5, 5, %s, CURRENT_TIMESTAMP)"
)
GRADES = json.dumps(BEST)


def send(statement: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def agreed_division() -> Division:
    division = division_of(divided(two_reports())[0].case)
    assert division is not None
    return division


@pytest.mark.django_db
def test_no_statement_takes_more_out_of_a_division_than_one_reward() -> None:
    division = agreed_division()
    key, third = division.pk, factories.file_report().report.pk
    one, two = division.shares.all()
    for broken, statement, *values in (
        ("rewards_never_more_than_one_reward", ADD, key, third, GRADES, 1, 1, False),
        ("rewards_share_not_negative", ADD, key, third, GRADES, 1, -1, False),
        ("rewards_share_has_points", ADD, key, third, GRADES, 0, 0, False),
        ("rewards_a_share_a_reporter", ADD, key, one.report_id, GRADES, 1, 0, False),
        ("never changed", "UPDATE rewards_share SET fen = fen - 1 WHERE id = %s", one.pk),
        ("never changed", "UPDATE rewards_share SET fen = fen + 1 WHERE id = %s", two.pk),
        ("never changed", "UPDATE rewards_share SET report_id = %s WHERE id = %s", third, one.pk),
        ("only its shares", "UPDATE rewards_division SET shared_fen = 0 WHERE id = %s", key),
        ("only its shares", "UPDATE rewards_division SET shared_fen = shared_fen - 1 WHERE id = %s", key),
        ("never_more_than_one", "UPDATE rewards_division SET total_fen = total_fen - 1 WHERE id = %s", key),
        ("only its shares", OPEN, division.case_id, division.lead_id, False),
        (
            "rewards_division_two_people",
            "UPDATE rewards_division SET reviewed_by_id = found_by_id WHERE id = %s",
            key,
        ),
    ):
        with pytest.raises(DatabaseError) as refused:
            send(str(statement), *values)
        if connection.vendor == "postgresql" or "UNIQUE" not in str(refused.value):
            assert broken in str(refused.value), (statement, refused.value)
    # What is taken away comes off the sum, and no more than that can be given again.
    send("DELETE FROM rewards_share WHERE id = %s", two.pk)
    assert Division.objects.get(pk=key).shared_fen == one.fen
    with pytest.raises(DatabaseError):
        send(ADD, key, third, GRADES, 1, two.fen + 1, False)
    send(ADD, key, third, GRADES, 1, two.fen, False)
    assert Division.objects.get(pk=key).shared_fen == division.total_fen


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_sessions_that_add_shares_at_once_stay_within_one_reward() -> None:
    division = agreed_division()
    key, total = division.pk, division.total_fen
    Share.objects.filter(division=division).delete()
    reports = [factories.file_report().report.pk for _number in range(4)]
    half = total // 2
    outcomes = at_once(lambda number: send(ADD, key, reports[number], GRADES, 1, half, False))
    assert outcomes.count(None) == 2
    assert all("never_more_than_one_reward" in str(error) for error in outcomes if error)
    assert Division.objects.get(pk=key).shared_fen == 2 * half
    close_old_connections()
