"""What documents must contain and how they are numbered."""

from datetime import date

import pytest

from statutes.documents import (
    DOCUMENTS,
    UnknownDocument,
    document_number,
    missing_contents,
    required_contents,
)

pytestmark = pytest.mark.once

ON = date(2026, 11, 1)
KINDS = {
    "acceptance": "涪应急举受〔2026〕1号",
    "non_acceptance": "涪应急举不受〔2026〕1号",
    "result_to_reporter": "涪应急举复〔2026〕1号",
    "rectification_order": "涪应急责改〔2026〕1号",
    "penalty_prior_notice": "涪应急告〔2026〕1号",
    "penalty_decision": "涪应急罚〔2026〕1号",
    "listing_decision": "涪应急失信列〔2026〕1号",
    "reward_notice": "涪应急举奖〔2026〕1号",
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_title_contents_and_a_number(kind: str) -> None:
    contents = required_contents(kind, on=ON)
    keys = [element.key for element in contents]
    assert len(keys) == len(set(keys)) >= 5
    assert {"agency_name", "issued_on"} <= set(keys)
    assert document_number(kind, 2026, 1) == KINDS[kind]
    assert DOCUMENTS[kind].title_zh


def test_the_table_covers_every_kind() -> None:
    assert set(DOCUMENTS) == set(KINDS)


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


def test_another_agency_numbers_under_its_own_name() -> None:
    assert document_number("penalty_decision", 2026, 12) == "涪应急罚〔2026〕12号"
    assert document_number("penalty_decision", 2026, 7, agency="涪交") == "涪交罚〔2026〕7号"


def test_an_unknown_document_is_refused() -> None:
    with pytest.raises(UnknownDocument):
        required_contents("love_letter")
    with pytest.raises(UnknownDocument):
        document_number("love_letter", 2026, 1)
