"""The ways that tips go under faults: which move follows which, who makes it, and what its form is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

REPORTER = ""
ZONE = ZoneInfo("Asia/Shanghai")
TIP, CASE, MONEY = "reports.report", "investigations.case", "rewards.reward"
PENALTY, LISTING, PAYMENTS = "sanctions.penalty", "sanctions.listing", "rewards.paymentfile"
ROOMS = {
    TIP: "/desk/reports/",
    CASE: "/desk/cases/",
    MONEY: "/desk/rewards/",
    PENALTY: "/desk/sanctions/",
    LISTING: "/desk/sanctions/listings/",
    PAYMENTS: "/desk/payments/",
}
PREFIXES = {TIP: "JB", CASE: "AJ", MONEY: "JL", PENALTY: "CF", LISTING: "SX", PAYMENTS: "ZF"}
# The files of a tip, each found by one that was found before it.
FILES = {
    CASE: (TIP, "SELECT id FROM investigations_case WHERE report_id = {}"),
    MONEY: (TIP, "SELECT id FROM rewards_reward WHERE report_id = {}"),
    PENALTY: (CASE, "SELECT id FROM sanctions_penalty WHERE case_id = {}"),
    LISTING: (PENALTY, "SELECT id FROM sanctions_listing WHERE penalty_id = {}"),
}


@dataclass(frozen=True)
class Step:
    """A move: whose log keeps it, who makes it, what is said in its form. `page` where it is not named as the move."""

    label: str
    move: str
    person: str
    answers: dict[str, str] = field(default_factory=dict)
    page: str = ""


LAW = "《中华人民共和国安全生产法》第三十六条第一款"
FINDINGS = {
    "conclusion": "substantiated",
    "inspected_on": "{today}",
    "facts": "经查，冲压机未安装安全防护装置，发生一人死亡事故后未按规定上报。",
    "violations": LAW,
    "is_concealed": "on",
    "deaths": "1",
    "concealed_deaths": "1",
    "serious_injuries": "0",
    "loss": "800000",
    "proposal": "责令停业整顿。",
}
FINE = {
    "provision": "fine.accident_regulation.36.1_2_3_4_5_6.unit",
    "kinds": "fine",
    "fine": "1000000.00",
    "violated": "《中华人民共和国安全生产法》第八十三条第二款",
    "basis": "《生产安全事故报告和调查处理条例》第三十六条第一项",
    "reasons": "迟报瞒报，性质恶劣。",
}
CHECKED = {
    "competence": "本机关有管辖权，执法人员持证执法。",
    "facts_checked": "事实清楚，证据确凿。",
    "law_applied": "适用法律正确，裁量适当。",
    "procedure": "程序合法。",
    "qualification": "国家统一法律职业资格",
}
HANDED_OVER = {
    "by": "in_person",
    "served_on": "{today}",
    "place": "企业办公楼一楼会议室",
    "received_by": "甄文员",
    "received_as": "mail_clerk",
    "signature": "M100 120L220 60L300 150M320 60L330 160",
}
PAYEE = {"way": "bank", "name": "甄收款", "bank": "试验银行涪陵支行", "account": "9999999900000000"}

TAKEN_IN = (
    Step(TIP, "accept", "desk"),
    Step(CASE, "form_team", "leader", {"head": "{investigator}", "members": "{investigator2}"}),
)
APPROVED = (
    Step(CASE, "review_findings", "investigator2"),
    Step(CASE, "approve_findings", "leader"),
)
PENALISED = (
    Step(PENALTY, "file", "leader"),
    Step(PENALTY, "report", "investigator", FINE),
    Step(PENALTY, "countersign", "investigator2"),
    Step(PENALTY, "notify", "investigator"),
    Step(PENALTY, "hear", "investigator", {"defence": "没有意见。", "is_waived": "on"}),
    Step(PENALTY, "review", "reviewer", CHECKED),
    Step(PENALTY, "decide", "leader"),
    Step(LISTING, "notify", "investigator"),
    Step(LISTING, "hear", "investigator"),
    Step(LISTING, "enter", "leader"),
    Step(PENALTY, "serve", "investigator", HANDED_OVER),
    Step(PENALTY, "pay", "finance", {"paid_on": "{today}"}),
    Step(PENALTY, "propose_closing", "investigator", {"grounds": "罚款已经缴清。"}),
    Step(PENALTY, "close", "leader"),
)
CLAIMED = (
    Step(MONEY, "find_conditions", "rewards"),
    Step(MONEY, "agree_conditions", "rewards2", {"agrees": "yes"}),
    Step(MONEY, "tell", "rewards"),
    Step(MONEY, "agree", REPORTER, page="agree/"),
    Step(MONEY, "propose", "rewards"),
    Step(MONEY, "review", "rewards2"),
    Step(MONEY, "approve", "finance"),
    Step(MONEY, "claim", REPORTER, PAYEE),
)
DECLINED = (Step(TIP, "decline", "desk2", {"ground": "no_clear_target_or_facts"}),)
REWARDED = (
    *TAKEN_IN,
    Step(CASE, "submit_findings", "investigator", FINDINGS),
    *APPROVED,
    *CLAIMED,
    Step(MONEY, "pay", "cashier"),
)
FINED = (
    *TAKEN_IN,
    Step(CASE, "submit_findings", "investigator", {**FINDINGS, "proposes_penalty": "on"}),
    *APPROVED,
    *PENALISED,
)
# The tips go these ways in turn. Where the way ends with the claim, a payment file pays (bench/floor/cashier.py).
WAYS = (DECLINED, REWARDED, FINED, (*FINED, *CLAIMED), REWARDED[:-1])


def way_of(tip: int) -> tuple[Step, ...]:
    """Return the way of a tip by its number."""
    return WAYS[tip % len(WAYS)]


def reference(label: str, key: int) -> str:
    """Return what people call a file."""
    return f"{PREFIXES[label]}-{datetime.now(ZONE).year}-{key:06d}"
