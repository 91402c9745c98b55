"""The ways that tips go under faults: which move follows which, who makes it, and what its form is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple
from zoneinfo import ZoneInfo

REPORTER = ""
# Nobody of the staff: a consequence, or what the bank's results say. The team waits for it.
HOUSE, BANK = "the house", "the bank"
ANNUL = "annul"
ZONE = ZoneInfo("Asia/Shanghai")
TIP, CASE, MONEY = "reports.report", "investigations.case", "rewards.reward"
PENALTY, LISTING, PAYMENTS = "sanctions.penalty", "sanctions.listing", "rewards.paymentfile"
CLAWBACK = "rewards.clawback"
ROOMS = {
    TIP: "/desk/reports/",
    CASE: "/desk/cases/",
    MONEY: "/desk/rewards/",
    PENALTY: "/desk/sanctions/",
    LISTING: "/desk/sanctions/listings/",
    PAYMENTS: "/desk/payments/",
    CLAWBACK: "/desk/clawbacks/",
}
PREFIXES = {TIP: "JB", CASE: "AJ", MONEY: "JL", PENALTY: "CF", LISTING: "SX", PAYMENTS: "ZF", CLAWBACK: "ZS"}
CLAWBACKS = "(SELECT c.id, c.state, p.reward_id FROM rewards_clawback c JOIN rewards_payment p ON p.id = payment_id) x"
# The files of a tip, each found by one that was found before it: by which, in which table, in which column.
FILES = {
    CASE: (TIP, "investigations_case", "report_id"),
    MONEY: (TIP, "rewards_reward", "report_id"),
    PENALTY: (CASE, "sanctions_penalty", "case_id"),
    LISTING: (PENALTY, "sanctions_listing", "penalty_id"),
    CLAWBACK: (MONEY, CLAWBACKS, "reward_id"),
}
NOTHING: Mapping[str, str] = MappingProxyType({})


class Step(NamedTuple):
    """A move: whose log keeps it, who makes it, what is said in its form.

    `page` where it is not named as the move, `second` who confirms an annulment that `person` proposes.
    """

    label: str
    move: str
    person: str
    answers: Mapping[str, str] = NOTHING
    page: str = ""
    second: str = ""


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

HEARING = {
    "hearing_on": "{in_two_weeks}",
    "hearing_time": "09:30",
    "hearing_place": "区应急管理局二楼听证室",
    "chair": "{chair}",
}
DEFENCE = {"defence": "没有意见。", "is_waived": "on"}
WHY = {"reason": "办理时看错了案卷，应当重新办理。"}
OPENED, ENDED = {"opened_on": "{today}"}, {"closed_on": "{today}"}

TAKEN_IN = (
    Step(TIP, "accept", "desk"),
    Step(CASE, "form_team", "leader", {"head": "{investigator}", "members": "{investigator2}"}),
)
APPROVED = (
    Step(CASE, "review_findings", "investigator2"),
    Step(CASE, "approve_findings", "leader"),
)
FOUND = (*TAKEN_IN, Step(CASE, "submit_findings", "investigator", FINDINGS), *APPROVED)
TO_FINE = {**FINDINGS, "proposes_penalty": "on"}
FOUND_TO_FINE = (*TAKEN_IN, Step(CASE, "submit_findings", "investigator", TO_FINE), *APPROVED)
# Nothing concealed: the reward is a share of the fine, and is opened by the decision.
BY_THE_FINE = {name: value for name, value in TO_FINE.items() if name != "is_concealed"}
BY_THE_FINE["concealed_deaths"] = "0"
FOUND_BY_THE_FINE = (*TAKEN_IN, Step(CASE, "submit_findings", "investigator", BY_THE_FINE), *APPROVED)

FILED = (Step(PENALTY, "file", "leader"),)
NOTIFIED = (
    Step(PENALTY, "report", "investigator", FINE),
    Step(PENALTY, "countersign", "investigator2"),
    Step(PENALTY, "notify", "investigator"),
)
GIVEN_UP = (
    Step(PENALTY, "request_hearing", "investigator"),
    Step(PENALTY, "set_hearing", "investigator2", HEARING),
    Step(PENALTY, "announce_hearing", "investigator"),
    Step(PENALTY, "waive_hearing", "investigator", {"note": "当事人书面撤回听证申请。"}),
)
HEARD = (
    Step(PENALTY, "hear", "investigator", DEFENCE),
    Step(PENALTY, "review", "reviewer", CHECKED),
)
DECIDED = (Step(PENALTY, "decide", "leader"),)
MISTAKEN_DECISION = (Step(PENALTY, ANNUL, "leader", WHY, second="investigator"), *DECIDED)
MISTAKEN_FILING = (Step(PENALTY, ANNUL, "investigator", WHY, second="leader"), *FILED)
LISTED = (
    Step(LISTING, "notify", "investigator"),
    Step(LISTING, "hear", "investigator"),
    Step(LISTING, "enter", "leader"),
)
SERVED = (Step(PENALTY, "serve", "investigator", HANDED_OVER),)
CLOSED = (
    Step(PENALTY, "pay", "finance", {"paid_on": "{today}"}),
    Step(PENALTY, "propose_closing", "investigator", {"grounds": "罚款已经缴清。"}),
    Step(PENALTY, "close", "leader"),
)
MISTAKEN_CLOSING = (Step(PENALTY, ANNUL, "leader", WHY, second="investigator"), CLOSED[-1])
REDUCED = (
    Step(PENALTY, "open_review", "investigator", OPENED),
    Step(PENALTY, "uphold", "investigator", ENDED),
    Step(PENALTY, "open_suit", "investigator", OPENED),
    Step(PENALTY, "reduce", "investigator", {**ENDED, "fine": "500000.00", "note": "法院判决变更罚款数额。"}),
)
REVOKED = (
    Step(PENALTY, "open_review", "investigator", OPENED),
    Step(PENALTY, "revoke", "investigator", {**ENDED, "note": "复议决定撤销。"}),
)
TOLD = (
    Step(MONEY, "find_conditions", "rewards"),
    Step(MONEY, "agree_conditions", "rewards2", {"agrees": "yes"}),
    Step(MONEY, "tell", "rewards"),
)
AGREED = (*TOLD, Step(MONEY, "agree", REPORTER, page="agree/"))
CONTESTED = (
    *TOLD,
    Step(MONEY, "contest", REPORTER, {"text": "公示的事故里有两个人，奖励只算了一个。"}, page="contest/"),
    Step(MONEY, "uphold", "rewards2", {"note": "核定无误，另一人不在本次事故中。"}),
)
PROPOSED = (Step(MONEY, "propose", "rewards"), Step(MONEY, "review", "rewards2"))
GRANTED = (Step(MONEY, "approve", "finance"),)
# A share of a fine is so much that a leader has the last word.
GRANTED_BY_LEADER = (Step(MONEY, "clear", "finance"), Step(MONEY, "approve", "leader"))
TAKEN_BACK = (
    Step(MONEY, ANNUL, "rewards", WHY, second="finance"),
    PROPOSED[-1],
    *GRANTED,
    Step(MONEY, ANNUL, "finance", WHY, second="rewards"),
    *GRANTED,
)
CLAIM = (Step(MONEY, "claim", REPORTER, PAYEE),)
CLAIMED = (*AGREED, *PROPOSED, *GRANTED, *CLAIM)
MUCH_CLAIMED = (*AGREED, *PROPOSED, *GRANTED_BY_LEADER, *CLAIM)
PAID = (Step(MONEY, "pay", "cashier"),)
PAID_BY_FILE = (Step(MONEY, "pay", BANK),)
CAME_BACK = (Step(MONEY, "take_back", "cashier", {"note": "账号有误，银行退回。"}),)
FAILED = (*PAID_BY_FILE, Step(MONEY, "take_back", BANK))
ASSESSED_AGAIN = (Step(MONEY, "cancel", HOUSE),)
CLAWED_BACK = (
    Step(CLAWBACK, "propose", HOUSE),
    Step(CLAWBACK, "decide", "leader2", {"note": "处罚决定已被撤销。"}),
    Step(CLAWBACK, "recover", "finance", {"recovered_on": "{today}"}),
)

FINED = (*FOUND_TO_FINE, *FILED, *NOTIFIED, *HEARD, *DECIDED, *LISTED, *SERVED)
FINED_BY_THE_FINE = (*FOUND_BY_THE_FINE, *FILED, *NOTIFIED, *HEARD, *DECIDED)
# The tips go these ways in turn, the longest first. Payment files are drawn up and settled by bench/floor/cashier.py.
WAYS: tuple[tuple[Step, ...], ...] = (
    # The fine falls: after the reward was paid, before it was approved, altogether or in part.
    (*FINED_BY_THE_FINE, *MUCH_CLAIMED, *PAID, *SERVED, *REVOKED, *CLAWED_BACK),
    (*FINED, *REVOKED, *ASSESSED_AGAIN, Step(LISTING, "lift", HOUSE), *CLAIMED, *PAID),
    (*FINED, *TOLD, *REDUCED, *ASSESSED_AGAIN, *CLOSED, *CLAIMED, *PAID_BY_FILE),
    # A hearing that is given up. Moves are annulled, and what came of them goes with them.
    (
        *(*FOUND_TO_FINE, *FILED, *NOTIFIED, *GIVEN_UP, *HEARD),
        *(*DECIDED, *MISTAKEN_DECISION, *LISTED, *SERVED, *CLOSED, *MISTAKEN_CLOSING),
    ),
    (
        *(*FOUND_BY_THE_FINE, *FILED, *MISTAKEN_FILING, *NOTIFIED, *HEARD),
        *(*DECIDED, *MISTAKEN_DECISION, *SERVED, *MUCH_CLAIMED, *PAID),
    ),
    (*FOUND, *AGREED, *PROPOSED, *TAKEN_BACK, *CLAIM, *PAID),
    # An objection; payments that come back, by hand and by file.
    (*FOUND, *CONTESTED, *PROPOSED, *GRANTED, *CLAIM, *PAID),
    (*FOUND, *CLAIMED, *PAID, *CAME_BACK, *CLAIM, *PAID),
    (*FOUND, *CLAIMED, *FAILED, *CLAIM, *PAID_BY_FILE),
    # Straight on.
    (Step(TIP, "decline", "desk2", {"ground": "no_clear_target_or_facts"}),),
    (*FOUND, *CLAIMED, *PAID),
    (*FOUND, *CLAIMED, *PAID_BY_FILE),
    (*FINED, *CLOSED),
    (*FINED, *CLOSED, *CLAIMED, *PAID_BY_FILE),
)


def next_step(way: Sequence[Step], done: Mapping[tuple[str, str], int]) -> Step | None:
    """Return the first step that the logs do not hold as often as the way asks for it up to there."""
    asked: Counter[tuple[str, str]] = Counter()
    for step in way:
        asked[step[:2]] += 1
        if asked[step[:2]] > done.get(step[:2], 0):
            return step
    return None


def reference(label: str, key: int) -> str:
    """Return what people call a file."""
    return f"{PREFIXES[label]}-{datetime.now(ZONE).year}-{key:06d}"
