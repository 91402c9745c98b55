"""Writes of the report of an investigation: its text, the measures it asks for, signatures, and their review."""

from __future__ import annotations

import datetime
import hashlib
import json

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from investigations.models import Accident, AccidentReport, Delegate, Promise, Signature, TeamMember
from investigations.policies_accidents import may_draft_report, may_review_promise, may_sign_report
from investigations.states import Role
from statutes.rules import HOME, get_rule
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.services import record
from workflow.verdicts import refuse_unless

CONTENTS = "accident.investigation.report_contents"
# Experts advise and the procuratorate is invited; the others are the team (arts. 22, 23).
SIGNING = (Role.HEAD, Role.MEMBER)
TEXTS = ("course", "cause", "responsibility", "evidence")
NUMBERS = ("deaths", "missing", "serious_injuries", "loss_fen")


@transaction.atomic
def draft_accident_report(
    accident: Accident, *, actor: User, course: str, cause: str, responsibility: str, evidence: str
) -> LogEntry:
    """Write the report of the team, or write it anew: what was signed before no longer counts."""
    refuse_unless(may_draft_report(accident, actor))
    texts = {"course": course, "cause": cause, "responsibility": responsibility, "evidence": evidence}
    AccidentReport.objects.update_or_create(
        accident=accident, defaults={**texts, "drafted_by": actor, "drafted_at": timezone.now()}
    )
    _seal_text(accident)
    return record(accident, "draft_report", actor=actor)


@transaction.atomic
def promise_measure(
    accident: Accident, *, actor: User, what: str, who: str, due_on: datetime.date, is_mistake: bool = False
) -> LogEntry:
    """Say what has to be done so that it does not happen again, by whom and until when; or take that back."""
    refuse_unless(may_draft_report(accident, actor))
    if is_mistake:
        accident.promises.filter(what=what).delete()
    else:
        accident.promises.update_or_create(what=what, defaults={"who": who, "due_on": due_on})
    _seal_text(accident)
    return record(accident, "promise_measure", actor=actor)


@transaction.atomic
def sign_report(
    accident: Accident, *, actor: User, delegate: Delegate | None = None, dissent: str = ""
) -> LogEntry:
    """Sign the report as it stands, with what one dissents from. The head enters the signature of a delegate."""
    refuse_unless(may_sign_report(accident, actor))
    report = AccidentReport.objects.filter(accident=accident).first()
    if report is None:
        raise MoveRefused(_("There is no report to sign yet."))
    digest = digest_of(accident)
    if digest != report.digest:
        raise MoveRefused(_("The numbers have changed since the report was written: save it again first."))
    who = _signer(accident, actor, delegate)
    try:
        with transaction.atomic():
            Signature.objects.create(report=report, digest=digest, dissent=dissent, recorded_by=actor, **who)
    except IntegrityError as error:
        raise MoveRefused(_("This report has been signed by this person already.")) from error
    return record(accident, "sign_report", actor=actor)


@transaction.atomic
def review_promise(
    accident: Accident, *, actor: User, promise: Promise, kept: str, found: str, note: str = ""
) -> LogEntry:
    """Say of a measure whether it was carried out, and what shows it."""
    refuse_unless(may_review_promise(accident, actor))
    accident.promises.filter(pk=promise.pk).update(kept=kept, found=found, reviewed_by=actor)
    return record(accident, "review_promise", actor=actor, note=note)


def refuse_unsigned(accident: Accident) -> None:
    """Refuse a report that is not written, asks for nothing, or that a member has not signed as it stands."""
    report = AccidentReport.objects.filter(accident=accident).first()
    rule = get_rule(CONTENTS, place=HOME, on=timezone.localdate())
    if report is None or not accident.promises.exists():
        raise MoveRefused(
            _("Write the report and the measures that it asks for first: %(rule)s.") % {"rule": rule.citation}
        )
    lacking = unsigned_of(accident)
    if lacking:
        raise MoveRefused(
            _("All members sign the report; still to sign: %(people)s. %(rule)s.")
            % {"people": "、".join(lacking), "rule": rule.citation}
        )


def unsigned_of(accident: Accident) -> list[str]:
    """Name the members who have not signed the report as it stands."""
    digest = digest_of(accident)
    signed = Signature.objects.filter(report=accident.pk, digest=digest)
    members = TeamMember.objects.filter(case=accident.case, left_at=None, role__in=SIGNING)
    delegates = Delegate.objects.filter(case=accident.case, left_at=None, role__in=SIGNING)
    left = members.exclude(pk__in=signed.exclude(member=None).values("member")).select_related("user")
    away = delegates.exclude(pk__in=signed.exclude(delegate=None).values("delegate"))
    return [
        *(member.user.name for member in left.order_by("pk")),
        *(sent.name for sent in away.order_by("pk")),
    ]


def digest_of(accident: Accident) -> str:
    """Return the digest of what is signed: the text, the numbers, the measures."""
    report = AccidentReport.objects.get(accident=accident)
    facts = {
        "texts": [getattr(report, name) for name in TEXTS],
        "numbers": [getattr(accident, name) for name in NUMBERS],
        "measures": [[one.what, one.who, one.due_on.isoformat()] for one in accident.promises.order_by("pk")],
    }
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


def _seal_text(accident: Accident) -> None:
    if AccidentReport.objects.filter(accident=accident).exists():
        AccidentReport.objects.filter(accident=accident).update(digest=digest_of(accident))


def _signer(accident: Accident, actor: User, delegate: Delegate | None) -> dict[str, TeamMember | Delegate]:
    if delegate is None:
        return {"member": accident.case.members.get(user=actor, left_at=None)}
    if not accident.case.is_member(actor, role=Role.HEAD):
        raise MoveRefused(_("The head of the team enters the signature of who has no account."))
    if delegate.case_id != accident.case_id or delegate.left_at is not None:
        raise MoveRefused(_("%(person)s is not on the team of this case.") % {"person": delegate})
    return {"delegate": delegate}
