"""One claim for each award, whatever is clicked, in parallel, twice. On real PostgreSQL."""

from __future__ import annotations

import pytest
from django.db import close_old_connections

from reports.models import Report
from rewards.models import Claim
from rewards.services import claim_reward
from tests import factories
from tests.test_races import THREADS, at_once
from vault.models import Envelope, Purpose
from workflow.errors import StalePage
from workflow.models import LogEntry

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

ROUNDS = 3


def test_four_clicks_at_once_claim_a_reward_once() -> None:
    for _round in range(ROUNDS):
        filing = factories.file_report()
        reward = factories.reward_in("approved", report=filing.report)

        def claim(number: int, report_id: int = filing.report.pk) -> None:
            claim_reward(Report.objects.get(pk=report_id), payee={**factories.PAYEE, "name": f"甄{number}"})

        outcomes = at_once(claim, threads=THREADS)
        assert outcomes.count(None) == 1
        assert all(isinstance(error, StalePage) for error in outcomes if error)
        assert at_once(claim, threads=THREADS).count(None) == 0
        assert Claim.objects.filter(reward=reward).count() == 1
        payees = Envelope.objects.filter(
            subject_label=reward.label(), subject_id=reward.pk, purpose=Purpose.PAYEE
        )
        assert payees.count() == 1
        assert LogEntry.objects.about(reward).filter(move="claim").count() == 1
    close_old_connections()
