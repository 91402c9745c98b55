"""The kinds of paper: title, who it is for, layout, and the exact keys of its dict.

A floor above builds the dict in its own `notices.py` (`<kind>_notice(subject) -> dict`) with the keys named here, no
more and no fewer than `required` plus any of `optional`. Values are plain: str, int, bool, date, datetime, Decimal
(yuan), and lists and dicts of these. Text is Chinese content. `issue_notice` adds the keys in `GIVEN` itself.

No number of the law is written here or in a template: a period and a rate reach the dict as words ("5个工作日", "3%").
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from notices.described import CONDITIONS, CONTACT, GIVEN, PARTY, PARTY_MORE, REMEDIES, Audience, Kind, Layout
from notices.kinds_cases import CASES
from notices.kinds_evidence import EVIDENCE
from notices.kinds_files import FILES
from notices.kinds_lists import LISTS
from notices.kinds_measures import MEASURES
from notices.kinds_rewards import REWARDS
from notices.kinds_sanctions import SANCTIONS
from notices.kinds_service import SERVICES
from notices.kinds_tips import TIPS

__all__ = [
    "CONDITIONS",
    "CONTACT",
    "GIVEN",
    "KINDS",
    "KIND_CHOICES",
    "PARTY",
    "PARTY_MORE",
    "REMEDIES",
    "Audience",
    "Kind",
    "Layout",
]

ACCEPTANCE = Kind(
    key="acceptance",
    title="举报受理告知书",
    audience=Audience.REPORTER,
    layout=Layout.LETTER,
    required=(
        "token",  # the tip's public reference, "JB-2026-000042": stands where a name would
        "reported_on",  # date
        "matter",  # what was reported, a phrase of structured words, never the tip's own text: "某企业涉嫌……的问题"
        "accepted_on",  # date
        "basis",  # list of citations: ["《中华人民共和国安全生产法》第七十三条"]
        "due_on",  # date by which the verification ends
        "contact_phone",
    ),
    optional=(
        "merged_tokens",  # list of references handled together with this one
        "is_provisional",  # the holidays that may move due_on are not announced yet
    ),
    proves={"report_reference": ("token",), "received_on": ("reported_on",), "contact": ("contact_phone",)},
)

NON_ACCEPTANCE = Kind(
    key="non_acceptance",
    title="举报不予受理告知书",
    audience=Audience.REPORTER,
    layout=Layout.LETTER,
    required=("token", "reported_on", "matter", "reason", "basis", "contact_phone"),
    # is_forwarded: True if the matter went to competent_body, False if the reporter is to turn there
    optional=("is_not_competent", "competent_body", "is_forwarded", *REMEDIES),
    when={"is_not_competent": ("competent_body",)},
    proves={"report_reference": ("token",)},
)

RESULT = Kind(
    key="result",
    title="举报核查结果告知书",
    audience=Audience.REPORTER,
    layout=Layout.LETTER,
    required=(
        "token",
        "reported_on",
        "matter",
        "accepted_on",
        "conclusion",  # 核查结论: "举报反映的问题属实" / "部分属实" / "不属实"
        "facts",  # 简要核查情况
        "decision",  # 处理意见
        "reward_eligible",  # bool
        "reward_reason",  # why, a sentence
        "basis",
        "objection_period",  # words: "10日"
        "contact_phone",
    ),
    proves={
        "report_reference": ("token",),
        "handling": ("decision",),
        "reward_eligibility": ("reward_eligible", "reward_reason"),
        "objection_right": ("objection_period",),
    },
    alias="result_to_reporter",
)

RECTIFICATION_ORDER = Kind(
    key="rectification_order",
    title="责令限期整改指令书",
    audience=Audience.PARTY,
    layout=Layout.FORM,
    required=(
        "party_name",
        "inspected_on",  # date of the inspection, set apart from any tip
        "items",  # list of {"problem": str, "basis": str, "demand": str, "due_on": date}
        "basis",  # list of citations for the order itself
        "officers",  # list of {"name": str, "certificate_no": str}, two or more
        *REMEDIES,
    ),
    optional=("party_address", *PARTY_MORE, "site", "measures"),  # measures: what must be done until then
    proves={
        "problems": ("items.problem",),
        "measures": ("items.demand",),
        "due_on": ("items.due_on",),
        "remedies": REMEDIES,
    },
    free=("measures",),
)

RECHECK_OPINION = Kind(
    key="recheck_opinion",
    title="整改复查意见书",
    audience=Audience.PARTY,
    layout=Layout.FORM,
    required=(
        "party_name",
        "order_number",
        "results",  # list of {"problem": str, "demand": str, "result": str, "due_on": date or None: what it has now}
        "opinion",
        "rechecked_on",
        "officers",  # the two who rechecked
    ),
    optional=("party_address", *PARTY_MORE),
    proves={"results": ("results.result",), "party_signature": ()},
    free=("opinion",),
)

RECTIFICATION_EXTENSION = Kind(
    key="rectification_extension",
    title="延期整改决定书",
    audience=Audience.PARTY,
    layout=Layout.FORM,
    required=(
        "party_name",
        "order_number",
        "items",  # list of {"problem": str, "due_on": date as it stands, "asked_until": date}
        "is_granted",  # bool
        "basis",
        *REMEDIES,
    ),
    optional=("party_address", *PARTY_MORE, "reason"),
    proves={"decision": ("is_granted",), "asked": ("items.asked_until",), "remedies": REMEDIES},
    free=("reason",),
)

PENALTY_PRIOR_NOTICE = Kind(
    key="penalty_prior_notice",
    title="行政处罚告知书",
    audience=Audience.PARTY,
    layout=Layout.FORM,
    required=(
        *PARTY,
        "cause",  # 案由
        "facts",
        "evidence",  # list of str
        "violated",  # list of citations broken
        "basis",  # list of citations of the penalty
        "reasons",  # why this much (discretion)
        "proposed_penalties",  # list of str: ["罚款人民币100,000.00元（大写：壹拾万元整）"]
        "hearing_right",  # bool: is there a right to a hearing
        "officers",
        *CONTACT,
    ),
    # hearing_period: words ("5个工作日"); hearing_ways: words ("书面、口头或者电子邮件");
    # statement_period: words, if the office sets one
    optional=(*PARTY_MORE, "hearing_period", "hearing_ways", "statement_period", "amount"),
    when={"hearing_right": ("hearing_period",)},
    proves={"planned_penalty": ("proposed_penalties",), "defence_right": ()},
    free=("facts", "reasons"),
)

PENALTY_DECISION = Kind(
    key="penalty_decision",
    title="行政处罚决定书",
    audience=Audience.PARTY,
    layout=Layout.FORM,
    required=(
        *PARTY,
        "cause",
        "facts",
        "evidence",
        "violated",
        "basis",
        "reasons",
        "defence",  # what the party said and how it was dealt with, or that it said nothing
        "penalties",  # list of str
        "performance",  # how and by when other penalties are performed: words ("自收到本决定书之日起立即履行")
        *REMEDIES,
    ),
    # With a fine (amount): pay_period ("15日"), collecting_agency (the bank), is_surcharged (bool),
    # surcharge_rate ("3%").
    optional=(
        *PARTY_MORE,
        "amount",
        "pay_period",
        "collecting_agency",
        "account_name",
        "account_no",
        "is_surcharged",
        "surcharge_rate",
        "prior_notice_number",
        "prior_notice_on",
        "officers",
    ),
    when={
        "amount": ("pay_period", "collecting_agency", "is_surcharged"),
        "is_surcharged": ("surcharge_rate",),
    },
    proves={
        "penalty": ("penalties",),
        "remedies": REMEDIES,
        "fine_amount": ("amount",),
        "payment_due": ("pay_period",),
        "surcharge_notice": ("is_surcharged",),
    },
    free=("facts", "reasons", "defence", "performance"),
)

HEARING_NOTICE = Kind(
    key="hearing_notice",
    title="行政处罚听证会通知书",
    audience=Audience.PARTY,
    layout=Layout.FORM,
    required=(
        *PARTY,
        "cause",
        "held_on",  # date
        "held_from",  # the hour, in words
        "place",
        "chair",  # who leads it and did not investigate
        "investigators",  # list of str
        *CONTACT,
    ),
    optional=PARTY_MORE,
    proves={"held_at": ("held_on", "held_from"), "rights": (), "absence": ()},
    free=("place",),
)

SPOT_DECISION = Kind(
    key="spot_decision",
    title="当场行政处罚决定书",
    audience=Audience.PARTY,
    layout=Layout.FORM,
    required=(
        *PARTY,
        "act",  # what was done or left undone
        "violated",
        "basis",
        "penalties",  # list of str
        "defence",  # what the party said when it was told
        "decided_on",
        "place",
        "officers",  # the two who decide
        *REMEDIES,
    ),
    optional=(
        *PARTY_MORE,
        "amount",
        "pay_period",
        "collecting_agency",
        "account_name",
        "account_no",
        "is_surcharged",
        "surcharge_rate",
    ),
    when={"amount": ("pay_period", "collecting_agency", "is_surcharged")},
    proves={
        "penalty": ("penalties",),
        "fine_amount": ("amount",),
        "time_and_place": ("decided_on", "place"),
        "review_first": (),
        "remedies": REMEDIES,
        "officer_signatures": ("officers",),
    },
    free=("act", "defence"),
)

TRANSFER = Kind(
    key="transfer",
    title="举报转办（移送）函",
    audience=Audience.DEPARTMENT,
    layout=Layout.LETTER,
    required=(
        "token",
        "competent_body",  # the department that takes it over: the paper is marked for it alone
        "matter",
        "reason",  # why the department is competent, a phrase
        "basis",
        "material",  # list of lines: place, day, and the working text, never the reporter's own words
        "told_reporter",  # a sentence: that the reporter reads who took it over
        "contact_phone",
    ),
    proves={"report_reference": ("token",)},
)

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.key: kind
        for kind in (
            ACCEPTANCE,
            NON_ACCEPTANCE,
            RESULT,
            RECTIFICATION_ORDER,
            RECHECK_OPINION,
            RECTIFICATION_EXTENSION,
            PENALTY_PRIOR_NOTICE,
            PENALTY_DECISION,
            HEARING_NOTICE,
            SPOT_DECISION,
            *LISTS,
            *REWARDS,
            *MEASURES,
            TRANSFER,
            *CASES,
            *FILES,
            *EVIDENCE,
            *TIPS,
            *SERVICES,
            *SANCTIONS,
        )
    }
)
KIND_CHOICES: list[tuple[str, str]] = [(kind.key, kind.title) for kind in KINDS.values()]
