"""Writes of several tips on one matter: what looks alike, the merging, the answer to all of them, who was first."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.selectors import get_office
from notices.services import issue_notice
from reports.likeness import WORTH_SHOWING, candidates_for, compare, text_likeness
from reports.matters import OWED, companions_of, first_of, matter_of
from reports.models import Contribution, Likeness, Precedence, Report
from reports.notices import citation_of, result_notice
from reports.services.mailbox import tell_reporter
from reports.services.tips import tell_acceptance
from reports.services.words import read_words
from reports.states import State
from statutes.rewards import shares_rewards
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.services import advance, record

# Why somebody whose report was true is not the one who is rewarded.
NOT_FIRST = "同一事项有多人举报，依照{citation}，奖励最先举报的实名举报人。"
FIRST_RULE = "reward.duplicate.first_only"


@transaction.atomic
def note_likenesses(report: Report) -> None:
    """Note the earlier tips that may be about the same matter, by their structured answers. Twice changes nothing."""
    compared = ((other, compare(report, other)) for other in candidates_for(report))
    Likeness.objects.bulk_create(
        [
            Likeness(report=report, earlier=other, score=alike.score, reasons=alike.reasons)
            for other, alike in compared
            if alike.score >= WORTH_SHOWING
        ],
        ignore_conflicts=True,
    )


def compare_words(report: Report, others: Iterable[Report], *, actor: User, identity: str) -> dict[int, int]:
    """Compare the original words of tips in the session of somebody who may read them: likeness by key, of a hundred.

    Every opening stands in the log. Raises `CannotOpen` when this person's key is not among the readers of one.
    """
    told = _text_of(report, actor=actor, identity=identity)
    return {
        other.pk: text_likeness(told, _text_of(other, actor=actor, identity=identity)) for other in others
    }


def _text_of(report: Report, *, actor: User, identity: str) -> str:
    words = read_words(report, actor=actor, identity=identity)
    return " ".join(words[name] for name in ("text", "how_hidden", "how_told") if words.get(name))


@transaction.atomic
def merge_report(report: Report, *, actor: User, into: Report, added: str = "", note: str = "") -> LogEntry:
    """Handle a tip together with an earlier one that was accepted; what it adds, and its rank, are kept.

    Its reporter gets the acceptance and is answered like everybody else, and does not learn that others reported.
    """
    if into.state != State.ACCEPTED:
        raise MoveRefused(
            _("Accept the earlier report first: only what is being worked on takes another one in.")
        )
    if into.is_internal != report.is_internal:
        raise MoveRefused(_("One of the two is for supervision alone. They cannot be handled together."))
    entry = advance(report, "merge", actor=actor, note=note, into=into)
    Contribution.objects.create(report=report, added=added, written_by=actor)
    tell_acceptance(report, actor=actor)
    return entry


@transaction.atomic
def tell_reporters(report: Report, *, word: str) -> None:
    """Give a status word to all who wait for the answer on a matter."""
    for each in (report, *companions_of(report)):
        if each.state in OWED:
            tell_reporter(each, word=word)


@transaction.atomic
def answer_report(
    report: Report,
    *,
    actor: User,
    conclusion_for: Callable[[Report], str],
    facts: str,
    decision: str,
    reward_eligible: bool,
    reward_reason: str,
) -> None:
    """Tell all reporters of a matter what was found; from here their periods to object run.

    `conclusion_for` words the conclusion for one of them: nobody may read from it what another has alleged.
    Who has withdrawn is owed nothing. Of several, the first is eligible for the reward (see `find_first`), or where the
    office shares it, each.
    """
    first = first_of(report)
    is_shared = shares_rewards(place=report.division, on=timezone.localdate())
    for each in (report, *companions_of(report)):
        if each.state not in OWED:
            continue
        is_passed_over = reward_eligible and not is_shared and each.pk != first.pk
        advance(each, "answer", actor=actor)
        told = result_notice(
            each,
            conclusion=conclusion_for(each),
            facts=facts,
            decision=decision,
            reward_eligible=reward_eligible and not is_passed_over,
            reward_reason=NOT_FIRST.format(citation=citation_of(FIRST_RULE))
            if is_passed_over
            else reward_reason,
        )
        notice = issue_notice("result", subject=each, context=told, actor=actor, agency=get_office())
        tell_reporter(each, notice=notice)


@transaction.atomic
def close_report(report: Report, *, actor: User, note: str = "") -> LogEntry:
    """Close an answered tip, and with it those that were handled with it and are not objected to."""
    for each in companions_of(report):
        if each.state == State.ANSWERED:
            advance(each, "close", actor=actor, note=note)
    return advance(report, "close", actor=actor, note=note)


@transaction.atomic
def find_first(report: Report, *, actor: User, first: Report, reasons: str) -> LogEntry:
    """Find whose tip on a matter was the first effective one, with the reasons; the latest finding counts."""
    matter = matter_of(report)
    if first not in (matter, *companions_of(matter)):
        raise MoveRefused(_("This report is not about the same matter."))
    Precedence.objects.create(matter=matter, first=first, reasons=reasons, found_by=actor)
    return record(matter, "find_first", actor=actor)
