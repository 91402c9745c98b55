"""Divide one reward among the reporters of a matter: graded by one officer, agreed by another, told to each apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from investigations.models import Case
from notices.services import void_notices_of
from reports.services import tell_reporter
from rewards import policies_shares
from rewards.matters import claimants_of, division_of, is_shared
from rewards.models import Division, Reward, Share
from rewards.services.assessments import part_of, recompute
from rewards.states import IN_ASSESSMENT, State
from statutes.rewards import apportion, points_of
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.services import advance, record
from workflow.verdicts import refuse_unless

Grades = Mapping[int, Mapping[str, str]]
ANEW = (
    "此前告知的拟奖励金额正在重新核定，以新的告知为准。",
    "The intended amount that you were told is being worked out anew; what you are told next counts.",
)


@transaction.atomic
def find_shares(reward: Reward, *, actor: User, grades: Grades) -> LogEntry:
    """Grade what each reporter contributed (`grades` by the key of the tip): the parts follow from the points."""
    claimants = _lock_matter(reward)
    entry = advance(reward, "find_shares", actor=actor)
    division = _open_division(reward)
    division.shares.all().delete()
    Share.objects.bulk_create(_parts(division, claimants, grades))
    Division.objects.filter(pk=division.pk).update(found_by=actor)
    return entry


@transaction.atomic
def agree_shares(reward: Reward, *, actor: User, agrees: bool, note: str = "") -> LogEntry:
    """Agree with the parts, which then become the amounts; or have them found again, with a reason."""
    claimants = _lock_matter(reward)
    division = division_of(reward.case)
    if not agrees:
        refuse_unless(policies_shares.may_agree_shares(reward, actor))
        Division.objects.filter(case=reward.case, reviewed_at=None).update(found_by=None)
        return record(reward, "return_shares", actor=actor, note=note)
    entry = advance(reward, "agree_shares", actor=actor, note=note)
    Division.objects.filter(case=reward.case, reviewed_at=None).update(
        reviewed_by=actor, reviewed_at=timezone.now()
    )
    for claimant in claimants:
        if claimant.state in IN_ASSESSMENT and division is not None:
            _take_part(claimant, division)
    return entry


def divide_again(reward: Reward, figures: Mapping[str, Any]) -> None:
    """Open a new round after a re-examination: what is approved stays, the rest is divided by two officers again."""
    before, unfinished = division_of(reward.case), Division.objects.filter(case=reward.case, reviewed_at=None)
    Share.objects.filter(division__in=unfinished).delete()
    unfinished.delete()
    Division.objects.create(
        case=reward.case,
        lead=before.lead if before else claimants_of(reward.case)[0].report,
        assessment=figures["assessment"],
        total_fen=figures["amount_fen"],
        is_corrected=True,
    )


def follow_total(case: Case) -> None:
    """Divide what the facts of today give by the points that were agreed: contributions do not change with a fine."""
    before = division_of(case)
    example = case.rewards.order_by("pk").last()
    if before is None or not before.is_agreed or example is None:
        return
    figures, shares = recompute(example), list(before.shares.all())
    after = Division.objects.create(
        case=case,
        lead=before.lead,
        assessment=figures["assessment"],
        total_fen=figures["amount_fen"],
        found_by=before.found_by,
        reviewed_by=before.reviewed_by,
        reviewed_at=timezone.now(),
    )
    parts = apportion(after.total_fen, {share.report_id: share.points for share in shares})
    Share.objects.bulk_create(
        Share(
            division=after,
            report_id=share.report_id,
            grades=share.grades,
            points=share.points,
            fen=parts[share.report_id],
        )
        for share in shares
    )


def _lock_matter(reward: Reward) -> list[Reward]:
    """Lock the rewards of a matter in the order of their keys."""
    list(Reward.objects.select_for_update().filter(case=reward.case).order_by("pk"))
    return claimants_of(reward.case)


def _open_division(reward: Reward) -> Division:
    """Return the round that is open; the whole is worked out anew unless a re-examination has corrected it."""
    division = Division.objects.filter(case=reward.case, reviewed_at=None).first()
    if division is not None and division.is_corrected:
        return division
    lead = _lead_of(reward)
    figures = recompute(lead)
    facts = {"lead": lead.report, "assessment": figures["assessment"], "total_fen": figures["amount_fen"]}
    if division is None:
        return Division.objects.create(case=reward.case, **facts)
    division.shares.all().delete()
    Division.objects.filter(pk=division.pk).update(**facts)
    division.refresh_from_db()
    return division


def _lead_of(reward: Reward) -> Reward:
    """Return the reward on whose facts the whole is worked out: the first that can still be given."""
    return next(one for one in claimants_of(reward.case) if is_shared(one))


def _parts(division: Division, claimants: list[Reward], grades: Grades) -> list[Share]:
    """Work the parts out; what was proposed or paid already stays as it is and is taken off first."""
    case, today = division.case, timezone.localdate()
    points = {key: points_of(given, place=case.division, on=today) for key, given in grades.items()}
    if set(points) != {claimant.report_id for claimant in claimants}:
        raise MoveRefused(_("The reporters of this matter have changed. Look at it again."))
    fixed = {one.report_id: one.amount_fen for one in claimants if one.state not in IN_ASSESSMENT}
    rest = division.total_fen - sum(fixed.values())
    if rest < 0:
        raise MoveRefused(_("What is approved already exceeds the whole. It has to be got back first."))
    parts = fixed | apportion(rest, {key: own for key, own in points.items() if key not in fixed})
    return [
        Share(
            division=division,
            report_id=key,
            grades=dict(grades[key]),
            points=own,
            fen=parts[key],
            is_fixed=key in fixed,
        )
        for key, own in points.items()
    ]


def _take_part(claimant: Reward, division: Division) -> None:
    figures = part_of(division, claimant.report)
    if claimant.amount_fen == figures["amount_fen"] and "awaits_shares" not in claimant.assessment:
        return
    was_told = claimant.state != State.ASSESSED
    advance(claimant, "reckon", actor=None, **figures)
    if was_told:
        void_notices_of(claimant, reason="replaced")
        tell_reporter(claimant.report, text=ANEW[0], text_en=ANEW[1])
