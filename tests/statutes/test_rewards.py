"""What a reporter is paid: the vectors of the measures, local regimes, refusals, and properties."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from statutes.levels import AccidentLevel
from statutes.rewards import (
    AmountNeedsChoice,
    FactMissing,
    RewardFacts,
    ScheduleNotLoaded,
    TipKind,
    assess,
    basis_for,
    schedule_by_code,
    schedule_for,
)
from statutes.rules import get_rule

ON = date(2023, 6, 1)


def fined(*amounts: int | str, **facts: Any) -> RewardFacts:
    return RewardFacts(fines=tuple(Decimal(amount) for amount in amounts), **facts)


def concealed(hidden: int, level: AccidentLevel | None = None, **facts: Any) -> RewardFacts:
    return RewardFacts(concealed_deaths=hidden, accident_level=level, **facts)


@pytest.mark.parametrize(
    ("facts", "amount"),
    [
        (fined(10_000), "3000.00"),
        (fined(20_000), "3000.00"),
        (fined(69_000), "10350.00"),
        (fined(100_000), "15000.00"),
        (fined(2_000_000), "300000.00"),
        (fined(2_000_001), "300000.00"),
        (fined(33_333), "4999.95"),
        (concealed(2, AccidentLevel.ORDINARY), "60000.00"),
        (concealed(7, AccidentLevel.LARGER), "280000.00"),
        (concealed(8, AccidentLevel.LARGER), "300000.00"),
        (concealed(6, AccidentLevel.MAJOR), "300000.00"),
        (concealed(4, AccidentLevel.EXTRAORDINARY), "240000.00"),
        (concealed(2, deaths=4), "80000.00"),
        (RewardFacts(is_major_hazard=True), "3000.00"),
        (RewardFacts(is_illegal_production=True), "3000.00"),
        (RewardFacts(), "0.00"),
    ],
)
def test_the_vectors_of_the_national_measures(facts: RewardFacts, amount: str) -> None:
    for code in ("national_or_same", "provincial_same_as_2018", "city_same_as_2018", "county_same_as_2018"):
        assert str(assess(facts, place="cn", on=ON, schedule=code).amount) == amount
    assert str(assess(facts, place="500102", on=ON).amount) == amount


@pytest.mark.parametrize(
    ("place", "on", "facts", "amount"),
    [
        ("371300", ON, fined(100_000), "50000.00"),
        ("371300", ON, fined(55_000), "27500.00"),
        ("371300", ON, fined(8_000), "5000.00"),
        ("371300", ON, fined(1_200_000), "500000.00"),
        ("371300", ON, concealed(9, AccidentLevel.LARGER), "360000.00"),
        ("371300", ON, fined(100_000, is_employee=True), "60000.00"),
        ("371300", ON, fined(900_000, is_employee=True), "500000.00"),
        ("370812", ON, fined(100_000), "50000.00"),
        ("371100", ON, fined(100_000, is_employee_family=True), "60000.00"),
        ("371300", ON, fined(100_000, is_employee_family=True), "50000.00"),
        ("350200", ON, fined(100_000, is_employee=True), "19500.00"),
        ("350200", ON, fined(5_000_000, is_employee=True), "390000.00"),
        ("41", date(2025, 10, 1), fined(4_000), "1000.00"),
        ("41", date(2025, 10, 1), fined(4_000, is_major_hazard=True), "3000.00"),
        ("41", date(2025, 10, 1), fined(4_000, is_employee=True), "2000.00"),
        ("41", date(2025, 10, 1), fined(100_000, is_employee=True), "17250.00"),
        ("41", ON, fined(4_000), "3000.00"),
        ("33", ON, fined(100_000), "15000.00"),
        ("12", ON, concealed(3, AccidentLevel.LARGER), "20000.00"),
        ("3302", ON, concealed(3, AccidentLevel.LARGER), "10000.00"),
        ("4403", ON, fined(100_000), "500.00"),
        ("4403", ON, fined(100_000, is_major_hazard=True), "15000.00"),
        ("3212", ON, fined(100_000), "15000.00"),
        ("3212", ON, fined(100_000, is_major_hazard=True), "20000.00"),
        ("3212", ON, fined(4_000), "2000.00"),
        ("510904", ON, fined(10_000), "1500.00"),
        ("42", ON, concealed(3, AccidentLevel.LARGER), "120000.00"),
        ("441502", ON, RewardFacts(is_illegal_production=True), "3000.00"),
        ("441502", ON, RewardFacts(item="indoor_charging"), "200.00"),
        ("441502", ON, RewardFacts(item="gas_shop", is_violation=True), "500.00"),
        ("4403", ON, RewardFacts(paid_this_month=Decimal(600)), "400.00"),
        ("4403", ON, RewardFacts(paid_this_month=Decimal(1000)), "0.00"),
        ("440309", ON, RewardFacts(), "500.00"),
        ("43", date(2025, 3, 1), RewardFacts(is_major_hazard=True, sector="construction"), "800.00"),
        ("43", date(2025, 3, 1), RewardFacts(is_violation=True, sector="construction"), "600.00"),
        ("43", date(2025, 3, 1), concealed(1, AccidentLevel.ORDINARY, sector="construction"), "1000.00"),
        ("360821", ON, RewardFacts(is_major_hazard=True, chosen_amount=Decimal(10000)), "10000.00"),
        ("3302", ON, fined(1, chosen_amount=Decimal(3000)), "3000.00"),
        ("510923", ON, concealed(2, AccidentLevel.MAJOR), "100000.00"),
        ("5109", ON, fined(5_000_000), "300000.00"),
    ],
)
def test_local_regimes(place: str, on: date, facts: RewardFacts, amount: str) -> None:
    assert str(assess(facts, place=place, on=on).amount) == amount


@pytest.mark.parametrize(
    ("place", "on", "facts"),
    [
        ("500103", ON, fined(100_000)),  # Chongqing outside Fuling has item tables of its own
        ("43", ON, fined(100_000)),
        ("31", ON, fined(100_000)),
        ("3601", ON, fined(69_000)),
        ("12", ON, fined(100_000)),  # Tianjin: only the concealment amounts are known
        ("12", date(2019, 5, 1), concealed(1, AccidentLevel.ORDINARY)),
        ("37", date(2026, 1, 5), fined(100_000)),  # replaced on 2025-12-25, amounts unknown
        ("cn", date(2004, 5, 1), fined(100_000)),
        ("500102", ON, fined(100_000, sector="road_transport")),
        ("cn", ON, concealed(2, AccidentLevel.ORDINARY, is_mining=True)),
        ("cn", date(2025, 1, 1), fined(100_000, sector="coal_mine")),
        ("33", ON, fined(100_000, is_employee=True)),  # Zhejiang's ratio for employees is unknown
    ],
)
def test_a_regime_that_is_not_known_is_not_loaded(place: str, on: date, facts: RewardFacts) -> None:
    if facts.sector == "road_transport":
        place = "50"
    with pytest.raises(ScheduleNotLoaded) as refusal:
        assess(facts, place=place, on=on)
    assert refusal.value.reason.endswith("。")


@pytest.mark.parametrize(
    "code",
    [
        "unknown",
        "city_local",
        "county_local",
        "city_flat",
        "hunan_local",
        "shanghai_local",
        "mining_2024",
        "mining_2024+provincial",
        "mining_2024_or_local",
        "chongqing_local_unknown",
        "chongqing_flat_table",
        "enterprise_internal",
        "pre2012_446",
        "a_code_never_heard_of",
    ],
)
def test_a_code_whose_amounts_are_not_known_is_not_loaded(code: str) -> None:
    with pytest.raises(ScheduleNotLoaded):
        assess(fined(100_000), place="cn", on=date(2025, 3, 1), schedule=code)


@pytest.mark.parametrize(
    ("item", "amount"),
    [
        ("unlicensed", 5000),
        ("untrained", 1000),
        ("hazard_source_unmanaged", 10000),
        ("special_work_unapproved", 5000),
        ("alarm_disabled", 3000),
        ("obsolete_process", 10000),
        ("no_warning_sign", 2000),
        ("swivel_pipe", 2000),
        ("explosion_proofing", 5000),
        ("safety_accessories", 1000),
        ("untested_process", 10000),
    ],
)
def test_a_table_of_fixed_amounts_is_read_by_its_item(item: str, amount: int) -> None:
    facts = RewardFacts(is_violation=True, item=item)
    found = assess(facts, place="50", on=date(2025, 3, 1), schedule="chongqing_hightech_2025")
    assert found.amount == amount
    assert [step.rule_id for step in found.steps] == [f"reward.cq_hightech.{item}"]


def test_a_matter_that_the_table_lacks_is_not_loaded_and_none_is_a_missing_fact() -> None:
    day, code = date(2025, 3, 1), "chongqing_hightech_2025"
    with pytest.raises(ScheduleNotLoaded, match="smoking"):
        assess(RewardFacts(item="smoking"), place="50", on=day, schedule=code)
    with pytest.raises(FactMissing, match="item"):
        assess(RewardFacts(), place="50", on=day, schedule=code)


def test_a_coal_mine_tip_before_the_measures_of_2012_has_the_band_of_its_day() -> None:
    facts = fined(100_000, chosen_amount=Decimal(5000))
    assert assess(facts, place="53", on=date(2006, 3, 1), schedule="pre2012_446").amount == 5000
    with pytest.raises(AmountNeedsChoice):
        assess(fined(100_000), place="53", on=date(2006, 3, 1), schedule="pre2012_446")


@pytest.mark.parametrize(
    ("place", "facts", "payer"),
    [
        ("500102", fined(100_000), "accepting_agency"),
        ("14", fined(20_000, is_mining=True), "accepting_agency"),
        ("14", fined(20_000), "accepting_agency"),
    ],
)
def test_who_pays_is_said(place: str, facts: RewardFacts, payer: str) -> None:
    assert assess(facts, place=place, on=ON).payer == payer


def test_in_the_transport_of_chongqing_the_department_that_penalises_pays() -> None:
    rule = get_rule("reward.payer", place="500103", on=ON, sector="road_transport")
    assert rule.choice == "penalising_agency"


def test_a_regime_says_whether_it_pays_by_the_fine() -> None:
    by_fine = basis_for(RewardFacts(is_violation=True), place="500102", on=ON)
    assert by_fine.shares == (Decimal("0.15"),)
    assert by_fine.fines_behind(Decimal(75000)) == (Decimal(500000),)
    assert by_fine.fines_behind(Decimal(3000)) == by_fine.fines_behind(Decimal(300000)) == ()
    mine = basis_for(RewardFacts(is_major_hazard=True, is_mining=True), place="14", on=ON)
    assert mine.fines_behind(Decimal(12000)) == (Decimal(80000), Decimal(100000))
    assert not basis_for(RewardFacts(is_violation=True), place="42", on=ON).is_by_fine


def test_the_national_regime_by_code_ignores_local_rules() -> None:
    facts = fined(100_000, is_employee=True)
    assert assess(facts, place="371300", on=ON, schedule="national_or_same").amount == 15000


def test_before_the_measures_nothing_is_computed_under_them() -> None:
    with pytest.raises(ScheduleNotLoaded):
        assess(fined(100_000), place="cn", on=date(2018, 1, 3), schedule="national_or_same")
    with pytest.raises(AmountNeedsChoice) as bounds:
        assess(fined(100_000), place="cn", on=date(2018, 1, 3))
    assert [bounds.value.low, bounds.value.high] == [Decimal(1000), Decimal(10000)]


@pytest.mark.parametrize(
    ("place", "facts", "low", "high"),
    [
        ("42", fined(100_000), 3000, 5000),
        ("37", RewardFacts(), 500, 5000),
        ("360821", concealed(1, AccidentLevel.ORDINARY), 3000, 5000),
        ("3302", fined(100_000), 3000, 100000),
        ("510923", fined(100_000), 200, 500),
    ],
)
def test_a_band_needs_the_choice_of_the_office(place: str, facts: RewardFacts, low: int, high: int) -> None:
    with pytest.raises(AmountNeedsChoice) as bounds:
        assess(facts, place=place, on=ON)
    assert [bounds.value.low, bounds.value.high] == [Decimal(low), Decimal(high)]
    with pytest.raises(AmountNeedsChoice):
        assess(replace(facts, chosen_amount=Decimal(high + 1)), place=place, on=ON)
    assert assess(replace(facts, chosen_amount=Decimal(high)), place=place, on=ON).amount == high


def test_a_band_of_one_amount_needs_no_choice() -> None:
    facts = concealed(1, AccidentLevel.EXTRAORDINARY)
    assert assess(facts, place="360821", on=ON).amount == 30000


@pytest.mark.parametrize(("tier", "amount"), [("first", "15000.00"), ("second", "12000.00")])
def test_mine_tips_are_paid_by_tier(tier: str, amount: str) -> None:
    facts = fined(100_000, sector="coal_mine", mining_tier=tier)
    assert str(assess(facts, place="500102", on=ON).amount) == amount
    assert str(assess(facts, place="cn", on=ON, schedule="mining_2021").amount) == amount


def test_a_mine_tip_without_its_tier_names_the_missing_fact() -> None:
    with pytest.raises(FactMissing, match="mining_tier"):
        assess(fined(100_000, is_mining=True), place="cn", on=ON)
    # Where floor or cap make both tiers pay alike, the tier does not matter.
    assert assess(fined(20_000, is_mining=True), place="cn", on=ON).amount == 3000
    assert assess(fined(2_500_000, is_mining=True), place="cn", on=ON).amount == 300000


def test_a_concealed_accident_without_level_or_toll_names_the_missing_fact() -> None:
    with pytest.raises(FactMissing, match="accident_level"):
        assess(concealed(1), place="cn", on=ON)


@pytest.mark.parametrize(
    ("change", "rule_id"),
    [
        ({"is_verified": False}, "reward.eligibility.verified"),
        ({"is_already_handled": True}, "reward.eligibility.unhandled"),
        ({"is_excluded_person": True}, "reward.eligibility.excluded_persons"),
        ({"is_duplicate": True}, "reward.duplicate.first_only"),
        ({"is_real_name": False}, "reward.real_name.required"),
    ],
)
def test_who_is_ruled_out_gets_nothing_and_is_told_why(change: dict[str, Any], rule_id: str) -> None:
    found = assess(replace(fined(100_000), **change), place="500102", on=ON)
    assert not found.is_eligible
    assert found.amount == 0
    assert [step.rule_id for step in found.steps] == [rule_id]


def test_anonymous_reporters_are_paid_where_the_rules_allow_it() -> None:
    mine = fined(100_000, sector="noncoal_mine", mining_tier="first", is_real_name=False)
    assert assess(mine, place="500102", on=ON).amount == 15000
    anonymous = fined(100_000, is_real_name=False)
    assert assess(anonymous, place="37", on=date(2024, 8, 31)).amount == 0
    assert assess(anonymous, place="37", on=date(2024, 9, 1)).amount == 50000


def test_several_fines_are_added_up_and_a_step_says_so() -> None:
    found = assess(fined(100_000, person_fines=(Decimal(20_000),)), place="500102", on=ON)
    assert found.amount == 18000
    assert found.steps[0].rule_id == "reward.setting.several_fines"


def test_a_concealed_accident_is_paid_by_its_own_rule_only() -> None:
    found = assess(fined(5_000_000, concealed_deaths=1, deaths=1), place="500102", on=ON)
    assert found.amount == 30000
    assert found.kind is TipKind.CONCEALMENT
    assert found.steps[0].rule_id == "reward.setting.both_kinds"


def test_an_employee_where_no_ratio_is_known_gets_the_ordinary_amount_and_a_step() -> None:
    found = assess(fined(100_000, is_employee=True), place="500102", on=ON)
    assert found.amount == 15000
    assert found.steps[-1].rule_id == "reward.setting.employee_without_ratio"


def test_steps_name_rule_citation_input_operation_and_result() -> None:
    found = assess(fined(10_000), place="500102", on=ON)
    multiply, floor = found.steps
    assert multiply.as_dict() == {
        "rule_id": "reward.penalty_share.rate",
        "citation": "《安全生产领域举报奖励办法》（安监总财〔2018〕19号）第十一条第一项",
        "status": "secondary",
        "operation": "multiply",
        "input": "10,000.00 × 15%",
        "result": "1,500.00",
        "sentence_zh": "行政处罚金额 10,000.00 元 × 15% = 1,500.00 元。",
        "sentence_en": "Fine of 10,000.00 yuan × 15% = 1,500.00 yuan.",
    }
    assert (floor.operation, floor.result) == ("at_least", "3,000.00")
    frozen = found.as_dict()
    assert frozen["amount"] == "3000.00"
    assert len(frozen["steps"]) == 2
    assert frozen["rules_version"]


def test_the_sector_goes_before_the_place_and_the_district_before_the_city() -> None:
    assert schedule_for("500102", ON).code == "fuling"
    assert schedule_for("500103", ON).code == "chongqing_local"
    assert schedule_for("500102", ON, sector="mining").code == "mining_2021"
    assert schedule_for("500102", date(2025, 1, 1), sector="mining").code == "mining_2024"
    assert schedule_for("14", ON).code == "national_2018"
    assert schedule_by_code("shandong_50pct").effective_from == date(2025, 12, 25)
    assert schedule_by_code("shandong_50pct", on=ON).major is not None
