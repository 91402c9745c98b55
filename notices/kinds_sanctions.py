"""The papers between the hearing and the court: record, report, review, discussion, demands, application."""

from __future__ import annotations

from notices.described import CONTACT, PARTY, PARTY_MORE, Audience, Kind, Layout

HEARING_RECORD = Kind(
    key="hearing_record",
    title="听证笔录",
    audience=Audience.INTERNAL,
    layout=Layout.FORM,
    required=(
        "cause",
        "party_name",
        "held_at",  # words: day and hours
        "place",
        "chair",
        "present",
        "investigator_case",  # facts, evidence and proposal of the investigators
        "party_case",  # defence and cross-examination
    ),
    proves={"party_signature": (), "chair_signature": ("chair",)},
)

HEARING_REPORT = Kind(
    key="hearing_report",
    title="听证会报告书",
    audience=Audience.INTERNAL,
    layout=Layout.FORM,
    required=("cause", "party_name", "held_at", "place", "chair", "present", "summary", "opinion"),
    proves={"chair_signature": ("chair",)},
)

LEGAL_REVIEW = Kind(
    key="legal_review",
    title="重大执法决定法制审核意见书",
    audience=Audience.INTERNAL,
    layout=Layout.FORM,
    required=(
        "cause",
        "party_name",
        "trigger",  # why it is reviewed, in the words of the law
        "proposal",  # list of str: the penalties that are proposed
        "jurisdiction",
        "facts_and_evidence",
        "application",
        "procedure",
        "opinion",
        "reviewer",
        "qualification",  # of the reviewer (Penalties Law art. 58)
    ),
    proves={"reviewer": ("reviewer", "qualification")},
)

COLLECTIVE_DISCUSSION = Kind(
    key="collective_discussion",
    title="行政处罚集体讨论记录",
    audience=Audience.INTERNAL,
    layout=Layout.FORM,
    required=(
        "cause",
        "party_name",
        "discussed_at",  # date
        "place",
        "chair",
        "present",  # list of names
        "case",  # facts, defence and proposal
        "opinions",
        "conclusion",
    ),
    proves={"signatures": ("present",)},
)

PAYMENT_DEMAND = Kind(
    key="payment_demand",
    title="罚款催缴通知书",
    audience=Audience.PARTY,
    layout=Layout.FORM,
    required=(
        *PARTY,
        "decision_number",
        "decided_on",
        "amount",  # the fine, Decimal yuan
        "due_on",
        "collecting_agency",
        "surcharge",  # rate and sum in words
        "basis",
        *CONTACT[:2],
    ),
    optional=(*PARTY_MORE, "paid"),  # paid: words, what came in already
    proves={"fine_amount": ("amount",)},
)

ENFORCEMENT_DEMAND = Kind(
    key="enforcement_demand",
    title="行政决定催告书",
    audience=Audience.PARTY,
    layout=Layout.FORM,
    required=(
        *PARTY,
        "decision_number",
        "decided_on",
        "served_on",
        "due_on",
        "sums",  # list of {"title": str, "sum": "50,000.00元"}
        "amount",  # what is to be paid in all, Decimal yuan
        "period",  # words: "10个工作日"
        "way",
        "court",
        "basis",
        *CONTACT,
    ),
    optional=PARTY_MORE,
    proves={"defence_right": (), "consequence": ("court",)},
)

COURT_APPLICATION = Kind(
    key="court_application",
    title="强制执行申请书",
    # It lies in the file, which the party may read.
    audience=Audience.INTERNAL,
    layout=Layout.FORM,
    required=(
        "court",
        *PARTY,
        "applicant_address",
        "decision_number",
        "decided_on",
        "cause",
        "facts",
        "reasons",
        "basis",
        "party_opinion",
        "demand_number",
        "demand_record",
        "sums",
        "amount",
        "enclosures",  # list of str
        "head",  # who signs
    ),
    optional=PARTY_MORE,
    proves={
        "decision": ("decision_number", "facts", "reasons", "basis"),
        "demand_record": ("demand_number", "demand_record"),
        "object": ("sums", "amount"),
        "head_signature": ("head",),
    },
)

SANCTIONS = (
    HEARING_RECORD,
    HEARING_REPORT,
    LEGAL_REVIEW,
    COLLECTIVE_DISCUSSION,
    PAYMENT_DEMAND,
    ENFORCEMENT_DEMAND,
    COURT_APPLICATION,
)
