"""The dicts of the papers about an accident: fast report, investigation report, reply. None says that a tip existed."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from enterprises.models import Unit
from investigations.models import Accident, AccidentReport
from notices.wording import date_words, moment_words
from statutes.codes import SECTORS
from statutes.investigation import SEATS_ZH, Government, also_notified
from statutes.wording import TITLES

NOTHING_MORE = "无。"
KEPT_ZH = {"done": "已落实", "partly": "部分落实", "not_done": "未落实"}


def unit_profile(unit: Unit) -> str:
    """Tell who a unit is in one line."""
    sector = SECTORS[unit.sector].title_zh if unit.sector in SECTORS else unit.sector
    place = f"住所{unit.address}，法定代表人{unit.legal_representative}。"
    return f"{unit.name}，统一社会信用代码{unit.uscc}，{sector}，{place}"


def casualties(accident: Accident) -> str:
    """Tell what an accident did, the missing with the dead."""
    return (
        f"死亡{accident.deaths}人，下落不明{accident.missing}人，重伤{accident.serious_injuries}人；"
        f"直接经济损失{accident.loss:,.2f}元。事故等级：{accident.level_title}。"
    )


def fast_report_notice(accident: Accident, *, to: Government) -> dict[str, Any]:
    """Build the fast report 生产安全事故快报 with what art. 12 asks for."""
    told = [SEATS_ZH[key] for key in also_notified(on=timezone.localdate(accident.happened_at))]
    return {
        "addressee": f"{TITLES[to][0]}人民政府应急管理部门"
        if to != Government.NATION
        else "国务院应急管理部门",
        "unit_profile": unit_profile(accident.unit),
        "scene": f"{moment_words(accident.happened_at)}，{accident.place}。",
        "course": accident.course,
        "casualties": casualties(accident),
        "measures": accident.measures or "正在核实。",
        "other": NOTHING_MORE,
        "reported_at": moment_words(accident.reported_up_at or timezone.now()),
        "also_told": told,
    }


def accident_report_notice(accident: Accident) -> dict[str, Any]:
    """Build the report of the investigation 调查报告 with what art. 30 asks for."""
    report = AccidentReport.objects.get(accident=accident)
    signed = report.signatures.filter(digest=report.digest).select_related("member__user__agency", "delegate")
    return {
        "accident_name": accident.title,
        "unit_profile": unit_profile(accident.unit),
        "course": report.course,
        "casualties": casualties(accident),
        "cause": report.cause,
        "responsibility": report.responsibility,
        "prevention": [_measure(promise) for promise in accident.promises.all()],
        "evidence": report.evidence,
        "signatures": [_signature(signature) for signature in signed.order_by("pk")],
    }


def accident_reply_notice(
    accident: Accident, *, opinion: str, handling: str, report_number: str
) -> dict[str, Any]:
    """Build the government's reply 批复."""
    return {
        "accident_name": accident.title,
        "report": f"《{accident.title}调查报告》（{report_number}）",
        "opinion": opinion,
        "penalties": handling,
        "measures": [_measure(promise) for promise in accident.promises.all()],
    }


def accident_review_notice(accident: Accident) -> dict[str, Any]:
    """Build the assessment of what was promised 整改和防范措施落实情况评估 (Work Safety Law art. 86)."""
    return {
        "accident_name": accident.title,
        "replied_on": accident.replied_on,
        "reviewed_on": accident.reviewed_on,
        "results": [
            {"measure": _measure(promise), "result": KEPT_ZH[promise.kept], "found": promise.found}
            for promise in accident.promises.all()
        ],
    }


def _measure(promise: Any) -> str:
    return f"{promise.what}（{promise.who}，{date_words(promise.due_on)}前）"


def _signature(signature: Any) -> dict[str, str]:
    member, delegate = signature.member, signature.delegate
    name = member.user.name if member else delegate.name
    sent_by = member.user.agency.name if member and member.user.agency else ""
    return {
        "name": name,
        "agency": sent_by if member else delegate.agency_name,
        "on": date_words(timezone.localdate(signature.signed_at)),
        "dissent": signature.dissent,
    }
