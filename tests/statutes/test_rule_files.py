"""The rule files: what the schema refuses, which rule wins, what must be loaded."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from statutes.apps import check_rule_files
from statutes.rewards.checking import check_schedules
from statutes.rules import HOME, RuleFileError, RuleNotLoaded, get_rule, load_rulebook, rules_in_force
from statutes.rules.loading import Rulebook, load_from
from statutes.sources import SOURCES, read_in

HEAD = """
[instrument]
title = "试验办法"
number = "试〔2020〕1号"
place = "{place}"
effective_from = 2020-01-01
source = "T"
overridable = {overridable}
"""
RULE = """
[[rule]]
id = "trial.amount"
article = "第一条"
text = "一千元。"
text_en = "A thousand yuan."
unit = "yuan"
value = 1000
status = "verified"
"""


def write(folder: Path, name: str, text: str, *, place: str = "cn", overridable: bool = True) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    head = HEAD.format(place=place, overridable=str(overridable).lower())
    path.write_text(head + text, encoding="utf-8")


def load(folder: Path) -> Rulebook:
    return load_from(folder)


def test_a_right_file_is_read_with_its_citation(tmp_path: Path) -> None:
    write(tmp_path, "cn/trial.toml", RULE)
    (rule,) = load(tmp_path).rules["trial.amount"]
    assert str(rule.citation) == "《试验办法》（试〔2020〕1号）第一条"
    assert str(rule.amount) == "1000"


@pytest.mark.parametrize(
    ("change", "to", "said"),
    [
        ('article = "第一条"\n', "", "missing citation"),
        ('article = "第一条"', 'article = " "', "missing citation"),
        ("value = 1000", "value = 1000\nspeed = 3", "unknown key 'speed'"),
        ('text_en = "A thousand yuan."\n', "", "missing key 'text_en'"),
        ('status = "verified"', 'status = "sure"', "not one of: verified, secondary, unverified"),
        ('unit = "yuan"', 'unit = "day"', "must say its kind of day"),
        ('unit = "yuan"', 'unit = "days"', "must say its kind of day"),
        ('unit = "yuan"', 'unit = "furlong"', "unknown unit 'furlong'"),
        ("value = 1000", "value = 0.15", "write the number as an integer or in quotes"),
        ("value = 1000", 'value = "much"', "is not a number"),
        ("value = 1000", "", "write the number as an integer or in quotes"),
        ('unit = "yuan"', 'unit = "flag"', "is not a value in flag"),
        ('unit = "yuan"', 'unit = "none"', "has no value"),
        ('unit = "yuan"', 'unit = "yuan"\nby = "level"', "must have exactly the keys ordinary"),
        ('unit = "yuan"', 'unit = "yuan"\nby = "colour"', "unknown dimension 'colour'"),
        ("value = 1000", "value = 1000\neffective_to = 2019-01-01", "ends before it begins"),
        ("value = 1000", "value = 1000\neffective_to = 2019-01-01T08:00:00", "a date without a time"),
        ('id = "trial.amount"', "id = 7", "must be str, not int"),
        ("[[rule]]", "[[rool]]", "unknown table 'rool'"),
    ],
)
def test_a_row_that_does_not_fit_is_refused_by_file_and_row(
    tmp_path: Path, change: str, to: str, said: str
) -> None:
    assert change in RULE
    write(tmp_path, "cn/trial.toml", RULE.replace(change, to, 1))
    with pytest.raises(RuleFileError, match=r"cn/trial\.toml") as refusal:
        load(tmp_path)
    assert said in str(refusal.value)
    if "rool" not in to:
        assert "rule 1" in str(refusal.value)
        assert "line 10" in str(refusal.value)


def test_a_file_without_a_head_or_toml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bare.toml"
    path.write_text(RULE, encoding="utf-8")
    with pytest.raises(RuleFileError, match=r"bare.toml: no \[instrument\]"):
        load(tmp_path)
    path.write_text("= broken", encoding="utf-8")
    with pytest.raises(RuleFileError, match=r"bare.toml: not readable"):
        load(tmp_path)


def test_two_rules_for_the_same_place_and_time_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "cn/one.toml", RULE)
    write(tmp_path, "cn/two.toml", RULE)
    with pytest.raises(RuleFileError, match=r"cn/two.toml, rule 1 .*cn/one.toml"):
        load(tmp_path)


DIVISION = """
[[division]]
code = "999999"
title_zh = "试验区"
title_en = "Trial district"
kind = "district"
parent = "99"
article = "表"
status = "verified"
"""


def test_two_rows_for_the_same_division_document_or_sector_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "cn/one.toml", DIVISION)
    write(tmp_path, "cn/two.toml", DIVISION)
    with pytest.raises(RuleFileError, match=r"cn/two.toml, row 1, .*999999.*cn/one.toml, row 1"):
        load(tmp_path)
    old = DIVISION + "effective_to = 2021-12-31\n"
    write(tmp_path, "cn/one.toml", old)
    write(tmp_path, "cn/two.toml", DIVISION + "effective_from = 2022-01-01\n")
    assert len(load(tmp_path).files) == 2


def test_a_local_rule_replaces_the_nations_where_it_is_allowed(tmp_path: Path) -> None:
    write(tmp_path, "cn/one.toml", RULE)
    write(tmp_path, "cn-50/two.toml", RULE.replace("1000", "2000"), place="50")
    write(tmp_path, "cn-50/three.toml", RULE.replace("1000", "3000"), place="500102")
    assert len(load(tmp_path).rules["trial.amount"]) == 3
    write(tmp_path, "cn-50/two.toml", RULE.replace("1000", "2000"), place="50", overridable=False)
    with pytest.raises(RuleFileError, match=r"cn-50/three.toml.*cn-50/two.toml"):
        load(tmp_path)


def test_rules_that_follow_one_another_are_no_double(tmp_path: Path) -> None:
    write(tmp_path, "cn/one.toml", RULE.replace("value = 1000", "value = 1000\neffective_to = 2021-12-31"))
    write(tmp_path, "cn/two.toml", RULE.replace("value = 1000", "value = 2000\neffective_from = 2022-01-01"))
    assert len(load(tmp_path).rules["trial.amount"]) == 2


def test_a_local_rule_is_refused_where_the_nation_allows_none(tmp_path: Path) -> None:
    write(tmp_path, "cn/one.toml", RULE, overridable=False)
    write(tmp_path, "cn-50/two.toml", RULE, place="50")
    with pytest.raises(RuleFileError, match=r"cn-50/two.toml.*cn/one.toml"):
        load(tmp_path)


def test_a_clock_needs_a_period_and_a_whole_extension(tmp_path: Path) -> None:
    clock = (
        RULE
        + """
[rule.clock]
title_zh = "试"
title_en = "Trial"
binds = "office"
starts_zh = "始"
starts_en = "start"
"""
    )
    write(tmp_path, "cn/trial.toml", clock)
    with pytest.raises(RuleFileError, match="a clock needs a period"):
        load(tmp_path)
    write(tmp_path, "cn/trial.toml", clock.replace('"yuan"', '"calendar_day"') + "extension_amount = 3\n")
    with pytest.raises(RuleFileError, match="an extension needs"):
        load(tmp_path)


def test_the_narrowest_place_wins() -> None:
    on = date(2024, 3, 1)
    assert str(get_rule("reward.penalty_share.rate", place="410000", on=on).amount) == "0.15"
    assert str(get_rule("reward.penalty_share.rate", place="371300", on=on).amount) == "0.50"
    assert get_rule("reward.claim", place="371300", on=on).period.amount == 60
    assert get_rule("reward.claim", place="370812", on=on).period.amount == 30
    assert get_rule("accident.investigation.level", place="500102", on=on).choice_by("major") == "city"
    assert get_rule("accident.investigation.level", place="51", on=on).choice_by("major") == "province"


def test_a_rule_outside_its_dates_is_not_loaded() -> None:
    first_day = date(2018, 1, 4)
    assert get_rule("reward.penalty_share.rate", place="cn", on=first_day)
    with pytest.raises(RuleNotLoaded, match="2018-01-03"):
        get_rule("reward.penalty_share.rate", place="cn", on=first_day - timedelta(days=1))
    with pytest.raises(RuleNotLoaded, match=r"reward\.nonsense"):
        get_rule("reward.nonsense", on=first_day)


def test_a_sector_rule_counts_for_its_sector_alone() -> None:
    on = date(2023, 1, 1)
    assert get_rule("reward.real_name.required", place="cn", on=on).flag is True
    assert get_rule("reward.real_name.required", place="cn", on=on, sector="mining").flag is False


def test_every_loaded_rule_says_where_it_comes_from_in_both_languages() -> None:
    for rules in load_rulebook().rules.values():
        for rule in rules:
            assert rule.citation.instrument
            assert rule.citation.article
            assert all(all(words) for words in read_in(rule.source))
            # What the fact sheet lacks was read in the law, awaits confirmation, or is the office's own choice.
            assert rule.sheet or rule.source != "inference" or rule.place == HOME
            assert rule.text
            assert rule.text_en.isascii() or "–" in rule.text_en
            assert rule.as_dict()["citation"] == str(rule.citation)


def test_the_reward_rules_of_the_sheet_are_all_there() -> None:
    sheets = {sheet for rules in load_rulebook().rules.values() for rule in rules for sheet in rule.sheet}
    expected = {f"B{number:02}" for number in range(1, 28)} | {f"B{number}" for number in range(40, 50)}
    assert expected <= sheets


def test_rules_in_force_lists_one_rule_per_id() -> None:
    rules = rules_in_force(place="500102", on=date(2026, 11, 1))
    assert len({rule.id for rule in rules}) == len(rules)
    assert all(rule.is_in_force(date(2026, 11, 1)) for rule in rules)


def test_every_schedule_reads_rules_that_exist() -> None:
    check_schedules()


def test_the_start_up_check_finds_no_fault_in_the_rule_files() -> None:
    assert check_rule_files(None) == []


def test_every_source_is_named_by_a_rule_file() -> None:
    files = load_rulebook().files
    named = {
        key
        for file in files
        for rows in file.rows.values()
        for row, placed in rows
        for source in (placed.instrument.source, getattr(row, "source", None) or "")
        for key in source.split()
    }
    assert named == set(SOURCES)
