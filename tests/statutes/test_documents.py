"""What documents must contain and how they are numbered."""

import re
from datetime import date
from pathlib import Path

import pytest

from statutes.documents import (
    DOCUMENTS,
    UnknownDocument,
    check_documents,
    document_number,
    missing_contents,
    required_contents,
)
from statutes.rules import RuleFileError
from statutes.rules.loading import load_from

ON = date(2026, 11, 1)
# The document set of the office: everything it writes from the tip to the archive.
# fmt: off
KINDS = [
    "tip_registration", "acceptance", "non_acceptance", "transfer", "handover_form", "extension",
    "verification_record", "result_to_reporter", "filing_approval", "inquiry_notice", "interview_record",
    "site_record", "scene_record", "sampling_receipt", "appraisal_commission", "evidence_copy",
    "rectification_order", "site_measures", "power_cut_notice", "recheck_opinion", "evidence_preservation",
    "preservation_decision", "seizure_decision", "penalty_prior_notice", "statement_record",
    "hearing_right", "hearing_notice", "hearing_record", "hearing_report", "legal_review",
    "collective_discussion", "case_report", "penalty_decision", "spot_decision", "no_penalty_decision",
    "service_proof", "public_service_notice", "payment_demand", "payment_deferral", "enforcement_demand",
    "court_application", "crime_referral", "case_closing", "case_cover", "case_index", "listing_prior_notice",
    "listing_decision", "listing_removal", "credit_repair_notice", "talk_notice", "talk_minutes",
    "supervision_notice", "supervision_lifting", "accident_fast_report", "accident_report",
    "accident_reply", "accident_review", "disaster_assessment",
    "reward_approval", "reward_preliminary_notice", "reward_notice", "reward_call", "claim_notice",
    "joint_authorisation", "poster", "listing_letter", "closure_request",
    "rectification_extension", "hazard_listing", "hazard_lifting",
]
# fmt: on
NUMBERS = {
    "acceptance": "涪应急举受〔2026〕1号",
    "non_acceptance": "涪应急举不受〔2026〕1号",
    "result_to_reporter": "涪应急举复〔2026〕1号",
    "rectification_order": "涪应急责改〔2026〕1号",
    "penalty_prior_notice": "涪应急告〔2026〕1号",
    "penalty_decision": "涪应急罚〔2026〕1号",
    "listing_letter": "涪应急失信函〔2026〕1号",
    "listing_decision": "涪应急失信列〔2026〕1号",
    "reward_notice": "涪应急举奖〔2026〕1号",
    "hearing_notice": "涪应急听通〔2026〕1号",
    "crime_referral": "涪应急移〔2026〕1号",
}
# Records and forms that lie in the file and go out under no number of their own.
UNNUMBERED = {
    "tip_registration",
    "scene_record",
    "statement_record",
    "case_report",
    "evidence_copy",
    "case_cover",
    "joint_authorisation",
    "poster",
}


def test_the_set_is_complete() -> None:
    assert sorted(DOCUMENTS) == sorted(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_what_it_must_contain_and_by_which_text(kind: str) -> None:
    contents = required_contents(kind, on=ON)
    keys = [element.key for element in contents]
    assert len(keys) == len(set(keys)) >= 5
    assert DOCUMENTS[kind].title_zh
    for element in contents:
        assert element.title_zh
        assert element.title_en.isascii()
        assert element.citation.instrument
        assert element.citation.article


@pytest.mark.parametrize("kind", KINDS)
def test_every_required_element_that_lacks_is_named(kind: str) -> None:
    contents = required_contents(kind, on=ON)
    full: dict[str, object] = {element.key: "有" for element in contents}
    full |= {element.condition: True for element in contents if element.condition}
    assert missing_contents(kind, full, on=ON) == ()
    for element in contents:
        assert missing_contents(kind, {**full, element.key: " "}, on=ON) == (element,)
        if element.condition:
            without = {**full, element.key: "", element.condition: False}
            assert element not in missing_contents(kind, without, on=ON)


@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_that_goes_out_has_its_own_number(kind: str) -> None:
    if kind in UNNUMBERED:
        with pytest.raises(UnknownDocument):
            document_number(kind, 2026, 1)
        return
    number = document_number(kind, 2026, 1)
    assert re.fullmatch(r"涪应急\w+〔2026〕1号", number)
    assert number == NUMBERS.get(kind, number)
    others = {document_number(other, 2026, 1) for other in set(KINDS) - UNNUMBERED - {kind}}
    assert number not in others


def test_elsewhere_the_number_has_the_form_of_the_nation_and_needs_an_agency() -> None:
    assert (
        document_number("penalty_decision", 2024, 27, agency="厦翔", place="3502")
        == "（厦翔）应急罚〔2024〕27号"
    )
    with pytest.raises(ValueError, match="short name"):
        document_number("penalty_decision", 2024, 27, place="3502")
    with pytest.raises(UnknownDocument):
        document_number("hearing_notice", 2024, 27, place="3502")


@pytest.mark.parametrize(
    ("kind", "article", "titles"),
    [
        ("spot_decision", "第五十二条", ["处罚种类", "时间、地点", "执法人员签名或者盖章"]),
        ("hearing_notice", "第六十四条", ["听证时间", "听证地点", "听证主持人"]),
        ("crime_referral", "第六条", ["涉嫌犯罪案件情况的调查报告", "涉案物品清单"]),
        ("court_application", "第五十五条", ["当事人的意见", "行政机关催告情况", "行政机关负责人签名"]),
        ("enforcement_demand", "第三十五条", ["履行义务的期限", "陈述权和申辩权"]),
        ("accident_report", "第三十条", ["事故原因和性质", "调查组成员签名"]),
        ("service_proof", "第八十七条", ["收到日期", "送达人"]),
        ("site_record", "第六十八条", ["发现的问题", "检查人员签字"]),
    ],
)
def test_what_the_articles_ask(kind: str, article: str, titles: list[str]) -> None:
    contents = {element.title_zh: element for element in required_contents(kind, on=ON)}
    for title in titles:
        assert contents[title].citation.article == article
        assert contents[title].status == "verified"


def test_what_a_copy_cut_off_is_marked_as_unsure() -> None:
    contents = {element.key: element.status for element in required_contents("supervision_notice", on=ON)}
    assert contents["accident_name"] == "verified"
    assert contents["deadline"] == "secondary"


FORM = """
[instrument]
title = "试验办法"
number = "试〔2020〕1号"
place = "cn"
effective_from = 2020-01-01
source = "T"

[[document]]
kind = "letter"
title_zh = "函"
title_en = "Letter"
article = "第一条"
status = "verified"
elements = [{ key = "greeting", title_zh = "称谓", title_en = "Greeting" }]

[[number_form]]
form = "{agency}{mark}〔{year}〕{serial}号"
agency = "试"
article = "第二条"
status = "verified"
marks = { letter = "函" }
"""


@pytest.mark.parametrize(
    ("change", "to", "said"),
    [
        ('marks = { letter = "函" }', 'marks = { card = "片" }', "row 1.*no document 'card'"),
        ('marks = { letter = "函" }', "marks = { letter = 7 }", "the mark of 'letter'"),
        ('title_en = "Greeting" }]', 'title_en = "Greeting", colour = "red" }]', "unknown key 'colour'"),
        (
            'title_en = "Greeting" }]',
            'title_en = "Greeting" }, { key = "greeting", title_zh = "称", title_en = "G" }]',
            "the element 'greeting' stands already",
        ),
        (
            'marks = { letter = "函" }',
            'marks = { letter = "函" }\n\n[[number_form]]\nform = "{agency}{mark}〔{year}〕{serial}号"\nagency = "试"\n'
            'article = "第三条"\nstatus = "verified"\nmarks = { letter = "函" }',
            "the number '函' stands already",
        ),
    ],
)
def test_a_document_that_does_not_fit_is_refused_by_file_and_row(
    tmp_path: Path, change: str, to: str, said: str
) -> None:
    assert change in FORM
    path = tmp_path / "cn" / "letters.toml"
    path.parent.mkdir()
    path.write_text(FORM.replace(change, to), encoding="utf-8")
    with pytest.raises(RuleFileError, match=rf"cn/letters\.toml.*{said}"):
        check_documents(load_from(tmp_path))


def test_a_penalty_decision_holds_what_articles_59_and_7_ask() -> None:
    keys = [element.key for element in required_contents("penalty_decision", on=ON)]
    assert keys == [
        "party_name",
        "party_address",
        "facts",
        "evidence",
        "penalty",
        "basis",
        "performance",
        "remedies",
        "collecting_agency",
        "fine_amount",
        "payment_due",
        "surcharge_notice",
        "agency_name",
        "issued_on",
    ]


def test_a_reply_to_the_reporter_holds_what_the_guidance_asks() -> None:
    keys = {element.key for element in required_contents("result_to_reporter", on=ON)}
    assert {"conclusion", "facts", "handling", "reward_eligibility", "objection_right"} <= keys


def test_what_is_missing_is_named_and_blank_text_is_missing() -> None:
    context: dict[str, object] = {element.key: "有" for element in required_contents("acceptance", on=ON)}
    assert missing_contents("acceptance", context, on=ON) == ()
    context["due_on"] = "  "
    (missing,) = missing_contents("acceptance", context, on=ON)
    assert missing.title_zh == "办结期限"


def test_payment_terms_are_needed_only_for_a_fine() -> None:
    context: dict[str, object] = {
        element.key: "有" for element in required_contents("penalty_decision", on=ON) if not element.condition
    }
    assert missing_contents("penalty_decision", context, on=ON) == ()
    context["has_fine"] = True
    missing = [element.key for element in missing_contents("penalty_decision", context, on=ON)]
    assert missing == ["collecting_agency", "fine_amount", "payment_due", "surcharge_notice"]


def test_chongqing_wants_the_period_for_a_hearing_in_the_prior_notice() -> None:
    here = {element.key for element in required_contents("penalty_prior_notice", place="500102", on=ON)}
    elsewhere = {element.key for element in required_contents("penalty_prior_notice", place="51", on=ON)}
    assert here - elsewhere == {"hearing_period"}


def test_what_the_city_adds_stands_where_its_order_puts_it() -> None:
    keys = [element.key for element in required_contents("hearing_right", place="500102", on=ON)]
    assert keys[keys.index("hearing_period") :] == [
        "hearing_period",
        "hearing_ways",
        "contact",
        "agency_name",
        "issued_on",
    ]
    assert "hearing_ways" not in {element.key for element in required_contents("hearing_right", place="51")}


def test_another_agency_numbers_under_its_own_name() -> None:
    assert document_number("penalty_decision", 2026, 12) == "涪应急罚〔2026〕12号"
    assert document_number("penalty_decision", 2026, 7, agency="涪交") == "涪交罚〔2026〕7号"


def test_an_unknown_document_is_refused() -> None:
    with pytest.raises(UnknownDocument):
        required_contents("love_letter")
    with pytest.raises(UnknownDocument):
        document_number("love_letter", 2026, 1)
