"""The intake queue, where a tip belongs, the same act on several, and the packet that goes to another department."""

import datetime
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import Duty
from notices.models import Notice
from notices.services import print_notice
from reports import services
from reports.models import Handoff, Report
from reports.services import Slip
from reports.telltales import pointers
from reports.triage import suggestion_of
from tests import factories
from tests.desk.builders import refuse_strangers, text_of
from tests.factories import WORDS, browser, file_report, report_in, the, unit
from tests.reports.test_arrivals import hand_on
from workflow.errors import MoveRefused
from workflow.models import Clock, LogEntry

pytestmark = [pytest.mark.django_db, pytest.mark.twice]
CLEAN = "3号楼电梯的检验标志过期，轿厢多次停在楼层之间。"


@pytest.fixture
def desk():
    factories.office()
    return browser(the(Duty.DESK))


def in_queue(page):
    return [row["report"].pk for row in page.context["rows"]]


# ---- The queue -------------------------------------------------------------------------------------------------
def test_what_is_due_first_stands_first_by_our_clock_or_by_the_senders(desk):
    early, late = file_report().report, file_report().report
    soon = timezone.localdate() + datetime.timedelta(days=1)
    Clock.objects.filter(subject_id=early.pk, rule_id="tip.accept").update(
        due_at=timezone.now() + datetime.timedelta(days=3)
    )
    theirs = hand_on(Slip(sender="区信访办", number="7", answer_by=soon))
    page = desk.get(reverse("intake:queue"))
    assert in_queue(page) == [theirs.pk, early.pk, late.pk]
    assert "区信访办: answer by" in text_of(page)


def test_what_was_taken_in_and_what_is_for_supervision_is_not_in_the_desks_queue(desk):
    report_in("accepted")
    waiting = file_report().report
    Report.objects.filter(pk=file_report().report.pk).update(is_internal=True)
    assert in_queue(desk.get(reverse("intake:queue"))) == [waiting.pk]
    refuse_strangers(reverse("intake:queue"))


def test_the_queue_asks_the_same_number_of_questions_however_long_it_is(desk, django_assert_max_num_queries):
    for number in range(3):
        hand_on(Slip(sender="区信访办", number=str(number)))
    with django_assert_max_num_queries(14):
        assert len(in_queue(desk.get(reverse("intake:queue")))) == 3
    for _ in range(4):
        file_report()
    with django_assert_max_num_queries(14):
        assert len(in_queue(desk.get(reverse("intake:queue")))) == 7


# ---- Where it belongs ------------------------------------------------------------------------------------------
def test_a_suggestion_names_the_department_on_file_and_the_article(desk):
    market = factories.agency("market")
    report = file_report(about=unit(sector="special_equipment")).report
    suggestion = suggestion_of(report)
    assert suggestion.agency == market
    page = text_of(desk.get(report.get_absolute_url()))
    assert "Where it belongs by the rules" in page
    assert str(suggestion.route.citation) in page
    form = desk.get(f"{report.get_absolute_url()}transfer/").context["form"]
    assert form.fields["agency"].initial == market


def test_a_death_is_put_before_the_government(desk):
    report = file_report(kind="hidden_accident", claimed_deaths=1).report
    page = text_of(desk.get(report.get_absolute_url()))
    assert "put it before the government" in page
    assert "第七十三条第二款" in page
    services.accept_report(report, actor=the(Duty.DESK))
    assert suggestion_of(report) is None


# ---- Several at once -------------------------------------------------------------------------------------------
def told(reports, **how):
    return {"report": [report.reference for report in reports], "click": "c1", **how}


def test_several_are_accepted_after_a_preview_each_by_itself(desk):
    waiting = [file_report().report for _ in range(3)]
    preview = desk.post(reverse("intake:preview"), told(waiting, act="accept"))
    assert preview.status_code == 200
    assert "Accepted; the reporter is told" in text_of(preview)
    assert not Report.objects.exclude(state="submitted").exists()
    services.withdraw_report(waiting[1])
    done = desk.post(reverse("intake:carry_out"), told(waiting, act="accept", note="批量受理"))
    assert done["Location"] == reverse("intake:result")
    page = desk.get(done["Location"])
    assert (page.context["done"], page.context["left"]) == (2, 1)
    assert "This file has moved on since you opened it." in text_of(page)
    states = [Report.objects.get(pk=report.pk).state for report in waiting]
    assert states == ["accepted", "withdrawn", "accepted"]
    entry = LogEntry.objects.about(waiting[0]).last()
    assert (entry.move, entry.actor, entry.note.text) == ("accept", the(Duty.DESK), "批量受理")
    assert Notice.objects.filter(kind="acceptance").count() == 2


def test_a_second_click_leads_to_the_same_result(desk):
    waiting = [file_report().report]
    for _ in range(2):
        desk.post(reverse("intake:carry_out"), told(waiting, act="accept"))
        assert desk.get(reverse("intake:result")).context["done"] == 1


def test_several_are_declined_on_a_ground_and_not_without_one(desk):
    waiting = [file_report().report for _ in range(2)]
    refused = desk.post(reverse("intake:preview"), told(waiting, act="decline"))
    assert refused.status_code == 400
    assert "Choose the ground." in text_of(refused)
    nothing = desk.post(reverse("intake:preview"), told([], act="accept"))
    assert nothing.status_code == 400
    assert "Tick at least one report." in text_of(nothing)
    desk.post(reverse("intake:carry_out"), told(waiting, act="decline", ground="other_procedure"))
    assert set(Report.objects.values_list("state", "decline_ground")) == {("declined", "other_procedure")}


def test_several_go_each_to_the_department_that_the_rules_suggest(desk):
    market = factories.agency("market")
    lift = file_report(about=unit(sector="special_equipment")).report
    ours, unheard = file_report().report, file_report(about=unit(sector="railway")).report
    talking = file_report(about=unit(sector="special_equipment")).report
    services.release_working_text(talking, actor=the(Duty.DESK), text="我是夜班电工，电梯坏了。")
    all_of_them = [lift, ours, unheard, talking]
    preview = text_of(
        desk.post(reverse("intake:preview"), told(all_of_them, act="transfer", department="suggested"))
    )
    assert f"To {market.name}, with a letter of its own" in preview
    assert preview.count("the rules suggest no department that is on file here") == 2
    assert "Hand it on by itself." in preview
    desk.post(reverse("intake:carry_out"), told(all_of_them, act="transfer", department="suggested"))
    page = desk.get(reverse("intake:result"))
    assert [line["is_done"] for line in page.context["lines"]].count(True) == 1
    assert Report.objects.get(state="transferred") == lift
    assert Handoff.objects.get().agency == market


def test_nobody_acts_on_what_they_do_not_see(desk):
    hidden = file_report().report
    Report.objects.filter(pk=hidden.pk).update(is_internal=True)
    assert desk.post(reverse("intake:preview"), told([hidden], act="accept")).status_code == 400
    desk.post(reverse("intake:carry_out"), told([hidden], act="accept"))
    assert Report.objects.get().state == "submitted"


# ---- The packet ------------------------------------------------------------------------------------------------
def transfer(desk, report, **told):
    url = f"{report.get_absolute_url()}transfer/"
    return desk.post(url, {"seen": "submitted", "agency": factories.agency("market").pk, **told})


def test_the_department_gets_the_working_text_on_a_letter_marked_for_it(desk, settings):
    report = file_report(about=unit(sector="special_equipment")).report
    services.release_working_text(report, actor=the(Duty.DESK), text=CLEAN)
    shown = text_of(desk.get(f"{report.get_absolute_url()}transfer/"))
    assert CLEAN in shown
    assert transfer(desk, report).status_code == 302
    handoff = Handoff.objects.get()
    assert (handoff.report, handoff.sent_by) == (report, the(Duty.DESK))
    text = str(handoff.notice.context)
    assert CLEAN in text
    assert handoff.agency.name in text
    assert WORDS not in text
    assert factories.IDENTITY["name"] not in text
    page = text_of(desk.get(report.get_absolute_url()))
    assert handoff.notice.number in page
    assert handoff.agency.name in page
    assert report.mailbox.count() == 1


def test_the_letter_bears_the_name_of_its_department_on_every_page(desk):
    from notices.rendering import render_pdf

    report = file_report().report
    services.release_working_text(report, actor=the(Duty.DESK), text=CLEAN * 20)
    transfer(desk, report)
    notice = Handoff.objects.get().notice
    print_notice(notice, draw=render_pdf)
    data = render_pdf(notice.kind, notice.context)
    pages = [page.extract_text().replace("\n", "") for page in PdfReader(io.BytesIO(data)).pages]
    assert len(pages) > 1
    assert all(f"{factories.AGENCIES['market'][0]}专用" in page for page in pages)


def test_what_points_to_the_reporter_is_read_before_it_goes(desk):
    report = file_report().report
    services.release_working_text(report, actor=the(Duty.DESK), text="我是夜班电工，电话13900000000。")
    refused = transfer(desk, report)
    assert refused.status_code == 400
    page = text_of(refused)
    for found in ("a telephone number", "words of somebody who speaks of themselves", "a shift"):
        assert found in page
    assert not Handoff.objects.exists()
    with pytest.raises(MoveRefused):
        services.transfer_report(report, actor=the(Duty.DESK), agency=factories.agency("market"))
    assert Report.objects.get().state == "submitted"
    assert transfer(desk, report, is_checked="on").status_code == 302


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (CLEAN, 0),
        ("我局现场检查发现，我市多处工地未设围挡。", 0),
        ("工人张小明反映，护罩拆了。", 1),
        ("当时在场的电工看见火花。", 1),
        ("乙班2号机的护罩拆了。", 1),
        ("举报人说他在三车间。", 1),
        ("咱们厂里没有人管。", 1),
        ("I work there and saw it.", 1),
        ("联系电话 139-0000-0000。", 1),
        ("身份证 999999199001010000 不是真的。", 0),
    ],
)
def test_pointers_are_found_and_official_words_are_not(text, count):
    assert len(pointers([text])) == count, pointers([text])


def test_the_answer_of_the_department_is_recorded(desk):
    report = report_in("transferred")
    url = reverse("reports:acknowledge", args=[report.reference])
    today = timezone.localdate()
    given = {
        "received_on": today.isoformat(),
        "received_by": "办公室甄签收",
        "answer": "returned",
        "number": "市监办9号",
    }
    late = desk.post(url, {**given, "received_on": (today - datetime.timedelta(days=2)).isoformat()})
    assert late.status_code == 400
    assert "before the day on which it was handed on" in text_of(late)
    assert desk.post(url, given).status_code == 302
    page = text_of(desk.get(report.get_absolute_url()))
    for line in ("办公室甄签收", "市监办9号", "It says that it is not competent", "annul the transfer"):
        assert line in page
    assert LogEntry.objects.about(report).last().move == "acknowledge"
    waiting = file_report().report
    assert desk.get(reverse("reports:acknowledge", args=[waiting.reference])).status_code == 403


def test_an_annulled_transfer_voids_the_packet_and_tells_the_reporter(desk):
    report = report_in("transferred")
    before = report.mailbox.count()
    factories.annul(report, "desk1", "leader1")
    assert Report.objects.get(pk=report.pk).state == "submitted"
    assert Handoff.objects.get().notice.state == "voided"
    assert report.mailbox.count() == before + 1
