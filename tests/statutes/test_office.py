"""What an office adds to the law: its choices, its confirmations, the yearly notice; and how processes hear of it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection
from django.utils import timezone

from accounts.models import Duty
from statutes import office
from statutes.calendar import add_working_days, deadline, is_announced, is_working_day
from statutes.models import Edition, HolidayNotice, RuleConfirmation, SiteSwitch
from statutes.periods import Period, PeriodUnit
from statutes.rewards import RewardFacts, assess
from statutes.rulebook import (
    DESCRIPTIONS,
    Entry,
    Standing,
    all_entries,
    entries_called,
    entries_in_force,
    unsettled_entries,
)
from statutes.rules import HOME, Status, get_rule, national_rule, rules_in_force
from statutes.rules.parsing import KINDS
from statutes.rules.rows import FineRow, RuleRow
from statutes.services import (
    confirm_rule,
    import_holidays,
    set_office_setting,
    switch_site,
    withdraw_record,
)
from tests import factories

pytestmark = pytest.mark.django_db

ROUNDING = "reward.setting.rounding"


@pytest.fixture
def admin() -> Any:
    return factories.the(Duty.ADMIN)


def choose(value: str, *, on: date, by: Any, key: str = ROUNDING) -> None:
    rule = national_rule(key)
    set_office_setting(rule, value, effective_from=on, reason="局务会议定", actor=by)


def take_in_2027(by: Any, **days: str) -> HolidayNotice:
    """Import a notice of 2027 that begins on the last day of 2026."""
    found = {date(2026, 12, 31): "rest", date(2027, 1, 1): "rest", date(2027, 1, 4): "rest"}
    found |= {date(2026, 12, 27): "work", date(2027, 10, 1): "rest"}
    return import_holidays(
        found, year=2027, number="演示〔2026〕1号", published_on=date(2026, 11, 20), source="演示", actor=by
    )


# ---- Choices ---------------------------------------------------------------------------------------------------
def test_a_choice_of_the_office_takes_the_place_of_the_default_from_its_day_on(admin: Any) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    choose("yuan_down", on=tomorrow, by=admin)
    before, after = (get_rule(ROUNDING, place=HOME, on=day) for day in (timezone.localdate(), tomorrow))
    assert (before.choice, before.status) == ("fen_half_up", Status.UNVERIFIED)
    assert (after.choice, after.status) == ("yuan_down", Status.VERIFIED)
    assert f"本局自{tomorrow.isoformat()}起采用" in str(after.citation)
    assert after.text != before.text
    listed = {rule.id: rule for rule in rules_in_force(place="cn", on=tomorrow)}
    assert listed[ROUNDING].choice == "yuan_down"


def test_an_assessment_rounds_as_the_office_chose_and_the_past_stays(admin: Any) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    facts = RewardFacts(fines=(Decimal("100003"),), is_major_hazard=True)
    yesterday = assess(facts, place=HOME, on=timezone.localdate())
    choose("yuan_down", on=tomorrow, by=admin)
    assert assess(facts, place=HOME, on=tomorrow).amount == Decimal("15000.00")
    assert assess(facts, place=HOME, on=timezone.localdate()) == yesterday
    assert yesterday.amount == Decimal("15000.45")


def test_of_two_choices_for_a_day_the_later_entry_counts(admin: Any) -> None:
    day = timezone.localdate() + timedelta(days=9)
    choose("yuan_down", on=day, by=admin)
    choose("fen_down", on=day, by=admin)
    choose("yuan_half_up", on=day - timedelta(days=1), by=admin)
    assert get_rule(ROUNDING, place=HOME, on=day).choice == "fen_down"
    assert get_rule(ROUNDING, place=HOME, on=day - timedelta(days=1)).choice == "yuan_half_up"


@pytest.mark.parametrize(("value", "days"), [("fen_half_up", 0), ("fen_half_up", -1), ("dollars", 1)])
def test_a_day_that_has_begun_and_a_value_that_is_no_option_are_refused(
    admin: Any, value: str, days: int
) -> None:
    with pytest.raises(ValidationError, match=r"tomorrow|cannot choose"):
        choose(value, on=timezone.localdate() + timedelta(days=days), by=admin)
    assert office.office().choices == {}


def test_a_flag_can_be_chosen(admin: Any) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    choose("false", on=tomorrow, by=admin, key="reward.setting.pay_before_collection")
    assert get_rule("reward.setting.pay_before_collection", place=HOME, on=tomorrow).flag is False


def test_every_open_point_of_the_measures_can_be_chosen() -> None:
    open_points = {entry.id for entry in all_entries() if entry.is_open_to_choice}
    names = ("rounding", "several_fines", "fine_changed", "pay_before_collection", "both_kinds")
    assert {f"reward.setting.{name}" for name in names} <= open_points


# ---- Confirmations ---------------------------------------------------------------------------------------------
def an_unverified_entry() -> Entry:
    return entries_called("tip.accept")[0]


def test_a_confirmation_settles_a_rule_until_it_is_withdrawn(admin: Any) -> None:
    today, entry = timezone.localdate(), an_unverified_entry()
    open_before = len(unsettled_entries(today))
    confirmation = confirm_rule(entry, read_on=today, source="局办公室存档", actor=admin)
    assert an_unverified_entry().standing is Standing.CONFIRMED
    assert len(unsettled_entries(today)) == open_before - 1
    with pytest.raises(ValidationError, match="already"):
        confirm_rule(entry, read_on=today, source="再次", actor=admin)
    withdraw_record(confirmation, why="看错了文号", actor=admin)
    assert an_unverified_entry().standing is Standing.UNVERIFIED
    assert RuleConfirmation.objects.get().withdrawn_by == admin
    with pytest.raises(ValidationError, match="already"):
        withdraw_record(confirmation, why="再次", actor=admin)


def test_a_confirmation_does_not_hold_for_a_row_that_changed(
    admin: Any, tmp_path: Any, monkeypatch: Any
) -> None:
    from statutes import rulebook
    from statutes.rules.loading import load_from

    row = (
        '[instrument]\ntitle = "甲办法"\nnumber = ""\nplace = "cn"\neffective_from = 2020-01-01\nsource = "P1"\n'
        '[[rule]]\nid = "a.b"\narticle = "第一条"\ntext = "{text}"\ntext_en = "x"\nunit = "persons"\n'
        'value = 3\nstatus = "unverified"\n'
    )

    def entry_with(text: str, before: str = "") -> Entry:
        (tmp_path / "a.toml").write_text(before + row.format(text=text))
        book = load_from(tmp_path)
        monkeypatch.setattr(rulebook, "load_rulebook", lambda: book)
        return entries_called("a.b")[0]

    first = entry_with("三人。")
    confirm_rule(first, read_on=date(2026, 11, 1), source="公报", actor=admin)
    assert entry_with("三人。").standing is Standing.CONFIRMED
    assert entry_with("三人。", before="# moved down\n\n").standing is Standing.CONFIRMED
    assert entry_with("四人。").standing is Standing.UNVERIFIED


def test_every_row_of_the_files_is_an_entry_of_its_own() -> None:
    entries = all_entries()
    assert len({entry.digest for entry in entries}) == len(entries)
    assert {"rule", "schedule", "document", "element", "situation", "division", "holiday_year"} <= {
        entry.kind for entry in entries
    }
    assert all(entry.text and str(entry.citation) for entry in entries)


def test_no_kind_of_row_is_left_out() -> None:
    """A new kind of row needs its words in statutes.rulebook, or nobody could read and confirm it."""
    by_id = {RuleRow, FineRow}
    assert set(KINDS.values()) - by_id == set(DESCRIPTIONS)


def test_what_is_not_in_force_is_not_listed() -> None:
    by_day = {
        day: {entry.id for entry in entries_in_force(day)} for day in (date(2017, 1, 1), date(2026, 1, 1))
    }
    assert "reward.penalty_share.rate" not in by_day[date(2017, 1, 1)]
    assert "reward.penalty_share.rate" in by_day[date(2026, 1, 1)]


# ---- The switch ------------------------------------------------------------------------------------------------
def settle_everything(by: Any) -> None:
    for entry in unsettled_entries(timezone.localdate()):
        confirm_rule(entry, read_on=date(2026, 11, 1), source="公报", actor=by)


def test_the_site_goes_live_when_every_rule_that_binds_here_is_settled(admin: Any, settings: Any) -> None:
    settings.IS_PRODUCTION = True
    left = len(unsettled_entries(timezone.localdate()))
    assert left > 50
    with pytest.raises(ValidationError, match=f"{left} rules"):
        switch_site(is_live=True, why="", actor=admin)
    settle_everything(admin)
    assert office.is_demonstration()
    switch_site(is_live=True, why="规则已全部核对", actor=admin)
    assert not office.is_demonstration()
    switch_site(is_live=False, why="培训", actor=admin)
    assert office.is_demonstration()
    assert [row.is_live for row in SiteSwitch.objects.order_by("pk")] == [True, False]


# ---- The yearly notice -----------------------------------------------------------------------------------------
def test_a_year_is_final_once_its_notice_is_imported(admin: Any) -> None:
    start, period = date(2026, 12, 28), Period(5, PeriodUnit.WORKING_DAY)
    assert deadline(start, period).is_provisional
    assert not is_announced(date(2027, 3, 1))
    take_in_2027(admin)
    found = deadline(start, period)
    # 29, 30 December, then 5, 6 and 7 January: the notice takes the 31st and the 4th.
    assert (found.due_at.date(), found.is_provisional) == (date(2027, 1, 7), False)
    assert is_announced(date(2027, 3, 1))
    assert not is_announced(date(2027, 12, 31))


def test_a_notice_has_the_last_word_on_the_last_days_of_the_year_before(admin: Any) -> None:
    assert is_working_day(date(2026, 12, 31))
    assert not is_working_day(date(2026, 12, 27))
    take_in_2027(admin)
    assert not is_working_day(date(2026, 12, 31))
    assert is_working_day(date(2026, 12, 27))
    assert not is_working_day(date(2026, 10, 1))


def test_the_newest_notice_of_a_year_counts_and_a_withdrawn_one_does_not(admin: Any) -> None:
    first = take_in_2027(admin)
    second = import_holidays(
        {date(2027, 1, 1): "rest"},
        year=2027,
        number="2",
        published_on=first.published_on,
        source="x",
        actor=admin,
    )
    assert is_working_day(date(2027, 1, 4))
    withdraw_record(second, why="输入有误", actor=admin)
    assert not is_working_day(date(2027, 1, 4))
    withdraw_record(first, why="输入有误", actor=admin)
    assert not is_announced(date(2027, 3, 1))


# ---- How processes hear of it ----------------------------------------------------------------------------------
def test_the_calendar_asks_no_database_for_a_day(admin: Any, django_assert_num_queries: Any) -> None:
    take_in_2027(admin)
    is_working_day(date(2027, 1, 4))
    with django_assert_num_queries(0):
        assert add_working_days(date(2026, 1, 1), 400) > date(2027, 7, 1)


def test_another_process_hears_of_a_notice_at_its_next_look(
    admin: Any, settings: Any, django_assert_num_queries: Any
) -> None:
    """The records as this process keeps them are put back: as if another process had imported."""
    elsewhere = office.office()
    take_in_2027(admin)
    office.keep(elsewhere)
    assert is_working_day(date(2026, 12, 31)), "kept for some seconds"
    settings.OFFICE_RECORDS_SECONDS = 0
    office.keep(elsewhere)
    assert not is_working_day(date(2026, 12, 31))
    with django_assert_num_queries(1):
        office.office()


def test_what_was_rolled_back_is_forgotten_at_the_next_look(admin: Any, settings: Any) -> None:
    take_in_2027(admin)
    mark = Edition.current()
    settings.OFFICE_RECORDS_SECONDS = 0
    assert not is_working_day(date(2026, 12, 31))
    HolidayNotice.objects.all().delete()
    Edition.objects.update(mark=f"{mark[:-1]}x")
    assert is_working_day(date(2026, 12, 31))


def test_a_database_that_is_away_takes_no_record_along(settings: Any, caplog: Any) -> None:
    settings.OFFICE_RECORDS_SECONDS = 0
    office.keep(office.Office(mark="kept", is_live=True))

    def away(*_args: Any) -> None:
        raise DatabaseError

    with connection.execute_wrapper(away):
        assert office.office().is_live
        office.keep(None)
        with pytest.raises(DatabaseError):
            office.office()
    assert "could not be read" in caplog.text
