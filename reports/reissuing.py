"""Writes of lost receipts: the custodian who has an identity open makes a new receipt after two checks.

Whoever reads out a code could use it. It is not split between two people: a leader has agreed, the log names the
custodian, and the reporter reads under the new receipt that it happened (docs/runbooks/keys.md).
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from accounts.models import User
from reports import policies
from reports.disclosing import expire_disclosure, is_over
from reports.models import Disclosure, Report
from reports.services import tell_reporter
from reports.states import CallerCheck, CallerWay, DisclosureState
from vault.receipts import Receipt, StoredReceipt, enrol, new_receipt
from vault.services import open_handover
from workflow.errors import MoveRefused, StalePage
from workflow.services import advance
from workflow.verdicts import refuse_unless


def reissue_receipt(
    disclosure: Disclosure, *, actor: User, identity: str, way: CallerWay, asked: CallerCheck
) -> Receipt:
    """Exchange a lost receipt, in the session that has the identity open with the key `identity`; the old one dies.

    The log keeps which question was `asked`, on the disclosure alone: an entry about the report would tell its
    readers that a name was given. Raises `MoveRefused` for anybody else, on another ground or a second time,
    `StalePage` when the identity is not open and `CannotOpen` when the key does not fit.
    """
    refuse_unless(policies.may_reissue(disclosure, actor))
    if is_over(disclosure):
        expire_disclosure(disclosure)
    if disclosure.state != DisclosureState.OPENED:
        raise StalePage(gettext_lazy("A new receipt is issued only while the identity is open."))
    if not open_handover(disclosure, identity=identity).get(asked):
        raise MoveRefused(gettext_lazy("The reporter left nothing to compare this answer with."))
    receipt = _free_receipt()
    _keys, stored = enrol(receipt)
    with transaction.atomic():
        advance(disclosure, "reissue", actor=actor, note=_checked(way, asked))
        _exchange(disclosure.report, stored)
        tell_reporter(disclosure.report, text=_told(disclosure.report, way))
    return receipt


def _free_receipt() -> Receipt:
    receipt = new_receipt()
    while Report.objects.filter(receipt_locator=receipt.locator).exists():
        receipt = new_receipt()
    return receipt


def _exchange(report: Report, stored: StoredReceipt) -> None:
    fields = {**Report.receipt_fields(stored), "receipt_reissued_at": timezone.now()}
    Report.objects.filter(pk=report.pk).update(**fields)
    for name, value in fields.items():
        setattr(report, name, value)


def _checked(way: CallerWay, asked: CallerCheck) -> str:
    with override("zh-hans"):
        said = _("%(way)s. Compared: name; %(asked)s.")
        return said % {"way": way.label, "asked": asked.label}


def _told(report: Report, way: CallerWay) -> str:
    """Say to the reporter, under the new receipt, what was done; in the language of the office."""
    with override("zh-hans"):
        said = _(
            "On %(when)s a new receipt code was issued for this report (%(way)s), after two checks, by a custodian "
            "of identities with the consent of a leader. The earlier code opens nothing any more, and what was "
            "written to you before can no longer be opened."
        )
        when = date_format(timezone.localtime(report.receipt_reissued_at), "DATETIME_FORMAT")
        return said % {"when": when, "way": way.label}
