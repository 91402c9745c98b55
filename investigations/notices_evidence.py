"""The dicts of on-site measures and of evidence that is kept. They never say that a tip existed."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from investigations.models import Case, Preservation
from investigations.notices import officers_of, remedies
from investigations.states import Settlement
from notices.selectors import notices_of
from statutes.clocks import get_clock
from statutes.rules import get_rule

RESUMPTION = "重大事故隐患排除后，经本机关审查同意，方可恢复生产经营和使用"
HANDLING = {
    Settlement.RETURNED: "解除先行登记保存，全部退还当事人",
    Settlement.COPIED: "已采取记录、复制、拍照、录像等证据保全措施，原物全部退还当事人",
    Settlement.APPRAISED: "全部送交有关机构检测、检验、鉴定",
    Settlement.SEIZED: "依法全部予以查封（扣押），另行制作决定书",
    Settlement.TRANSFERRED: "全部移送有权处理的机关",
}


def site_measures_notice(case: Case, *, problems: Sequence[str], measures: Sequence[str]) -> dict[str, Any]:
    """Build the decision 现场处理措施决定书."""
    return {
        **_party(case),
        "inspected_on": case.inspected_on or timezone.localdate(),
        "problems": list(problems),
        "measures": list(measures),
        "basis": [str(get_rule("inspection.site_measures", on=timezone.localdate()).citation)],
        "resumption": RESUMPTION,
        "officers": officers_of(case),
        **remedies(),
    }


def preservation_notice(preservation: Preservation, *, until: datetime.date) -> dict[str, Any]:
    """Build the notice 先行登记保存证据通知书; `until` is when its period ends."""
    rule = get_clock("evidence.preservation", on=preservation.preserved_on)
    return {
        **_party(preservation.case),
        "cause": f"你（单位）涉嫌安全生产违法（{preservation.case.title}）",
        "preserved_on": preservation.preserved_on,
        "items": lines_of(preservation.items),
        "place": preservation.place,
        "period": rule.period.title_zh,
        "until": until,
        "approval": f"经本机关负责人批准（{preservation.approval_number}）",
        "basis": [str(rule.citation)],
        "officers": officers_of(preservation.case),
    }


def preservation_decision(preservation: Preservation) -> dict[str, Any]:
    """Build the decision 先行登记保存证据处理决定书."""
    noticed = notices_of(preservation).filter(kind="evidence_preservation").last()
    return {
        **_party(preservation.case),
        "preservation_number": noticed.number if noticed else preservation.reference,
        "preserved_on": preservation.preserved_on,
        "items": lines_of(preservation.items),
        "handling": [HANDLING[Settlement(preservation.settlement)]],
        "basis": [str(get_clock("evidence.preservation", on=preservation.preserved_on).citation)],
        "officers": officers_of(preservation.case),
    }


def lines_of(text: str) -> list[str]:
    """Return the lines of a list that was typed, one a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _party(case: Case) -> dict[str, Any]:
    unit = case.unit
    if unit is None:
        return {"party_name": case.title, "party_address": "—"}
    return {
        "party_name": unit.name,
        "party_address": unit.address or "—",
        "party_uscc": unit.uscc,
        "party_legal_representative": unit.legal_representative,
    }
