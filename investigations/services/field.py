"""Writes of records from the field: taken in once, signed by the second officer, made into a paper."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.selectors import get_office
from investigations.models import Case, FieldRecord
from investigations.notices_evidence import lines_of, site_measures_notice
from investigations.notices_field import PAPERS
from investigations.policies import may_order
from investigations.policies_evidence import may_open
from investigations.policies_field import has_certificate, may_record
from investigations.selectors_evidence import papers_of
from investigations.services.evidence import circle_of, take_evidence
from investigations.services.papers import issue_paper
from investigations.states import EvidenceKind, FieldKind
from notices.models import Notice
from notices.services import issue_notice
from vault.models import Purpose
from vault.services import open_envelope, prepare_envelopes, store_envelopes
from vault.uploads import HeldFile
from workflow.errors import MoveRefused, StalePage
from workflow.models import LogEntry
from workflow.rehearsing import issues_paper
from workflow.services import advance, begin, record
from workflow.verdicts import refuse_unless

# Content of the file, in the language of the office.
TITLES = {FieldKind.INSPECTION: "现场检查记录的照片和签名", FieldKind.INTERVIEW: "询问笔录的照片和签名"}
# What may be the number of a paper, however it was parted; how much of its end tells it by.
NUMBER = re.compile(r"[\dA-Za-zＡ-Ｚａ-ｚ](?:[ -]?[\dA-Za-zＡ-Ｚａ-ｚ]){4,}")
SHOWN = 4
KEPT_AT, CONDITION = "随案卷保存", "执法终端现场制作，到达时核对文件摘要"


def record_in_field(
    case: Case,
    *,
    actor: User,
    kind: str,
    recorded_with: User,
    sending_key: str,
    facts: Mapping[str, Any],
    files: Sequence[HeldFile] = (),
    **told: Any,
) -> FieldRecord:
    """Take in a record that two officers made on the spot; the same `sending_key` again finds what has come.

    `facts["photos"]` holds the digests that the device worked out when the photos were taken: raises `MoveRefused`
    when a file that arrived has none of them. Raises `StalePage` when somebody else has used the key.
    """
    earlier = _come_before(sending_key, actor)
    if earlier is not None:
        return earlier
    refuse_unless(may_record(case, actor))
    refuse_unless(has_certificate(recorded_with))
    _refuse_changed(facts.get("photos", ()), files)
    shown, number = _apart(facts)
    papers = prepare_envelopes([(Purpose.PAPERS, number)], **circle_of(case)) if number else []
    try:
        with transaction.atomic():
            evidence = take_evidence(
                case,
                actor=actor,
                taken_with=recorded_with,
                files=files,
                kind=facts.get("asked_as") or EvidenceKind.SITE_RECORD,
                title=TITLES[FieldKind(kind)],
                proves=TITLES[FieldKind(kind)],
                provider=told["signatory"],
                place=told["place"],
                taken_at=told["ended_at"],
                place_kept=KEPT_AT,
                condition=CONDITION,
            )
            made = FieldRecord(
                case=case,
                kind=kind,
                evidence=evidence,
                officer=actor,
                second_officer=recorded_with,
                sending_key=sending_key,
                facts=shown,
                **told,
            )
            begin(made, move="record", actor=actor)
            store_envelopes(papers, subject=made)
            return made
    except IntegrityError:
        earlier = _come_before(sending_key, actor)  # a second line of the same device was faster
        if earlier is None:
            raise
        return earlier


def _apart(facts: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Take the number of an identity paper out of what is kept in the clear: its last letters stay to tell it by."""
    number = facts.get("person_id")
    if not number:
        return dict(facts), {}
    return {**facts, "person_id": shortened(number)}, {"person_id": number}


def shortened(text: str) -> str:
    """Strike out of a text whatever may be a number of a paper, but for its end."""
    return NUMBER.sub(lambda found: "*" * (len(found[0]) - SHOWN) + found[0][-SHOWN:], text)


def read_papers(found: FieldRecord, *, actor: User, identity: str) -> str:
    """Open the number of the identity paper of the person asked; the log keeps who did."""
    refuse_unless(may_open(found.evidence, actor))
    envelope = papers_of(found.evidence).first()
    if envelope is None:
        raise MoveRefused(_("No number was sealed with this record."))
    told: str = open_envelope(envelope, identity=identity)["person_id"]
    record(found, "open_papers", actor=actor)
    return told


def _come_before(sending_key: str, actor: User) -> FieldRecord | None:
    earlier = FieldRecord.objects.filter(sending_key=sending_key).first()
    if earlier is not None and earlier.officer_id != actor.pk:
        raise StalePage
    return earlier


def _refuse_changed(photos: Sequence[Mapping[str, str]], files: Sequence[HeldFile]) -> None:
    arrived = {file.sha256_plain for file in files}
    if any(photo["sha256"] not in arrived for photo in photos):
        raise MoveRefused(
            _("A photo is not what it was when it was taken, or did not arrive: take the file in anew.")
        )


@transaction.atomic
def countersign_record(record: FieldRecord, *, actor: User, note: str = "") -> LogEntry:
    """Sign as the second officer; the paper is made of the record as it came."""
    entry = advance(record, "countersign", actor=actor, note=note)
    kind, context = PAPERS[FieldKind(record.kind)]
    issue_notice(kind, subject=record, context=context(record), actor=actor, agency=get_office())
    return entry


@issues_paper
@transaction.atomic
def order_site_measures(case: Case, *, actor: User, problems: str, measures: str) -> Notice:
    """Decide on the spot what is done at once where danger presses (Work Safety Law art. 65); the paper says it."""
    refuse_unless(may_order(case, actor))
    record(case, "order_measures", actor=actor)
    context = site_measures_notice(case, problems=lines_of(problems), measures=lines_of(measures))
    return issue_paper("site_measures", case, context, actor, agency=case.lead_agency)


@transaction.atomic
def exclude_record(record: FieldRecord, *, actor: User, note: str) -> LogEntry:
    """Exclude a record that was made against the rules."""
    return advance(record, "exclude", actor=actor, note=note)
