"""Who may write records in the field, sign them and exclude them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from investigations.policies import leads
from investigations.states import FINAL
from statutes.rules import get_rule
from workflow.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from investigations.models import Case, FieldRecord


def may_record(case: Case, user: Any) -> Verdict:
    """Let an officer of the team who has a certificate write a record, as long as the case is open."""
    if user is None or not case.is_member(user):
        return refused(_("Only the team of the case writes records."))
    if case.state in FINAL:
        return refused(_("This case is closed."))
    return has_certificate(user)


def has_certificate(user: Any) -> Verdict:
    """Ask for the certificate that an officer shows (Penalty Law art. 42)."""
    if user.certificate_no:
        return ALLOWED
    law = str(get_rule("penalty.officers", on=timezone.localdate()).citation)
    told = {"person": user.name, "law": law}
    return refused(str(_("%(person)s has no certificate to show: %(law)s.")) % told)


def may_write(user: Any) -> Verdict:
    """Let investigators go into the field."""
    if user is not None and user.has_duty(Duty.INVESTIGATOR):
        return ALLOWED
    return refused(_("Only investigators write records in the field."))


def may_countersign(record: FieldRecord, user: Any) -> Verdict:
    """Let the second officer sign."""
    if user is not None and user.pk == record.second_officer_id:
        return ALLOWED
    return refused(_("Only the second officer who was there signs this."))


def may_exclude(record: FieldRecord, user: Any) -> Verdict:
    """Let a leader exclude it; the team that wrote it does not judge itself."""
    if not leads(record.case, user):
        return refused(_("A leader excludes evidence."))
    if record.case.is_member(user):
        return refused(_("A member of the team cannot exclude evidence that the team took."))
    return ALLOWED
