"""The dicts of the papers that are written in the field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from investigations.models import FieldRecord
from investigations.states import FieldKind, SignedBy
from notices.wording import moment_words

CONFIRMED = "已向当事人出示行政执法证件，并经其确认。"
RIGHTS = "已告知有申请回避的权利，并有如实回答询问、不得阻挠的义务；可以陈述和申辩。"


def _officers(record: FieldRecord) -> list[dict[str, str]]:
    pair = (record.officer, record.second_officer)
    return [{"name": person.name, "certificate_no": person.certificate_no} for person in pair]


def _signature(record: FieldRecord) -> dict[str, Any]:
    is_refused = record.signed_by == SignedBy.REFUSED
    return {
        "is_signed": not is_refused,
        "is_refused": is_refused,
        "signatory": record.signatory,
        "signed_how": "" if is_refused else str(HOW[SignedBy(record.signed_by)]),
        "refusal": f"{record.refusal}。见证人：{record.witness}" if is_refused else "",
    }


HOW = {
    SignedBy.SCREEN: "已在执法终端手写签名，签名图像随案存档",
    SignedBy.PAPER: "已在纸质记录上签名，照片随案存档",
}


def site_record(record: FieldRecord) -> dict[str, Any]:
    """Build the on-site inspection record 现场检查记录."""
    return {
        "party_name": record.unit.name if record.unit else record.case.title,
        "inspected_at": f"{moment_words(record.started_at)}至{moment_words(record.ended_at)}",
        "place": record.place,
        "content": record.facts["content"],
        "problems": record.facts["problems"],
        "handling": record.facts["handling"],
        "certificates_shown": CONFIRMED,
        "officers": _officers(record),
        **_signature(record),
    }


def interview_record(record: FieldRecord) -> dict[str, Any]:
    """Build the record of an inquiry 询问笔录."""
    return {
        "cause": record.case.title,
        "started_at": moment_words(record.started_at),
        "ended_at": moment_words(record.ended_at),
        "place": record.place,
        "person": f"{record.facts['person']}，{record.facts['person_post']}，证件号：{record.facts['person_id']}",
        "identity_shown": CONFIRMED,
        "rights_told": RIGHTS,
        "answers": record.facts["answers"],
        "officers": _officers(record),
        **_signature(record),
    }


PAPERS: Mapping[str, tuple[str, Callable[[FieldRecord], dict[str, Any]]]] = {
    FieldKind.INSPECTION: ("site_record", site_record),
    FieldKind.INTERVIEW: ("interview_record", interview_record),
}
