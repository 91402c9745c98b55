"""Writes of the good-credit list: nomination, statement, decision, end; the record of what was public is the same."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from enterprises.models import Unit
from enterprises.selectors import ties_of
from sanctions.models import Board, GoodCredit
from sanctions.models.good_credit import GOOD_STANDING, GoodCreditState, Merit
from sanctions.policies_good_credit import may_nominate, obstacles_of
from sanctions.services.publicity import hide, show
from statutes.good_credit import good_until, grounds_rule
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.services import advance, begin
from workflow.verdicts import refuse_unless

# The merits as they are published.
MERIT_ZH = {
    Merit.STANDARDISED: "达到安全生产标准化等级",
    Merit.SELF_CORRECTED: "主动自查自改重大隐患",
    Merit.OUTSTANDING: "在安全生产工作中有突出贡献",
}
TIME_IS_OVER = "有效期届满"
PENALISED = "受到行政处罚"
DISHONEST = "被列入严重失信主体名单"
MISTAKEN = "列入决定因错误被撤回"


@transaction.atomic
def nominate_unit(unit: Unit, *, actor: User, merit: str, facts: str) -> GoodCredit:
    """Nominate a unit on one of the grounds of the rule, unless something stands against it."""
    refuse_unless(may_nominate(unit, actor))
    if ties_of(actor).filter(unit=unit).exists():
        raise MoveRefused(_("You are tied to this unit; somebody else must nominate it."))
    if merit not in grounds_rule(on=timezone.localdate()).keys:
        raise MoveRefused(_("The rules do not know this merit."))
    if found := obstacles_of(unit):
        raise MoveRefused(found[0])
    if GoodCredit.objects.filter(unit=unit, state__in=GOOD_STANDING).exists():
        raise MoveRefused(_("This unit is nominated or listed already."))
    entry = GoodCredit(unit=unit, merit=merit, facts=facts, nominated_by=actor)
    begin(entry, move="nominate", actor=actor)
    return entry


@transaction.atomic
def record_statement(
    entry: GoodCredit, *, actor: User, statement: str, stated_on: datetime.date, note: str = ""
) -> LogEntry:
    """Record the unit's consent to be named and its promise."""
    return advance(entry, "declare", actor=actor, note=note, statement=statement, stated_on=stated_on)


@transaction.atomic
def enter_good_credit(entry: GoodCredit, *, actor: User, note: str = "") -> LogEntry:
    """Put the unit on the list for the period of the rule, and before the public."""
    Unit.objects.select_for_update().get(pk=entry.unit_id)
    today = timezone.localdate()
    done = advance(entry, "enter", actor=actor, note=note, listed_on=today, until_on=good_until(today))
    facts = {
        "name": entry.unit.name,
        "credit_code": entry.unit.uscc,
        "cause": MERIT_ZH[Merit(entry.merit)],
        "number": entry.reference,
        "from": str(entry.listed_on),
        "until": str(entry.until_on),
    }
    show(entry, board=Board.GOOD_CREDIT, facts=facts)
    return done


@transaction.atomic
def dismiss_good_credit(entry: GoodCredit, *, actor: User, note: str) -> LogEntry:
    """Decide not to list the unit, with the reason."""
    return advance(entry, "dismiss", actor=actor, note=note)


@transaction.atomic
def remove_good_credit(entry: GoodCredit, *, actor: User | None, note: str = "") -> LogEntry:
    """Take the unit off the list: by the calendar (no actor), or by a leader with the reason."""
    reason = note if actor else TIME_IS_OVER
    done = advance(entry, "remove", actor=actor, note=note, ended_on=timezone.localdate(), reason=reason)
    hide(entry, why=reason)
    return done


@transaction.atomic
def forfeit_good_credit(unit: Unit, *, until: datetime.datetime, why: str) -> None:
    """End at once what a unit has on the list or is nominated for: it was penalised, or is listed as dishonest."""
    Unit.objects.select_for_update().get(pk=unit.pk)
    for entry in GoodCredit.objects.filter(unit=unit, state__in=GOOD_STANDING, created_at__lte=until):
        advance(entry, "forfeit", actor=None, note=why, ended_on=timezone.localdate(), reason=why)
        hide(entry, why=why)


def recall_good_credit(entry: GoodCredit) -> None:
    """Take an entry that was a mistake from the public."""
    hide(entry, why=MISTAKEN)


def end_good_credits() -> int:
    """End every entry whose time is over; return how many."""
    over = GoodCredit.objects.filter(state=GoodCreditState.LISTED, until_on__lt=timezone.localdate())
    for entry in over:
        remove_good_credit(entry, actor=None)
    return len(over)
