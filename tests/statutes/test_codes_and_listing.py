"""Check digits, divisions, sectors, and the list of dishonest subjects."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statutes.codes import (
    DIVISIONS,
    SECTORS,
    division_on,
    divisions_within,
    is_valid_resident_id,
    is_valid_uscc,
    make_resident_id,
    make_uscc,
    place_code,
)
from statutes.listing import (
    PUBLICITY_CLASSES,
    SITUATIONS,
    early_removal_after,
    is_listable,
    listed_until,
    listing_period,
    publicity_bounds,
    publicity_class_of,
    unmet_removal_conditions,
    unmet_repair_conditions,
)
from statutes.rules import RuleNotLoaded

ON = date(2026, 11, 1)
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@pytest.mark.parametrize("code", ["115001020086700333", "11500000MB1907069L", "91350200751614855W"])
def test_published_credit_codes_are_valid(code: str) -> None:
    assert is_valid_uscc(code)
    assert is_valid_uscc(code.lower())
    wrong = "0" if code[-1] != "0" else "1"
    assert not is_valid_uscc(code[:-1] + wrong)


@pytest.mark.parametrize("code", ["", "1", "I15001020086700333", "11500102008670033", "1150010200867003331"])
def test_codes_of_the_wrong_form_are_invalid(code: str) -> None:
    assert not is_valid_uscc(code)


@given(st.text(ALPHABET, min_size=17, max_size=17), st.integers(min_value=0, max_value=16))
def test_a_made_credit_code_is_valid_and_one_changed_character_is_not(base: str, place: int) -> None:
    code = make_uscc(base)
    assert is_valid_uscc(code)
    other = ALPHABET[(ALPHABET.index(code[place]) + 1) % len(ALPHABET)]
    assert not is_valid_uscc(code[:place] + other + code[place + 1 :])


def test_the_sample_of_the_identity_standard_is_valid() -> None:
    assert is_valid_resident_id("11010519491231002X")
    assert is_valid_resident_id("11010519491231002x")
    assert not is_valid_resident_id("110105194912310021")


@pytest.mark.parametrize("base", ["99999919990230001", "99999920991231001", "99999919991331001"])
def test_an_identity_number_needs_a_real_birth_date(base: str) -> None:
    assert not is_valid_resident_id(make_resident_id(base))


def test_a_made_identity_number_is_valid() -> None:
    assert is_valid_resident_id(make_resident_id("99999919900101001"))
    with pytest.raises(ValueError, match="17 digits"):
        make_resident_id("٩" * 17)
    assert not is_valid_resident_id("")


def test_fuling_has_its_27_units() -> None:
    units = [item for item in DIVISIONS.values() if item.parent == "500102"]
    kinds = [item.kind for item in units]
    assert (kinds.count("street"), kinds.count("town"), kinds.count("township")) == (11, 14, 2)
    assert DIVISIONS["500102103"].title_zh == "南沱镇"
    assert DIVISIONS["500102"].title_zh == "涪陵区"


def test_divisions_are_those_of_their_vintage() -> None:
    units = divisions_within("500102", on=ON)
    assert len(units) == 27
    assert [unit.code for unit in units] == sorted(unit.code for unit in units)
    assert divisions_within("500102", on=date(2019, 12, 31)) == ()
    found = division_on("500102103", on=ON)
    assert found is not None
    assert found.title_zh == "南沱镇"
    assert division_on("500102103", on=date(2019, 12, 31)) is None
    assert division_on("500102999", on=ON) is None


@pytest.mark.parametrize(
    ("province", "locality", "code"),
    [
        ("山东", "济宁市兖州区", "370812"),
        ("山东", "临沂市兰山区", "37"),
        ("内蒙古", "未载", "15"),
        ("重庆", "涪陵区", "500102"),
        ("黑龙江", "", "23"),
        ("江西", "南昌市青山湖区", "3601"),
        ("未载", "", None),
        ("", "", None),
    ],
)
def test_places_are_found_by_their_chinese_names(province: str, locality: str, code: str | None) -> None:
    assert place_code(province, locality) == code


def test_sectors_say_who_is_competent() -> None:
    accepted = {key for key, sector in SECTORS.items() if sector.is_accepted}
    assert {"coal_mine", "noncoal_mine", "chemical", "fireworks", "commerce"} <= accepted
    assert not SECTORS["road_transport"].is_accepted
    assert SECTORS["construction"].competent == "construction"
    assert all(sector.competent == "emergency" for key, sector in SECTORS.items() if key in accepted)
    assert {key for key, sector in SECTORS.items() if sector.is_mining} == {"coal_mine", "noncoal_mine"}


def test_the_nine_situations_stand_in_the_order_of_the_text() -> None:
    situations = list(SITUATIONS.values())
    assert [item.is_after_accident for item in situations] == [True] * 5 + [False] * 4
    assert SITUATIONS["concealment"].citation.article == "第六条第四项"
    assert SITUATIONS["refuses_penalty"].status == "unverified"


def test_the_list_covers_its_sectors_only() -> None:
    assert is_listable("fireworks")
    assert is_listable("safety_service")
    assert not is_listable("road_transport")
    assert not is_listable("nonsense")


def test_listing_periods() -> None:
    assert listing_period(on=ON).title_en == "3 years"
    assert early_removal_after(on=ON).title_en == "12 months"
    with pytest.raises(RuleNotLoaded):
        listing_period(on=date(2015, 7, 28))


def test_an_early_removal_needs_twelve_months_and_every_condition() -> None:
    met = dict.fromkeys(
        ("is_performed", "is_harm_removed", "has_no_new_dishonesty", "has_no_ban_running"), True
    )
    listed = date(2025, 11, 1)
    assert unmet_removal_conditions(listed_on=listed, on=date(2026, 11, 1), facts=met) == ()
    assert unmet_removal_conditions(listed_on=listed, on=date(2026, 10, 31), facts=met) == ("waiting",)
    lacking = {**met, "is_harm_removed": False}
    assert unmet_removal_conditions(listed_on=listed, on=ON, facts=lacking) == ("is_harm_removed",)


def test_the_list_ends_after_three_years_and_anew_after_a_restoration() -> None:
    listed = date(2024, 2, 29)
    assert listed_until(listed) == date(2027, 2, 28)
    assert listed_until(listed, restored_on=date(2026, 5, 1)) == date(2029, 5, 1)
    assert listed_until(date(2019, 6, 1)) == date(2020, 6, 1)


def test_a_record_is_repaired_after_its_shortest_time() -> None:
    met = {"is_performed": True, "has_promised": True}
    decided = date(2026, 8, 1)
    assert unmet_repair_conditions("general", decided_on=decided, on=date(2026, 11, 1), facts=met) == ()
    assert unmet_repair_conditions("general", decided_on=decided, on=date(2026, 10, 31), facts=met) == (
        "is_minimum_over",
    )
    assert unmet_repair_conditions("serious", decided_on=decided, on=ON, facts={}) == (
        "is_minimum_over",
        "is_performed",
        "has_promised",
    )
    with pytest.raises(RuleNotLoaded):
        unmet_repair_conditions("general", decided_on=decided, on=date(2026, 3, 31), facts=met)


@pytest.mark.parametrize(
    ("key", "low", "high"),
    [("minor", "0 months", "3 months"), ("general", "3 months", "1 year"), ("serious", "1 year", "3 years")],
)
def test_classes_of_publicity(key: str, low: str, high: str) -> None:
    found = publicity_bounds(key, on=ON)
    assert (found[0].title_en, found[1].title_en) == (low, high)
    for penalty in PUBLICITY_CLASSES[key].penalties:
        assert publicity_class_of(penalty).key == key


def test_an_unknown_penalty_kind_has_no_class() -> None:
    with pytest.raises(KeyError):
        publicity_class_of("applause")
