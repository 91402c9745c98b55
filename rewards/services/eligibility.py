"""Find whether the conditions of a reward are met: by the system, by a reward officer, looked at by another."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from rewards import policies
from rewards.matters import is_shared, needs_division
from rewards.models import Check, Reward
from rewards.services.assessments import as_shared, draw_up_checks, frozen_facts, recompute
from rewards.states import Answer
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.services import advance, record
from workflow.services.moves import lock_subject
from workflow.verdicts import refuse_unless

ANSWERED = ("answer", "evidence", "found_by", "found_at", "reviewed_by", "reviewed_at")


@transaction.atomic
def answer_checks(reward: Reward, *, actor: User, answers: Mapping[str, tuple[str, str]]) -> LogEntry:
    """Answer what a person must say: the answer to a condition and what it rests on. A new one is looked at anew."""
    entry = advance(reward, "find_conditions", actor=actor)
    draw_up_checks(reward)
    changed = []
    for check in reward.checks.select_for_update():
        answer, evidence = answers.get(check.key, (check.answer, check.evidence))
        if (answer, evidence) == (check.answer, check.evidence):
            continue
        if check.found_by_id is None and not check.is_open:
            raise MoveRefused(_("What the system has found is not answered by hand."))
        check.answer, check.evidence = answer, evidence
        check.found_by, check.found_at = actor, timezone.now()
        check.reviewed_by = check.reviewed_at = None
        changed.append(check)
    Check.objects.bulk_update(changed, ANSWERED)
    return entry


@transaction.atomic
def review_checks(reward: Reward, *, actor: User, agrees: bool, note: str = "") -> LogEntry:
    """Look at another officer's answers: agree with them, or leave them open again with a reason."""
    waiting = reward.checks.exclude(found_by=None).filter(reviewed_by=None)
    if not agrees:
        refuse_unless(policies.may_review_checks(lock_subject(reward), actor))
        waiting.update(answer=Answer.OPEN, found_by=None, found_at=None)
        return record(reward, "return_conditions", actor=actor, note=note)
    entry = advance(reward, "agree_conditions", actor=actor, note=note)
    waiting.update(reviewed_by=actor, reviewed_at=timezone.now())
    _follow_proof(reward)
    return entry


def _follow_proof(reward: Reward) -> None:
    """Take the employees' standard only where the proof is there."""
    proof = reward.checks.filter(key="employee").first()
    facts = frozen_facts(reward)
    if proof is None or proof.answer == Answer.DOES_NOT_APPLY or facts is None:
        return
    is_proved = proof.answer == Answer.YES
    if facts.is_employee != is_proved:
        figures = recompute(reward, is_employee=is_proved)
        if is_shared(reward):
            is_alone = not needs_division(reward)
            figures = as_shared(figures, report=reward.report, case=reward.case, is_alone=is_alone)
        advance(reward, "reckon", actor=None, **figures)
