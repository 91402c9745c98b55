"""Fine brackets by article, party and level; surcharge, thresholds and daily continuous fines."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statutes.citations import Cited, read_citations, read_number
from statutes.fines import (
    PERSON,
    Base,
    NoFineProvided,
    accident_fine,
    accident_tier,
    cited_bracket,
    combined,
    continuous_fine,
    fine_for,
    fined_parties,
    is_hearing_due,
    summary_limit,
    surcharge,
)
from statutes.levels import AccidentLevel, accident_level
from statutes.rules import Rulebook, RuleFileError, RuleNotLoaded, Status, load_rulebook
from statutes.rules.loading import load_from

ON = date(2026, 3, 1)
LAW = "安全生产法"
REGULATION = "493号令"
ORDINARY, LARGER, MAJOR, EXTRAORDINARY = AccidentLevel
COUNTS = st.integers(min_value=0, max_value=200)
FINES = st.integers(min_value=1, max_value=10**9).map(Decimal)


@pytest.mark.parametrize(
    ("level", "low", "high"),
    [
        ("ordinary", 300_000, 1_000_000),
        ("larger", 1_000_000, 2_000_000),
        ("major", 2_000_000, 10_000_000),
        ("extraordinary", 10_000_000, 20_000_000),
    ],
)
def test_the_fine_on_the_responsible_unit(level: str, low: int, high: int) -> None:
    plain = accident_fine(AccidentLevel(level), on=ON)
    assert [plain.low, plain.high] == [Decimal(low), Decimal(high)]
    assert plain.holds(Decimal(low))
    assert not plain.holds(Decimal(high + 1))
    serious = accident_fine(AccidentLevel(level), on=ON, is_especially_serious=True)
    assert [serious.low, serious.high] == [Decimal(2 * low), Decimal(5 * high)]


@pytest.mark.parametrize(
    ("article", "facts", "low", "high"),
    [
        (92, {"paragraph": 1}, 30_000, 100_000),
        (92, {"paragraph": 2}, 100_000, 200_000),
        (92, {"paragraph": 2, "gains": Decimal(99_999)}, 100_000, 200_000),
        (92, {"paragraph": 2, "gains": Decimal(100_000)}, 200_000, 500_000),
        (92, {"party": "responsible"}, 50_000, 100_000),
        (93, {}, 20_000, 200_000),
        (94, {}, 20_000, 50_000),
        (94, {"is_overdue": True}, 50_000, 100_000),
        (96, {}, 10_000, 30_000),
        (97, {"item": 7}, 0, 100_000),
        (97, {"item": 7, "is_overdue": True}, 100_000, 200_000),
        (97, {"party": "responsible", "is_overdue": True}, 20_000, 50_000),
        (98, {"item": 2}, 100_000, 500_000),
        (98, {"party": "responsible"}, 20_000, 50_000),
        (98, {"is_overdue": True}, 500_000, 1_000_000),
        (98, {"party": "responsible", "is_overdue": True}, 50_000, 100_000),
        (99, {"item": 2}, 0, 50_000),
        (99, {"item": 2, "is_overdue": True}, 50_000, 200_000),
        (99, {"party": "responsible", "is_overdue": True}, 10_000, 20_000),
        (101, {"item": 5}, 0, 100_000),
        (101, {"is_overdue": True}, 100_000, 200_000),
        (102, {}, 0, 50_000),
        (102, {"party": "responsible", "is_overdue": True}, 50_000, 100_000),
        (103, {"paragraph": 1, "gains": Decimal(300_000)}, 600_000, 1_500_000),
        (103, {"paragraph": 1}, 100_000, 200_000),
        (103, {"paragraph": 2}, 0, 50_000),
        (103, {"paragraph": 2, "party": "responsible"}, 0, 10_000),
        (104, {}, 0, 50_000),
        (105, {"item": 2}, 0, 50_000),
        (105, {"item": 2, "party": PERSON}, 0, 10_000),
        (106, {"party": "principal"}, 20_000, 100_000),
        (108, {}, 20_000, 200_000),
        (108, {"party": PERSON}, 10_000, 20_000),
        (109, {}, 50_000, 100_000),
        (109, {"is_overdue": True}, 100_000, 200_000),
        (114, {"item": 2}, 1_000_000, 2_000_000),
    ],
)
def test_brackets_of_the_work_safety_law(article: int, facts: dict[str, Any], low: int, high: int) -> None:
    found = cited_bracket(LAW, article, on=ON, **facts)
    assert (found.low, found.high, found.base) == (low, high, Base.YUAN)
    assert found.status is Status.VERIFIED


@pytest.mark.parametrize(
    ("instrument", "article", "facts", "low", "high"),
    [
        (LAW, 95, {"item": 1}, "0.40", "0.40"),
        (LAW, 95, {"level": LARGER}, "0.60", "0.60"),
        (LAW, 95, {"level": MAJOR}, "0.80", "0.80"),
        (LAW, 95, {"level": EXTRAORDINARY}, "1.00", "1.00"),
        (LAW, 96, {"level": ORDINARY}, "0.20", "0.50"),
        (LAW, 110, {}, "0.60", "1.00"),
        (REGULATION, 36, {"party": "principal"}, "0.60", "1.00"),
        (REGULATION, 36, {"party": PERSON}, "0.60", "1.00"),
    ],
)
def test_persons_pay_shares_of_last_years_income(
    instrument: str, article: int, facts: dict[str, Any], low: str, high: str
) -> None:
    found = cited_bracket(instrument, article, on=ON, **facts)
    assert (str(found.low), str(found.high), found.is_income_share) == (low, high, True)
    assert found.in_yuan(Decimal(90_000)).high == Decimal(high) * 90_000


@pytest.mark.parametrize(
    ("instrument", "article", "facts", "low", "high"),
    [
        ("危险化学品安全管理条例", 77, {"paragraph": 3}, 100_000, 200_000),
        ("危化条例", 78, {"item": 8}, 0, 50_000),
        ("危化条例", 78, {"item": 8, "is_overdue": True}, 50_000, 100_000),
        ("危化条例", 80, {"item": 4}, 50_000, 100_000),
        ("《烟花爆竹安全管理条例》", 37, {"item": 2}, 10_000, 50_000),
        ("烟花爆竹安全管理条例", 38, {"paragraph": 2}, 1_000, 5_000),
        ("安全生产许可证条例", 19, {}, 100_000, 500_000),
        ("生产安全事故应急条例", 32, {"is_overdue": True}, 30_000, 50_000),
        ("煤矿安全生产条例", 64, {}, 500_000, 2_000_000),
        ("煤矿安全生产条例", 67, {"level": LARGER}, 1_500_000, 2_000_000),
        ("粉尘规定", 27, {"item": 3}, 0, 50_000),
        ("有限空间规定", 19, {"item": 2}, 0, 50_000),
        (REGULATION, 36, {"item": 1}, 1_000_000, 5_000_000),
    ],
)
def test_brackets_of_regulations_and_department_rules(
    instrument: str, article: int, facts: dict[str, Any], low: int, high: int
) -> None:
    found = cited_bracket(instrument, article, on=date(2025, 6, 1), **facts)
    assert (found.low, found.high) == (low, high)


def test_the_higher_law_prevails_over_the_accident_regulation() -> None:
    now = cited_bracket(REGULATION, 37, level=ORDINARY, on=ON)
    assert (now.low, now.high) == (300_000, 1_000_000)
    assert now.citation.article == "第一百一十四条第一款"
    assert now.displaced is not None
    assert now.displaced.article == "第三十七条"
    own = cited_bracket(REGULATION, 37, level=ORDINARY, on=ON, is_prevailing=False)
    assert (own.low, own.high) == (100_000, 200_000)
    before = cited_bracket(REGULATION, 37, level=ORDINARY, on=date(2014, 11, 30))
    assert (before.low, before.high, before.displaced) == (100_000, 200_000, None)
    assert cited_bracket(REGULATION, 38, item=1, on=ON).low == Decimal("0.40")
    assert cited_bracket(REGULATION, 35, on=ON).low == Decimal("0.60")


def test_the_law_of_2014_counts_until_its_last_day() -> None:
    found = cited_bracket(LAW, 109, level=MAJOR, on=date(2021, 8, 31))
    assert (found.low, found.high) == (1_000_000, 5_000_000)
    with pytest.raises(RuleNotLoaded, match=r"art\. 114"):
        cited_bracket(LAW, 114, level=MAJOR, on=date(2021, 8, 31))
    with pytest.raises(RuleNotLoaded, match="2014-11-30"):
        cited_bracket(LAW, 109, level=MAJOR, on=date(2014, 11, 30))


@pytest.mark.parametrize(
    ("instrument", "article", "facts", "said"),
    [
        ("行政许可法", 80, {}, "行政许可法.* is not loaded"),
        ("国务院令第1493号", 36, {}, "1493号.* is not loaded"),
        ("安全生产法", 100, {}, r"art\. 100"),
        ("烟花爆竹安全管理条例", 11, {}, r"art\. 11"),
        ("重庆市安全生产条例", 50, {}, "as in force on 2026-03-01 is not loaded"),
        ("安全生产法", 97, {"item": 8}, "item 8"),
        ("安全生产法", 97, {"party": "responsible"}, "no fine on the responsible before"),
        ("安全生产法", 114, {"party": "principal"}, "no fine on the principal"),
    ],
)
def test_what_is_not_loaded_or_not_provided_is_named(
    instrument: str, article: int, facts: dict[str, Any], said: str
) -> None:
    with pytest.raises(RuleNotLoaded, match=said):
        cited_bracket(instrument, article, on=ON, **facts)


def test_an_open_citation_is_not_guessed() -> None:
    with pytest.raises(ValueError, match="say which"):
        cited_bracket(LAW, 114, on=ON)
    with pytest.raises(ValueError, match="say which"):
        cited_bracket(LAW, 92, on=ON)
    with pytest.raises(NoFineProvided):
        cited_bracket(LAW, 92, party="principal", on=ON)


def test_several_acts_are_punished_together() -> None:
    both = combined([cited_bracket(LAW, 99, item=2, on=ON), cited_bracket(LAW, 102, on=ON)])
    assert (both.low, both.high) == (0, 100_000)
    assert [citation.article for citation in both.citations] == ["第九十九条", "第一百零二条"]
    unsure = combined([both, cited_bracket("有限空间规定", 19, on=ON)])
    assert unsure.status is Status.UNVERIFIED
    with pytest.raises(ValueError, match="one kind"):
        combined([both, cited_bracket(LAW, 110, on=ON)])


def test_whom_an_article_fines() -> None:
    assert fined_parties(LAW, 97, on=ON) == ("unit", "responsible")
    assert fined_parties(LAW, 106, on=ON) == ("principal", "investor")


def test_every_loaded_bracket_has_its_ends_in_order_and_stands_alone() -> None:
    ids = [(rule.id, rule.effective_from) for rule, _, _ in load_rulebook().fines]
    assert len(ids) == len(set(ids))
    for rule, row, _ in load_rulebook().fines:
        assert 0 <= rule.amount_by("low") <= rule.amount_by("high")
        assert rule.amount_by("high") > 0
        assert rule.unit != "share" or rule.amount_by("high") <= 1, row


def test_a_coal_mine_pays_by_its_own_regulation() -> None:
    on = date(2025, 1, 1)
    coal = accident_fine(LARGER, on=on, sector="coal_mine")
    assert (coal.low, coal.high) == (1_500_000, 2_000_000)
    serious = accident_fine(LARGER, on=on, sector="coal_mine", is_especially_serious=True)
    assert (serious.low, serious.high) == (3_000_000, 10_000_000)
    assert serious.citation.article == "第六十七条第二款"
    assert fine_for("accident", party="principal", level=MAJOR, sector="coal_mine", on=on).low == Decimal(
        "0.80"
    )
    before = accident_fine(LARGER, on=date(2024, 4, 30), sector="coal_mine")
    assert (before.low, before.high) == (1_000_000, 2_000_000)


@pytest.mark.parametrize(
    ("deaths", "injured", "loss", "low", "high"),
    [
        (0, 0, 0, 30, 50),
        (0, 2, 2_999_999, 30, 50),
        (1, 0, 0, 50, 70),
        (0, 3, 0, 50, 70),
        (0, 5, 0, 50, 70),
        (0, 0, 3_000_000, 50, 70),
        (2, 0, 0, 70, 100),
        (0, 6, 0, 70, 100),
        (0, 0, 9_999_999, 70, 100),
        (3, 0, 0, 100, 120),
        (4, 0, 0, 100, 120),
        (6, 0, 0, 120, 150),
        (7, 0, 0, 150, 200),
        (9, 0, 0, 150, 200),
        (0, 0, 12_000_000, 100, 120),
        (11, 0, 0, 200, 400),
        (14, 0, 0, 400, 600),
        (29, 0, 0, 600, 1000),
        (39, 0, 0, 1000, 1200),
        (49, 0, 0, 1200, 1500),
        (50, 0, 0, 1500, 2000),
    ],
)
def test_the_tiers_within_a_level(deaths: int, injured: int, loss: int, low: int, high: int) -> None:
    found = accident_tier(deaths=deaths, serious_injuries=injured, loss_yuan=Decimal(loss), on=ON)
    assert (found.low, found.high) == (low * 10_000, high * 10_000)
    assert found.status is Status.UNVERIFIED


@given(COUNTS, COUNTS, st.integers(min_value=0, max_value=3 * 10**8), COUNTS)
def test_a_tier_lies_within_its_level_and_more_harm_never_lowers_it(
    deaths: int, injured: int, loss: int, more: int
) -> None:
    facts = {"serious_injuries": injured, "loss_yuan": Decimal(loss)}
    tier = accident_tier(deaths=deaths, on=ON, **facts)  # type: ignore[arg-type]
    level = accident_level(deaths=deaths, on=ON, **facts)  # type: ignore[arg-type]
    whole = accident_fine(level, on=ON)
    assert whole.low <= tier.low <= tier.high <= whole.high
    assert accident_tier(deaths=deaths + more, on=ON, **facts).low >= tier.low  # type: ignore[arg-type]


def test_the_tiers_do_not_count_before_their_day() -> None:
    with pytest.raises(RuleNotLoaded, match="tiers"):
        accident_tier(deaths=1, on=date(2024, 2, 29))


@pytest.mark.parametrize(("until", "days"), [(1, 0), (2, 1), (11, 10)])
def test_daily_continuous_fines_run_from_the_day_after_the_order(until: int, days: int) -> None:
    added = continuous_fine(Decimal(20_000), ordered_on=date(2026, 3, 1), until=date(2026, 3, until), on=ON)
    assert added == 20_000 * days


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("安全生产法第97条第7项", Cited("安全生产法", 97, None, (7,))),
        ("《安全生产法》第一百一十四条第一款第一项", Cited("安全生产法", 114, 1, (1,))),
        ("第95条第(一)项", Cited("", 95, None, (1,))),
        ("行政许可法第80条(二)", Cited("行政许可法", 80, None, (2,))),
        ("99条(一)5万元以下", Cited("", 99, None, (1,))),
        ("安全生产法第九十七条第（一）（三）项", Cited("安全生产法", 97, None, (1, 3))),
    ],
)
def test_citations_are_read_as_offices_write_them(text: str, cited: Cited) -> None:
    assert read_citations(text) == (cited,)
    assert cited.item == cited.items[0]


def test_an_article_without_a_name_belongs_to_the_instrument_before_it() -> None:
    found = read_citations("安全生产法第36条第1款;粉尘防爆规定第15条、第17条第1款")
    assert [(item.instrument, item.article) for item in found] == [
        ("安全生产法", 36),
        ("粉尘防爆规定", 15),
        ("粉尘防爆规定", 17),
    ]
    assert read_citations("GB11652-2012第9.3.7、9.3.8条") == ()
    assert read_citations("未载") == ()


@pytest.mark.parametrize(
    ("words", "number"),
    [("十", 10), ("十四", 14), ("九十九", 99), ("一百零一", 101), ("一百一十四", 114), ("77", 77)],
)
def test_numerals_are_read(words: str, number: int) -> None:
    assert read_number(words) == number


def test_the_brackets_of_2021_are_not_applied_before_their_day() -> None:
    before = accident_fine(ORDINARY, on=date(2021, 8, 31))
    assert (before.low, before.high) == (200_000, 500_000)
    with pytest.raises(RuleNotLoaded):
        accident_fine(ORDINARY, on=date(2007, 5, 31))


@pytest.mark.parametrize(
    ("days", "amount", "is_capped"),
    [
        (-1, "0", False),
        (0, "0", False),
        (1, "3000.00", False),
        (33, "99000.00", False),
        (34, "100000.00", True),
    ],
)
def test_the_surcharge_runs_at_three_percent_and_stops_at_the_fine(
    days: int, amount: str, is_capped: bool
) -> None:
    found = surcharge(Decimal(100_000), days, on=ON)
    assert (found.amount, found.is_capped) == (Decimal(amount), is_capped)


@given(FINES, st.integers(min_value=0, max_value=400))
def test_the_surcharge_never_exceeds_the_fine(fine: Decimal, days: int) -> None:
    assert surcharge(fine, days, on=ON).amount <= fine


@given(FINES, st.integers(min_value=0, max_value=60))
def test_the_surcharge_grows_day_by_day_until_the_thirty_fourth(fine: Decimal, days: int) -> None:
    today, tomorrow = surcharge(fine, days, on=ON), surcharge(fine, days + 1, on=ON)
    assert today.amount <= tomorrow.amount
    assert (today.amount < tomorrow.amount) is (days < 34)
    assert today.is_capped is (days >= 34)


@pytest.mark.parametrize(
    ("party", "amount", "is_due"),
    [
        ("citizen", 4999, False),
        ("citizen", 5000, True),
        ("organisation", 49999, False),
        ("organisation", 50000, True),
    ],
)
def test_hearing_thresholds_of_chongqing(party: str, amount: int, is_due: bool) -> None:
    assert is_hearing_due(Decimal(amount), party=party, place="500102", on=ON) is is_due


def test_the_old_national_hearing_threshold_ends_with_decree_18() -> None:
    last_day = date(2026, 1, 31)
    assert is_hearing_due(Decimal(20_000), party="citizen", place="51", on=last_day)
    assert not is_hearing_due(Decimal(49_999), party="organisation", place="51", on=last_day)
    with pytest.raises(RuleNotLoaded):
        is_hearing_due(Decimal(10**6), party="citizen", place="51", on=date(2026, 2, 1))


def test_limits_of_the_summary_procedure() -> None:
    assert summary_limit("citizen", on=ON) == 200
    assert summary_limit("organisation", on=ON) == 3000


FINE = """
[instrument]
title = "试验条例"
number = "试〔2020〕1号"
place = "cn"
effective_from = 2020-01-01
source = "T"
key = "trial"
rank = "regulation"
aliases = ["试验条例"]

[[fine]]
article = "第三条第一款"
items = [1, 2]
parties = ["unit"]
low = 10000
high = 20000
text = "处一万元以上二万元以下的罚款。"
text_en = "10,000 to 20,000 yuan."
status = "verified"
"""


def loaded(folder: Path, text: str) -> Rulebook:
    path = folder / "cn" / "trial.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return load_from(folder)


def test_a_fine_becomes_a_rule_with_two_ends(tmp_path: Path) -> None:
    ((rule, row, head),) = loaded(tmp_path, FINE).fines
    assert rule.id == "fine.trial.3.1.1_2.unit"
    assert (rule.amount_by("low"), rule.amount_by("high")) == (10_000, 20_000)
    assert str(rule.citation) == "《试验条例》（试〔2020〕1号）第三条第一款"
    assert (row.items, head.rank) == ((1, 2), "regulation")


@pytest.mark.parametrize(
    ("change", "to", "said"),
    [
        ('key = "trial"\n', "", "needs a key and a rank"),
        ('rank = "regulation"', 'rank = "custom"', "needs a key and a rank"),
        ('parties = ["unit"]', 'parties = ["dog"]', "parties must be of"),
        ('parties = ["unit"]', "parties = []", "parties must be of"),
        ("low = 10000", 'level = "grim"\nlow = 10000', "unknown level 'grim'"),
        ("low = 10000", "low = 30000", "the low end lies above the high end"),
        ("low = 10000", "gains_from = 5\nlow = 10000", "a multiple needs the gains"),
        ("low = 10000", 'unit = "multiple"\nlow = 1', "a multiple needs the gains"),
        ("low = 10000", "low = 0.5", "write the number as an integer or in quotes"),
        ('article = "第三条第一款"', 'article = "附则"', "does not name one article"),
        ('article = "第三条第一款"\n', "", "missing citation"),
        ("items = [1, 2]", "items = [1, 2]\ncolour = 3", "unknown key 'colour'"),
    ],
)
def test_a_fine_that_does_not_fit_is_refused_by_file_and_row(
    tmp_path: Path, change: str, to: str, said: str
) -> None:
    assert change in FINE
    with pytest.raises(RuleFileError, match=r"cn/trial\.toml, fine 1.*line 12") as refusal:
        loaded(
            tmp_path, FINE.replace(change, to, 1) if "key" not in change else FINE.replace(change, "\n", 1)
        )
    assert said in str(refusal.value)


def test_two_fines_for_the_same_thing_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleFileError, match=r"fine\.trial\.3\.1\.1_2\.unit.*already in force"):
        loaded(tmp_path, FINE + FINE[FINE.index("[[fine]]") :])
