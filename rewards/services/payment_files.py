"""Writes of payment files: draw up, hand out once, settle by the bank's result, all of it or nothing.

Payees are opened in the session of a cashier and go into the file alone. What is kept is the number of each
instruction and its amount.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from interface.outside import NothingLeaves, refuse_in_training
from reports.services import tell_reporter
from reports.states import StatusWord
from rewards.bank import ResultLine, payment_table, reason_of
from rewards.models import PaymentFile, PaymentFileLine, Reward
from rewards.policies import may_file
from rewards.selectors import rewards_to_draw
from rewards.services.payouts import (
    book_payment,
    check_account_name,
    check_payable,
    next_instruction,
    read_payee,
    take_payment_back,
)
from rewards.states import LineFate, State, Way
from workflow.errors import MoveRefused, StalePage
from workflow.models import LogEntry
from workflow.services import advance, begin
from workflow.verdicts import refuse_unless

# So many faults of a result are told at once.
FAULTS_TOLD = 10


@transaction.atomic
def draw_payment_file(rewards: Iterable[Reward], *, actor: User, way: Way = Way.BANK) -> PaymentFile:
    """Put claimed rewards that go to accounts, or to the bank's counters, into a file.

    Left out is what must not be paid yet, what no key of the cashier opens, and what this cashier must not pay.
    """
    refuse_unless(may_file(None, actor))
    keys = [reward.pk for reward in rewards]
    locked = Reward.objects.select_for_update(of=("self",)).filter(pk__in=keys, state=State.CLAIMED)
    fitting = rewards_to_draw(locked, actor, way=way)
    chosen = [one for one in fitting if _is_payable(one)]
    if not chosen:
        raise MoveRefused(_("No claimed reward waits that you can pay in this way now."))
    made = PaymentFile(way=way)
    begin(made, move="draw", actor=actor)
    try:
        with transaction.atomic():
            PaymentFileLine.objects.bulk_create(
                PaymentFileLine(
                    file=made,
                    number=number,
                    reward=reward,
                    instruction=next_instruction(reward),
                    amount_fen=reward.amount_fen,
                )
                for number, reward in enumerate(chosen, 1)
            )
    except IntegrityError as error:
        raise StalePage(
            gettext_lazy("Somebody drew these rewards up a moment ago. Look at the newest file.")
        ) from error
    return made


def _is_payable(reward: Reward) -> bool:
    """Say whether a reward can go to the bank now."""
    try:
        check_payable(reward)
    except MoveRefused:
        return False
    return True


@transaction.atomic
def hand_out_payment_file(file: PaymentFile, *, actor: User, identity: str, kind: str) -> bytes:
    """Give the file in the bank's format, once; the log keeps whose details were opened."""
    try:
        refuse_in_training()
    except NothingLeaves as error:
        raise MoveRefused(_("This is a training: no payment file leaves it.")) from error
    advance(file, "hand_out", actor=actor)
    rows = []
    for line in _lines_of(file):
        _refuse_line(line, check_payable, line.reward)
        payee = read_payee(line.reward, actor=actor, identity=identity)
        _refuse_line(line, check_account_name, line.reward.claim_made)
        rows.append(
            {
                **payee,
                "number": str(line.number),
                "instruction": line.instruction,
                "amount": f"{line.amount:.2f}",
                "purpose": settings.PAYMENT_PURPOSE,
            }
        )
    try:
        return payment_table(rows, kind=kind, way=file.way)
    except UnicodeEncodeError as error:
        raise MoveRefused(
            _("A name has a character that the CSV file cannot hold. Take the Excel file.")
        ) from error


def _refuse_line(line: PaymentFileLine, check: Callable[[Any], None], checked: Any) -> None:
    """Keep back a file whose line must not be paid any more, naming the line."""
    try:
        check(checked)
    except MoveRefused as refusal:
        raise MoveRefused(
            _("Line %(line)s (%(reward)s): %(why)s Discard the file and draw it up anew.")
            % {"line": line.number, "reward": line.reward.reference, "why": refusal.reason}
        ) from refusal


@transaction.atomic
def settle_payment_file(
    file: PaymentFile, *, actor: User, results: Sequence[ResultLine], note: str = ""
) -> LogEntry:
    """Take the bank's result: every line is paid or goes back to its claimant. One bad line, and nothing is booked."""
    entry = advance(file, "settle", actor=actor, note=note)
    _lock_rewards(file)
    lines = {line.instruction: line for line in _lines_of(file)}
    if faults := _faults_of(file, lines, results):
        raise MoveRefused(" ".join(faults[:FAULTS_TOLD]))
    for told in results:
        _settle_line(lines[told.instruction], told, actor=actor)
    return entry


@transaction.atomic
def discard_payment_file(file: PaymentFile, *, actor: User, note: str) -> LogEntry:
    """Give up a file that is not with the bank; its rewards are free for the next one."""
    entry = advance(file, "discard", actor=actor, note=note)
    file.lines.update(fate=LineFate.DROPPED)
    return entry


def _settle_line(line: PaymentFileLine, told: ResultLine, *, actor: User) -> None:
    """Book a line. What a later remedy says of the penalty does not matter: the bank has paid, or it has not."""
    line.fate = LineFate.PAID if told.is_paid else LineFate.FAILED
    line.settled_on, line.reason = told.day, "" if told.is_paid else reason_of(told.reason)
    line.save(update_fields=["fate", "settled_on", "reason"])
    reward = line.reward
    book_payment(reward, actor=actor)
    if told.is_paid:
        tell_reporter(reward.report, word=StatusWord.REWARD_PAID)
    else:
        take_payment_back(reward, actor=actor, note=line.reason)


def _lock_rewards(file: PaymentFile) -> None:
    """Lock every reward of the file, in one order, before the first posting locks the money."""
    list(Reward.objects.select_for_update(of=("self",)).filter(file_lines__file=file).order_by("pk"))


def _lines_of(file: PaymentFile) -> list[PaymentFileLine]:
    lines = file.lines.select_related("reward__report", "reward__case", "reward__claim_made__envelope")
    return list(lines.prefetch_related("reward__case__penalties", "reward__report__fabrications"))


def _faults_of(
    file: PaymentFile, lines: dict[str, PaymentFileLine], results: Sequence[ResultLine]
) -> list[str]:
    """Name every line of the result that is wrong, and every line of the file that the result forgets."""
    faults, seen = [], set()
    for told in results:
        line = lines.get(told.instruction)
        fault = (
            _("this number is told twice.")
            if line is not None and told.instruction in seen
            else _fault_of(file, line, told)
        )
        seen.add(told.instruction)
        if fault:
            faults.append(_("Line %(line)s: %(fault)s") % {"line": told.number, "fault": fault})
    missing = [line for number, line in lines.items() if number not in seen]
    return faults + [
        _("The result says nothing of line %(line)s of the file (%(instruction)s).")
        % {"line": line.number, "instruction": line.instruction}
        for line in missing
    ]


def _fault_of(file: PaymentFile, line: PaymentFileLine | None, told: ResultLine) -> str:
    """Say what is wrong with a line of the result: the first fault counts. What the bank wrote is not repeated."""
    if line is None:
        return _("the file has no instruction with this number.")
    if told.amount_fen != line.amount_fen:
        return _("the amount is not that of the instruction, %(amount)s.") % {"amount": f"{line.amount:,.2f}"}
    if told.is_paid is None:
        return _("the result is neither paid nor failed.")
    first = timezone.localdate(file.handed_out_at)
    if told.day is None or not first <= told.day <= timezone.localdate():
        return _("the day cannot be read, lies before the file was taken, or lies ahead.")
    if not told.is_paid and not told.reason:
        return _("the reason why it failed is missing.")
    return ""
