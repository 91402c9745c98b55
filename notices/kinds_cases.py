"""The papers of cases: accidents, listed supervision, referral to the police, disasters. See `notices.kinds`."""

from __future__ import annotations

from notices.described import Audience, Kind, Layout

ACCIDENT_FAST_REPORT = Kind(
    key="accident_fast_report",
    title="生产安全事故快报",
    audience=Audience.INTERNAL,
    layout=Layout.LETTER,
    required=(
        "addressee",  # the tier above that is told
        "unit_profile",
        "scene",
        "course",
        "casualties",
        "measures",
        "other",
        "reported_at",  # words: day and minute
        "also_told",  # list of the bodies told beside the tiers above
    ),
    free=("unit_profile", "scene", "course", "casualties", "measures", "other"),
)

ACCIDENT_REPORT = Kind(
    key="accident_report",
    title="生产安全事故调查报告",
    audience=Audience.INTERNAL,
    layout=Layout.LETTER,
    required=(
        "accident_name",
        "unit_profile",
        "course",
        "casualties",
        "cause",
        "responsibility",
        "prevention",  # list of str
        "evidence",
        "signatures",  # list of {"name": str, "agency": str, "on": str, "dissent": str}
    ),
    free=("unit_profile", "course", "cause", "responsibility"),
)

ACCIDENT_REPLY = Kind(
    key="accident_reply",
    title="生产安全事故调查报告批复",
    audience=Audience.INTERNAL,
    layout=Layout.LETTER,
    required=("accident_name", "report", "opinion", "penalties", "measures"),
    free=("opinion", "penalties", "measures"),
)

ACCIDENT_REVIEW = Kind(
    key="accident_review",
    title="事故整改和防范措施落实情况评估报告",
    audience=Audience.INTERNAL,
    layout=Layout.LETTER,
    required=("accident_name", "replied_on", "reviewed_on", "results"),
    free=("results",),
)

SUPERVISION_NOTICE = Kind(
    key="supervision_notice",
    title="挂牌督办通知书",
    audience=Audience.INTERNAL,
    layout=Layout.LETTER,
    required=(
        "accident_name",  # the case that is supervised
        "addressee",
        "supervisor",
        "ground",
        "matters",
        "deadline",  # words: "60日", with the day
        "lifting",
        "reporting",
    ),
    free=("ground", "matters", "lifting", "reporting"),
)

SUPERVISION_LIFTING = Kind(
    key="supervision_lifting",
    title="解除挂牌督办通知书",
    audience=Audience.INTERNAL,
    layout=Layout.LETTER,
    required=("notice_number", "accident_name", "addressee", "result"),
    free=("result",),
)

HAZARD_LISTING = Kind(
    key="hazard_listing",
    title="重大事故隐患挂牌督办通知书",
    audience=Audience.PARTY,
    layout=Layout.LETTER,
    required=(
        "party_name",
        "hazard",
        "standard",  # by which standard it is a major one
        "demand",
        "order_number",  # of the order to rectify
        "supervisor",
        "deadline",  # date
        "lifting",  # words: when it is lifted
        "basis",
    ),
    free=("hazard", "demand", "lifting"),
)

HAZARD_LIFTING = Kind(
    key="hazard_lifting",
    title="重大事故隐患摘牌通知书",
    audience=Audience.PARTY,
    layout=Layout.LETTER,
    required=(
        "party_name",
        "notice_number",
        "noticed_on",  # date of the notice of listing
        "hazard",
        "recheck",  # what the recheck found, and on which day
        "proof",  # what shows that it is gone
    ),
    free=("recheck", "proof"),
)

CRIME_REFERRAL = Kind(
    key="crime_referral",
    title="涉嫌犯罪案件移送书",
    audience=Audience.INTERNAL,
    layout=Layout.LETTER,
    required=(
        "police",
        "cause",
        "party",
        "facts",
        "investigation_report",
        "item_list",
        "approval",  # who approved, and when
        "officers",  # list of {"name": str, "certificate_no": str}
    ),
    # annexes: list of {"title", "number", "sha256"}: each paper and file that goes along, by its digest on that day
    optional=("has_appraisal", "appraisal", "has_other_material", "other", "annexes"),
    free=("cause", "facts", "other"),
)

DISASTER_ASSESSMENT = Kind(
    key="disaster_assessment",
    title="自然灾害调查评估报告",
    audience=Audience.INTERNAL,
    layout=Layout.LETTER,
    required=(
        "disaster_name",
        "cause",
        "course",
        "nature",
        "impact",
        "loss",
        "responsibility",
        "advice",
        "team",  # list of names with their agencies
    ),
    free=("cause", "course", "nature", "impact", "loss", "responsibility", "advice"),
)

SITE_RECORD = Kind(
    key="site_record",
    title="现场检查记录",
    audience=Audience.PARTY,
    layout=Layout.FORM,
    required=(
        "party_name",
        "inspected_at",  # words: from which minute to which
        "place",
        "content",
        "problems",
        "handling",
        "certificates_shown",
        "officers",
        "signatory",
    ),
    optional=("is_signed", "is_refused", "signed_how", "refusal"),
    when={"is_signed": ("signed_how",), "is_refused": ("refusal",)},
    proves={"officer_signatures": ("officers",), "head_signature": ("signatory", "signed_how")},
)

INTERVIEW_RECORD = Kind(
    key="interview_record",
    title="询问笔录",
    audience=Audience.PARTY,
    layout=Layout.FORM,
    required=(
        "cause",
        "started_at",
        "ended_at",
        "place",
        "person",
        "identity_shown",
        "rights_told",
        "answers",  # list of {"question": str, "answer": str}
        "officers",
        "signatory",
    ),
    optional=("is_signed", "is_refused", "signed_how", "refusal"),
    when={"is_signed": ("signed_how",), "is_refused": ("refusal",)},
    proves={"answers": ("answers.question", "answers.answer"), "page_signatures": ("signatory",)},
)

CASES = (
    ACCIDENT_FAST_REPORT,
    ACCIDENT_REPORT,
    ACCIDENT_REPLY,
    ACCIDENT_REVIEW,
    SUPERVISION_NOTICE,
    SUPERVISION_LIFTING,
    HAZARD_LISTING,
    HAZARD_LIFTING,
    CRIME_REFERRAL,
    DISASTER_ASSESSMENT,
    SITE_RECORD,
    INTERVIEW_RECORD,
)
