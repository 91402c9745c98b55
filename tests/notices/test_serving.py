"""Service of papers: each way with its proof, the day from which it counts, and what then begins to run."""

from __future__ import annotations

import datetime
import hashlib
from html import unescape
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Duty
from notices.models import Notice, Service
from notices.notices import rule_of
from notices.selectors import notices_of, served_on_of
from notices.serving import elapse_services, receive_in_mailbox, serve_notice
from notices.states import Way
from notices.tasks import watch
from reports.services import confirm_papers, open_paper
from tests import factories
from tests.public_site import JPEG
from vault.selectors import files_of
from workflow.errors import MoveRefused
from workflow.models import Clock, LogEntry
from workflow.selectors import last_clock

pytestmark = pytest.mark.django_db


def paper_of(subject, kind):
    return notices_of(subject).filter(kind=kind).latest("pk")


def photo():
    return SimpleUploadedFile("door.jpg", JPEG, content_type="image/jpeg")


@pytest.fixture
def officer():
    return factories.the(Duty.INVESTIGATOR)


@pytest.fixture
def at_the_desk(officer):
    return factories.browser(officer)


@pytest.fixture
def order():
    return factories.order_in()


def post(client, paper, way, **given):
    return client.post(reverse("notices:serve", args=[paper.reference]), {**given, "by": way})


def test_what_is_handed_over_has_its_proof_at_once(order, officer, at_the_desk):
    """In one walk: no proof, no service; signed, it counts; a second time it is refused; the proof is a paper."""
    paper, today = paper_of(order, "rectification_order"), timezone.localdate().isoformat()
    choice = at_the_desk.get(reverse("notices:serve", args=[paper.reference])).content.decode()
    choice = unescape(choice)
    assert all(rule_of(way).text_en in choice for way in Way if way != Way.MAILBOX)
    good = {**factories.HANDED_OVER, "served_on": today}
    unsigned = post(at_the_desk, paper, "in_person", **{**good, "signature": ""})
    assert list(unsigned.context["form"].errors) == ["signature"]
    rubbish = post(at_the_desk, paper, "in_person", **{**good, "signature": '"><svg onload=1>'})
    assert list(rubbish.context["form"].errors) == ["signature"]
    alone = post(at_the_desk, paper, "in_person", **good, served_with=officer.pk)
    assert "name the other one" in alone.content.decode()
    early = post(at_the_desk, paper, "in_person", **{**good, "served_on": "1999-01-01"})
    assert early.status_code == 400
    assert not Service.objects.exists()
    assert post(at_the_desk, paper, "in_person", **good).status_code == 302
    service = Service.objects.get()
    assert (service.state, service.way, service.served_on) == ("served", "in_person", timezone.localdate())
    assert service.recipient == order.unit.name
    assert post(at_the_desk, paper, "in_person", **good).status_code == 403
    proof = paper_of(order, "service_proof")
    assert proof.context["document_number"] == paper.number
    assert proof.context["signature"] == factories.HANDED_OVER["signature"]
    assert "第八十八条" in proof.context["counts_by"]


def test_what_is_refused_is_left_before_a_witness_or_with_a_photo(order, officer, at_the_desk):
    paper, today = paper_of(order, "rectification_order"), timezone.localdate().isoformat()
    good = {"served_on": today, "place": "企业大门口", "reason": "门卫称负责人不在，拒绝接收。"}
    assert list(post(at_the_desk, paper, "left", **good).context["form"].errors) == ["witness"]
    assert post(at_the_desk, paper, "left", **good, photo=photo()).status_code == 302
    service = Service.objects.get()
    assert service.photo_sha256
    assert service.photo_sha256 == hashlib.sha256(JPEG).hexdigest()
    context = paper_of(order, "service_proof").context
    assert context["is_refused"]
    assert good["reason"] in context["refusal"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Service.objects.filter(pk=service.pk).update(photo_sha256="", witness="")


def test_a_photo_is_sealed_and_opened_by_whoever_works_on_the_file(order, settings):
    """Nothing on the disk is the photo; the officer and a leader open it, and the log says so."""
    officer, leader = (
        factories.browser(factories.the(duty), has_key=True) for duty in ("investigator", "leader")
    )
    paper, today = paper_of(order, "rectification_order"), timezone.localdate().isoformat()
    left = {"served_on": today, "place": "企业大门口", "reason": "拒绝接收。", "photo": photo()}
    assert post(officer, paper, "left", **left).status_code == 302
    service = Service.objects.get()
    lying = [one.read_bytes() for one in Path(settings.MEDIA_ROOT).rglob("*") if one.is_file()]
    lying += [file.absolute_path.read_bytes() for file in files_of(service)]
    assert len(files_of(service)) == 1
    assert not any(JPEG[:60] in data for data in lying)
    address = reverse("investigations:service_photo", args=[service.reference])
    for client in (officer, leader):
        assert b"".join(client.post(address).streaming_content) == JPEG
    assert LogEntry.objects.filter(subject_label=Service.label(), move="open_photo").count() == 2
    reviewer = factories.browser(factories.the(Duty.REVIEWER), has_key=True)
    assert reviewer.post(address).status_code in (403, 404)


def test_what_comes_back_is_posted_again_and_counts_from_the_receipt(order, at_the_desk):
    paper, today = paper_of(order, "rectification_order"), timezone.localdate().isoformat()
    sent = {"sent_on": today, "channel": "1099999999999", "place": "试验路999号"}
    assert post(at_the_desk, paper, "post", **sent).status_code == 302
    first = Service.objects.get()
    assert first.state == "underway"
    back = {"note": "查无此人，退回。"}
    assert at_the_desk.post(reverse("notices:fail", args=[first.reference]), back).status_code == 302
    assert post(at_the_desk, paper, "post", **sent).status_code == 302
    second = Service.objects.latest("pk")
    receipt = {"received_by": "甄文员", "received_as": "mail_clerk", "served_on": today, "receipt": "A1"}
    prove = reverse("notices:prove", args=[second.reference])
    assert list(at_the_desk.post(prove, {**receipt, "served_on": "1999-01-01"}).context["form"].errors)
    assert at_the_desk.post(prove, receipt).status_code == 302
    second.refresh_from_db()
    assert (second.state, second.receipt) == ("served", "A1")
    assert "1099999999999" in paper_of(order, "service_proof").context["remarks"]


def test_without_consent_nothing_is_served_electronically(order, at_the_desk):
    paper, today = paper_of(order, "rectification_order"), timezone.localdate().isoformat()
    sent = {"served_on": today, "channel": "unit@example.com"}
    assert list(post(at_the_desk, paper, "electronic", **sent).context["form"].errors) == ["consent"]
    consent = "2026年3月9日签署的《送达地址确认书》"
    assert post(at_the_desk, paper, "electronic", **sent, consent=consent).status_code == 302
    assert Service.objects.get().state == "served"
    assert consent in paper_of(order, "service_proof").context["remarks"]


def announced_page() -> str:
    return Client().get(reverse("announced:list")).content.decode()


def test_a_public_notice_counts_when_its_thirty_days_are_over(officer):
    """The decision counts as served then, and the periods to pay, to have it reviewed and to sue begin on that day."""
    with time_machine.travel(datetime.datetime(2026, 6, 1, 10, tzinfo=datetime.UTC), tick=False) as now:
        penalty = factories.penalty_in("decided")
        paper = paper_of(penalty, "penalty_decision")
        serve_notice(
            paper,
            actor=officer,
            by="public",
            channel="区政府网站",
            reason="直接送达和邮寄送达均未成功。",
            content="罚款人民币50,000.00元。",
            collect_at="区应急管理局",
        )
        service = Service.objects.get()
        announcement = paper_of(penalty, "public_service_notice")
        assert announcement.context["deemed_on"] == "2026-07-01"
        shown = announced_page()
        for told in (announcement.context["recipient"], paper.number, "区应急管理局", announcement.code):
            assert told in shown
        for kept in ("直接送达和邮寄送达均未成功", "50,000.00", penalty.cause):
            assert kept not in shown
        now.move_to(datetime.datetime(2026, 7, 1, 10, tzinfo=datetime.UTC))
        assert elapse_services() == 0
        now.move_to(datetime.datetime(2026, 7, 2, 1, tzinfo=datetime.UTC))
        assert watch() == 1
        factories.settle()
        service.refresh_from_db()
        assert (service.state, service.served_on) == ("served", datetime.date(2026, 7, 1))
        assert paper.number not in announced_page()
        penalty = type(penalty).objects.get(pk=penalty.pk)
        assert (penalty.state, penalty.served_on) == ("served", datetime.date(2026, 7, 1))
        for rule_id, due in (("penalty.pay", "2026-07-16"), ("remedy.review", "2026-08-31")):
            assert timezone.localdate(last_clock(penalty, rule_id).due_at).isoformat() == due
        assert paper_of(penalty, "service_proof").context["way"] == "公告送达"
        assert watch() == 0


def test_the_prior_notice_counts_from_its_service(officer):
    """Five working days to ask for a hearing run from the day on which the notice arrived, not from its date."""
    with time_machine.travel(datetime.datetime(2026, 6, 1, 10, tzinfo=datetime.UTC), tick=False) as now:
        penalty = factories.penalty_in("notified")
        sent = {"by": "post", "sent_on": timezone.localdate(), "channel": "1099999999999", "place": "试验路"}
        service = serve_notice(paper_of(penalty, "penalty_prior_notice"), actor=officer, **sent)
        now.move_to(datetime.datetime(2026, 6, 4, 10, tzinfo=datetime.UTC))
        told = {"received_by": "甄文员", "received_as": "mail_clerk", "served_on": "2026-06-03"}
        prove = reverse("notices:prove", args=[service.reference])
        assert factories.browser(officer).post(prove, told).status_code == 302
        factories.settle()
        assert served_on_of(penalty, "penalty_prior_notice") == datetime.date(2026, 6, 3)
        clock = last_clock(penalty, "hearing.request")
        assert timezone.localdate(clock.due_at) == datetime.date(2026, 6, 10)
        clocks = Clock.objects.filter(subject_id=penalty.pk, rule_id="hearing.request")
        assert [one.outcome for one in clocks.order_by("pk")] == ["cancelled", "running"]


def test_a_decision_is_served_from_its_page_with_the_same_proof(officer):
    penalty = factories.penalty_in("served")
    assert Service.objects.get(notice=paper_of(penalty, "penalty_decision")).state == "served"
    assert paper_of(penalty, "service_proof").context["received_as"] == "负责收件的人"


def test_the_reporter_opens_a_paper_and_that_is_its_receipt():
    """It counts from the day it lay in the mailbox; a second look and a second delivery change nothing."""
    report = factories.report_in("accepted")
    paper = paper_of(report, "acceptance")
    open_paper(report, paper)
    open_paper(report, paper)
    factories.settle()
    confirm_papers(report)
    service = Service.objects.get()
    item = report.mailbox.get(notice=paper)
    assert (service.state, service.way, service.recipient) == ("served", "mailbox", report.reference)
    assert (service.served_on, service.read_at) == (timezone.localdate(item.at), item.read_at)
    assert service.served_by is None
    receive_in_mailbox(paper, arrived_at=item.at, read_at=item.read_at)
    assert Service.objects.count() == 1


def test_only_what_counts_and_is_for_the_party_is_served_by_an_officer(officer, order):
    acceptance = paper_of(factories.report_in("accepted"), "acceptance")
    day = {"served_on": timezone.localdate(), **factories.HANDED_OVER}
    with pytest.raises(MoveRefused, match="for the party"):
        serve_notice(acceptance, actor=officer, **day)
    paper = paper_of(order, "rectification_order")
    with pytest.raises(MoveRefused, match="Officers of enforcement"):
        serve_notice(paper, actor=factories.the(Duty.LEADER), **day)
    Notice.objects.filter(pk=paper.pk).update(state="voided")
    paper = Notice.objects.get(pk=paper.pk)
    with pytest.raises(MoveRefused, match="counts no longer"):
        serve_notice(paper, actor=officer, **day)


def test_the_demand_counts_from_its_proof_of_service(officer):
    """Ten working days until the court can be asked run from the day on which the demand was handed over."""
    penalty = factories.penalty_in("demanded")
    today = timezone.localdate()
    demand = paper_of(penalty, "enforcement_demand")
    serve_notice(demand, actor=officer, served_on=today, **factories.HANDED_OVER)
    factories.settle()
    penalty = type(penalty).objects.get(pk=penalty.pk)
    assert (penalty.state, penalty.demand_served_on) == ("demanded", today)
    assert last_clock(penalty, "enforcement.demand").outcome == "running"
