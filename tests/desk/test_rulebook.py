"""The rulebook: what it shows, who confirms, what the office chooses, the yearly notice, going live."""

import re
from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import unquote

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Duty
from desk.tasks import recompute
from desk.views_rulebook import RULES_PER_PAGE
from notices.selectors import notices_of
from statutes import office
from statutes.calendar import ZONE, is_working_day
from statutes.models import HolidayNotice, OfficeSetting, RuleConfirmation, SiteSwitch
from statutes.rulebook import (
    Entry,
    Standing,
    all_entries,
    entries_called,
    entries_in_force,
    unsettled_entries,
)
from statutes.rules import HOME, get_rule
from statutes.services import confirm_rule
from statutes.sources import read_in
from tests import factories
from tests.desk.builders import text_of
from tests.factories import browser, the
from workflow.models import Clock
from workflow.services import delivering_inline

pytestmark = pytest.mark.django_db

TIP = "tip.accept"
ROUNDING = "reward.setting.rounding"
READ = {"source": "局办公室存档原件", "read_on": "2026-11-02", "is_read": "on"}
NOTICE = {"number": "国办发明电〔2026〕9号", "published_on": "2026-11-20", "source": "中国政府网"}
DAYS = """
2026-12-31 放假
2027年1月1日至2027年1月3日 放假
2027-02-05~2027-02-11, rest
2027/1/9 上班

2027-10-01 to 2027-10-07\trest
"""


@pytest.fixture
def admin() -> Client:
    return browser(the(Duty.ADMIN))


def open_entry(entry_id: str = TIP) -> Entry:
    return entries_called(entry_id)[0]


def url_of(entry: Entry, act: str) -> str:
    return f"/desk/rulebook/{entry.id}/{entry.version}/{act}/"


# ---- The list --------------------------------------------------------------------------------------------------
def rules_on_all_pages(client: Client, query: str) -> list[str]:
    found: list[str] = []
    for number in range(1, 60):
        response = client.get(f"/desk/rulebook/?{query}&page={number}")
        found += map(unquote, re.findall(r'href="/desk/rulebook/([^/?"]+)/"', response.content.decode()))
        if not response.context["page"].has_next():
            return found
    raise AssertionError("the list does not end")


def test_every_rule_in_force_on_the_chosen_date_is_listed_with_its_citation(admin: Client) -> None:
    day = date(2026, 11, 28)
    listed = rules_on_all_pages(admin, f"on={day}&place=")
    assert Counter(listed) == Counter(entry.id for entry in entries_in_force(day))
    before = rules_on_all_pages(admin, "on=2017-06-01&place=")
    assert Counter(before) == Counter(entry.id for entry in entries_in_force(date(2017, 6, 1)))
    assert "reward.penalty_share.rate" not in before
    page = text_of(admin.get("/desk/rulebook/?q=reward.penalty_share.rate&place="))
    rule = next(entry for entry in entries_called("reward.penalty_share.rate") if entry.place == "cn")
    for said in (rule.citation.instrument, rule.citation.article, "15%", rule.text_en):
        assert said in page
    detail = text_of(admin.get(reverse("desk:rule", args=[rule.id])))
    assert all(en in detail for _zh, en in read_in(rule.source))


def test_the_list_opens_with_what_binds_this_office(admin: Client) -> None:
    page = admin.get("/desk/rulebook/")
    bound = [entry for entry in entries_in_force(timezone.localdate()) if entry.binds_here]
    assert page.context["page"].paginator.count == len(bound)
    assert len(page.context["page"].object_list) == RULES_PER_PAGE
    left = len(unsettled_entries(timezone.localdate()))
    assert f"{left} rules that bind this office are unverified." in text_of(page)


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("place=37", lambda entry: entry.place == "37"),
        ("place=here&standing=unverified", lambda entry: entry.standing is Standing.UNVERIFIED),
        ("place=here&standing=open", lambda entry: not entry.standing.is_settled),
        ("place=&q=瞒报+上限", lambda entry: "瞒报" in entry.text),
        ("place=&instrument=中华人民共和国民法典", lambda entry: "民法典" in entry.citation.instrument),
    ],
)
def test_the_filters_narrow_the_list(admin: Client, query: str, fits: Any) -> None:
    found = admin.get(f"/desk/rulebook/?{query}").context["page"].object_list
    assert found
    assert all(fits(entry) for entry in found)


@pytest.mark.parametrize("query", ["on=2026-02-30", "on=x", "place=x", "standing=x"])
def test_a_filter_that_is_nonsense_is_answered_in_words(admin: Client, query: str) -> None:
    response = admin.get(f"/desk/rulebook/?{query}")
    assert response.status_code == 400
    assert "govuk-error-message" in response.content.decode()


def test_the_list_asks_as_few_questions_however_many_rules(
    admin: Client, django_assert_num_queries: Any
) -> None:
    admin.get("/desk/rulebook/")
    with django_assert_num_queries(4):  # session, person, duties, delegations
        admin.get("/desk/rulebook/?place=")
    with django_assert_num_queries(4):
        admin.get("/desk/rulebook/?place=12")


# ---- One rule --------------------------------------------------------------------------------------------------
def test_a_rule_shows_its_text_its_gloss_its_places_and_its_history(admin: Client) -> None:
    entry = open_entry()
    confirm_rule(entry, read_on=date(2026, 11, 2), source="原件", actor=the(Duty.ADMIN))
    page = text_of(admin.get(f"/desk/rulebook/{TIP}/"))
    for said in (entry.text, entry.text_en, "7 working days", "原件", the(Duty.ADMIN).name, "confirmed"):
        assert said in page
    places = text_of(admin.get("/desk/rulebook/reward.payer/"))
    assert places.count('class="cs-card"') >= 3


def test_every_rule_has_a_page(admin: Client) -> None:
    by_kind = {entry.kind: entry.id for entry in all_entries()}
    for entry_id in by_kind.values():
        assert admin.get(f"/desk/rulebook/{entry_id}/").status_code == 200, entry_id
    assert admin.get("/desk/rulebook/no.such.rule/").status_code == 404


def test_a_period_of_a_file_leads_to_its_rule() -> None:
    report = factories.report_in("submitted")
    page = text_of(browser(the(Duty.DESK)).get(report.get_absolute_url()))
    assert f'href="/desk/rulebook/{Clock.objects.get(subject_id=report.pk, rule_id=TIP).rule_id}/"' in page


def test_a_step_of_an_assessment_leads_to_its_rule() -> None:
    reward = factories.reward_in("assessed")
    page = text_of(browser(the(Duty.REWARDS)).get(reward.get_absolute_url()))
    for step in reward.assessment["steps"]:
        assert f'href="/desk/rulebook/{step["rule_id"]}/"' in page
    assert reward.assessment["steps"]


# ---- Confirming ------------------------------------------------------------------------------------------------
def test_an_administrator_confirms_a_rule_with_name_date_and_source(admin: Client) -> None:
    entry = open_entry()
    assert url_of(entry, "confirm") in text_of(admin.get(f"/desk/rulebook/{TIP}/"))
    response = admin.post(url_of(entry, "confirm"), READ)
    assert response.url == "/desk/rulebook/?place=here&standing=open"
    kept = RuleConfirmation.objects.get()
    assert (kept.by, kept.read_on, kept.source) == (the(Duty.ADMIN), date(2026, 11, 2), READ["source"])
    assert open_entry().standing is Standing.CONFIRMED
    again = admin.post(url_of(entry, "confirm"), READ)
    assert again.status_code == 400
    assert "has been confirmed already" in text_of(again)


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ({"source": ""}, "Name the text that you read."),
        ({"read_on": "2026-02-30"}, "Enter a real date"),
        ({"read_on": "2099-01-01"}, "This day has not come yet."),
        ({"is_read": ""}, "Tick this when you have compared the text"),
    ],
)
def test_a_confirmation_without_its_facts_is_refused_in_words(
    admin: Client, missing: dict[str, str], sentence: str
) -> None:
    response = admin.post(url_of(open_entry(), "confirm"), {**READ, **missing})
    assert response.status_code == 400
    assert sentence in text_of(response)
    assert not RuleConfirmation.objects.exists()


def test_a_version_that_is_not_in_the_files_cannot_be_confirmed(admin: Client) -> None:
    assert admin.post(f"/desk/rulebook/{TIP}/000000000000/confirm/", READ).status_code == 404


def test_a_confirmation_is_withdrawn_with_a_reason_and_stays_in_the_history(admin: Client) -> None:
    admin.post(url_of(open_entry(), "confirm"), READ)
    refused = admin.post(url_of(open_entry(), "withdraw"), {"why": ""})
    assert refused.status_code == 400
    assert "Give the reason." in text_of(refused)
    assert admin.post(url_of(open_entry(), "withdraw"), {"why": "看错了文号"}).status_code == 302
    assert open_entry().standing is Standing.UNVERIFIED
    page = text_of(admin.get(f"/desk/rulebook/{TIP}/"))
    assert "看错了文号" in page
    assert "Withdrawn by" in page
    assert admin.post(url_of(open_entry(), "withdraw"), {"why": "再次"}).status_code == 404
    assert admin.post(url_of(open_entry(), "confirm"), READ).status_code == 302


def test_a_confirmation_of_an_older_row_is_shown_as_outdated(admin: Client) -> None:
    RuleConfirmation.objects.create(
        entry_id=TIP, digest="0" * 64, read_on=date(2026, 1, 5), source="旧文本", by=the(Duty.ADMIN)
    )
    assert "it needs a new confirmation" in text_of(admin.get(f"/desk/rulebook/{TIP}/"))
    assert open_entry().standing is Standing.UNVERIFIED


@pytest.mark.parametrize("duty", [Duty.LEADER, Duty.REVIEWER, Duty.AUDITOR, Duty.CASHIER])
def test_others_read_and_are_offered_nothing(duty: Duty) -> None:
    client, entry = browser(the(duty)), open_entry()
    page = text_of(client.get(f"/desk/rulebook/{TIP}/"))
    assert entry.text in page
    assert "/confirm/" not in page
    assert client.post(url_of(entry, "confirm"), READ).status_code == 404


# ---- Settings --------------------------------------------------------------------------------------------------
def test_the_office_chooses_what_the_law_leaves_open_from_a_day_to_come(admin: Client) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    given = {"value": "yuan_down", "effective_from": tomorrow.isoformat(), "reason": "局务会议"}
    assert admin.post(f"/desk/settings/{ROUNDING}/", given).url == "/desk/settings/"
    kept = OfficeSetting.objects.get()
    assert (kept.by, kept.value, kept.reason) == (the(Duty.ADMIN), "yuan_down", "局务会议")
    assert get_rule(ROUNDING, place=HOME, on=tomorrow).choice == "yuan_down"
    page = text_of(browser(the(Duty.LEADER)).get("/desk/settings/"))
    assert "what is less than a yuan is dropped" in page
    assert "局务会议" in text_of(admin.get(f"/desk/settings/{ROUNDING}/"))
    with time_machine.travel(datetime.combine(tomorrow, datetime.min.time(), tzinfo=ZONE), tick=False):
        assert entries_called(ROUNDING)[0].as_of(tomorrow).standing is Standing.VERIFIED


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"value": ""}, "Choose one."),
        ({"value": "dollars"}, "dollars"),
        ({"effective_from": "2020-01-01"}, "tomorrow at the earliest"),
        ({"effective_from": "x"}, "Enter a real date"),
        ({"reason": ""}, "Say who decided this, and why."),
    ],
)
def test_a_setting_that_cannot_be_is_refused_in_words(
    admin: Client, wrong: dict[str, str], sentence: str
) -> None:
    given = {"value": "yuan_down", "effective_from": "2099-01-01", "reason": "局务会议"}
    response = admin.post(f"/desk/settings/{ROUNDING}/", {**given, **wrong})
    assert response.status_code == 400
    assert sentence in text_of(response)
    assert not OfficeSetting.objects.exists()


def test_what_the_law_settles_cannot_be_chosen(admin: Client) -> None:
    assert admin.get("/desk/settings/reward.penalty_share.rate/").status_code == 404
    assert admin.get("/desk/settings/nothing/").status_code == 404


# ---- The yearly notice -----------------------------------------------------------------------------------------
def test_the_notice_is_shown_as_read_and_then_imported(admin: Client) -> None:
    shown = admin.post("/desk/holidays/import/", {**NOTICE, "days": DAYS})
    page = text_of(shown)
    assert shown.status_code == 200
    assert not HolidayNotice.objects.exists()
    assert "The days of 2027, as they were read" in page
    lines = shown.context["announcement"].as_text
    assert lines.splitlines()[0] == "2026-12-31 rest"
    assert len(lines.splitlines()) == 19
    done = admin.post("/desk/holidays/import/", {**NOTICE, "days": lines, "is_checked": "1"})
    assert done.url == "/desk/holidays/"
    notice = HolidayNotice.objects.get()
    assert (notice.year, notice.number, notice.by) == (2027, NOTICE["number"], the(Duty.ADMIN))
    assert not is_working_day(date(2026, 12, 31))
    assert is_working_day(date(2027, 1, 9))
    assert NOTICE["number"] in text_of(browser(the(Duty.LEADER)).get("/desk/holidays/"))


def test_a_day_off_that_the_notice_leaves_out_is_pointed_at(admin: Client) -> None:
    shown = admin.post("/desk/holidays/import/", {**NOTICE, "days": "2027-01-01 放假"})
    assert "See whether a line of the notice is missing." in text_of(shown)
    assert date(2027, 10, 1) in shown.context["newly_worked"]
    assert date(2027, 1, 1) not in shown.context["newly_worked"]


def test_what_was_shown_can_be_sent_as_it_is(admin: Client) -> None:
    page = admin.post("/desk/holidays/import/", {**NOTICE, "days": DAYS}).content.decode()
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    assert admin.post("/desk/holidays/import/", fields).status_code == 302
    assert HolidayNotice.objects.get().days.count() == 19


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_days_can_come_from_a_file(admin: Client, encoding: str) -> None:
    file = SimpleUploadedFile("2027.csv", DAYS.encode(encoding), content_type="text/csv")
    response = admin.post("/desk/holidays/import/", {**NOTICE, "file": file})
    assert response.status_code == 200
    assert len(response.context["announcement"].days) == 19


def test_a_forged_form_imports_nothing() -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = browser(the(Duty.ADMIN)).cookies
    assert client.post("/desk/holidays/import/", {**NOTICE, "days": DAYS}).status_code == 403


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ("", "Paste the days of the notice"),
        ("2027-02-30 放假", "Line 1, “2027-02-30 放假”: there is no such day."),
        ("2027-01-01 放假\n2027-01-01 rest", "Line 2, “2027-01-01 rest”: 2027-01-01 stands here twice."),
        ("2027-01-01 放假\n2027-01-05 上班", "2027-01-05 is no Saturday or Sunday"),
        ("2027-01-01 假日么", "after the date write “rest”"),
        ("元旦放假", "a line holds a date"),
        ("2027-01-03至2027-01-01 放假", "the last day comes before the first"),
        ("2027-01-01至2027-12-31 放假", "more than a month after it"),
        ("2027-01-01 和 2027-01-03 放假", "write “to” between"),
        ("2026-05-01 放假\n2027-01-01 放假", "it does not belong to 2027."),
        ("2041-01-01 放假", "the calendar ends with 2040."),
        ("2027-01-09 上班", "There is no day off among these days."),
    ],
)
def test_each_bad_line_is_named(admin: Client, days: str, sentence: str) -> None:
    response = admin.post("/desk/holidays/import/", {**NOTICE, "days": days, "is_checked": "1"})
    assert response.status_code == 400
    assert sentence in text_of(response)
    assert not HolidayNotice.objects.exists()


def test_a_picture_is_no_list_of_days(admin: Client) -> None:
    file = SimpleUploadedFile("a.jpg", b"\xff\xd8\xff\xe0\x00\x10\x80\xff", content_type="image/jpeg")
    response = admin.post("/desk/holidays/import/", {**NOTICE, "file": file})
    assert response.status_code == 400
    assert "This is no text file." in text_of(response)


def test_provisional_periods_are_counted_anew_when_the_notice_comes(admin: Client) -> None:
    with time_machine.travel(datetime(2026, 12, 24, 9, tzinfo=ZONE), tick=False):
        report = factories.report_in("submitted")
        client = browser(the(Duty.ADMIN))
        clock = Clock.objects.get(subject_id=report.pk, rule_id=TIP)
        assert clock.is_provisional
        before = clock.due_at
        page = browser(the(Duty.DESK)).get(report.get_absolute_url())
        assert "provisional: the holidays of that year are not announced yet" in text_of(page)
        done = client.post("/desk/holidays/import/", {**NOTICE, "days": DAYS, "is_checked": "1"}, follow=True)
        clock.refresh_from_db()
        assert (clock.due_at.date(), clock.is_provisional) == (date(2027, 1, 6), False)
        assert clock.due_at == before + timedelta(days=1)
        assert "The days off of 2027 are imported. 1 running period is now due on another day." in text_of(
            done
        )
        page = browser(the(Duty.DESK)).get(report.get_absolute_url())
        assert "provisional:" not in text_of(page)
        client.post("/desk/holidays/2027/withdraw/", {"why": "输入有误"})
        clock.refresh_from_db()
        assert (clock.due_at, clock.is_provisional) == (before, True)
        assert "输入有误" in text_of(client.get("/desk/holidays/"))
        assert client.get("/desk/holidays/2027/withdraw/").status_code == 404


def test_a_period_that_began_while_a_process_had_not_read_the_notice_is_counted_within_the_hour(
    admin: Client,
) -> None:
    with time_machine.travel(datetime(2026, 12, 24, 9, tzinfo=ZONE), tick=False):
        client = browser(the(Duty.ADMIN))
        before = office.office()
        client.post("/desk/holidays/import/", {**NOTICE, "days": DAYS, "is_checked": "1"})
        read = office.office()
        office.keep(before)
        clock = Clock.objects.get(subject_id=factories.report_in("submitted").pk, rule_id=TIP)
        assert clock.is_provisional
        office.keep(read)
        assert recompute() == 1
        clock.refresh_from_db()
        assert not clock.is_provisional


def test_the_last_day_of_a_claim_follows_the_notice_and_is_never_taken_back(admin: Client) -> None:
    with time_machine.travel(datetime(2026, 12, 9, 9, tzinfo=ZONE), tick=False):
        client = browser(the(Duty.ADMIN))
        with delivering_inline():
            reward = factories.reward_in("approved")
        before = reward.claim_until
        assert before == date(2027, 2, 11)  # sixty days, off the spring holiday as it is reckoned now
        assert reward.is_claim_provisional
        paper = notices_of(reward).get(kind="reward_notice")
        assert paper.context["is_provisional"] is True
        page = browser(the(Duty.REWARDS)).get(reward.get_absolute_url())
        assert "provisional: the holidays of that year are not announced yet" in text_of(page)
        with delivering_inline():
            client.post("/desk/holidays/import/", {**NOTICE, "days": DAYS, "is_checked": "1"})
        reward.refresh_from_db()
        assert (reward.claim_until, reward.is_claim_provisional) == (date(2027, 2, 12), False)
        with delivering_inline():
            client.post("/desk/holidays/2027/withdraw/", {"why": "输入有误"})
        reward.refresh_from_db()
        assert reward.claim_until == date(2027, 2, 12)


# ---- Going live ------------------------------------------------------------------------------------------------
def settle_all() -> None:
    for entry in unsettled_entries(timezone.localdate()):
        confirm_rule(entry, read_on=date(2026, 11, 1), source="原件", actor=the(Duty.ADMIN))


RIBBON = "people, enterprises and cases here are invented"


def test_the_site_stays_a_demonstration_while_a_rule_waits(admin: Client, settings: Any) -> None:
    settings.IS_PRODUCTION = True
    left = len(unsettled_entries(timezone.localdate()))
    page = text_of(admin.get("/desk/site/"))
    assert f"<strong>{left} rules</strong> in force here are unverified" in page
    assert RIBBON in page
    refused = admin.post("/desk/site/switch/", {"why": "开始使用"})
    assert refused.status_code == 400
    assert f"{left} rules in force are not confirmed yet; the site stays a demonstration." in text_of(refused)
    assert not SiteSwitch.objects.exists()


def test_the_site_goes_live_and_back_with_who_and_why(admin: Client, settings: Any) -> None:
    settings.IS_PRODUCTION = True
    settle_all()
    assert "Every rule in force here has been read" in text_of(admin.get("/desk/site/"))
    empty = admin.post("/desk/site/switch/", {"why": ""})
    assert empty.status_code == 400
    assert admin.post("/desk/site/switch/", {"why": "开始使用"}).url == "/desk/site/"
    page = text_of(admin.get("/desk/site/"))
    assert RIBBON not in page
    assert "Switched to live: 开始使用" in page
    assert RIBBON not in text_of(Client(headers={"accept-language": "en"}).get("/"))
    admin.post("/desk/site/switch/", {"why": "培训"})
    assert RIBBON in text_of(admin.get("/desk/site/"))
    assert [row.by for row in SiteSwitch.objects.all()] == [the(Duty.ADMIN)] * 2


def test_known_secrets_keep_the_site_a_demonstration(admin: Client) -> None:
    settle_all()
    refused = admin.post("/desk/site/switch/", {"why": "开始使用"})
    assert refused.status_code == 400
    assert "known secrets of the demonstration and cannot go live" in text_of(refused)
    assert office.is_demonstration()


def test_a_live_site_says_when_a_later_rule_waits(admin: Client, settings: Any) -> None:
    settings.IS_PRODUCTION = True
    settle_all()
    admin.post("/desk/site/switch/", {"why": "开始使用"})
    admin.post(url_of(open_entry(), "withdraw"), {"why": "看错了文号"})
    page = text_of(browser(the(Duty.LEADER)).get("/desk/site/"))
    assert "The site is live, and rules that came later wait for a confirmation." in page
    assert not office.is_demonstration()
