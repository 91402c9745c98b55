"""Tips that cross between the office and a connected department, both ways."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from accounts.models import Duty
from partners.models import Offer
from reports.models import Report
from reports.selectors import words_of
from reports.services import release_working_text, transfer_report
from tests import factories
from tests.partners.builders import REPORTER, Machine, key_of, machine, offer_in, partner
from tests.partners.test_filing import problem
from vault.services import open_envelope
from workflow.errors import AnnulmentRefused
from workflow.models import LogEntry
from workflow.services import confirm_annulment, propose_annulment

pytestmark = pytest.mark.django_db


def department() -> Machine:
    """Return the program of the department that `offer_in` transfers to."""
    return machine("transfer", of=partner("市场监管局系统（虚构）", "department", agency="market"))


def url(offer: Offer, *more: str) -> str:
    return "/".join(["/api/v1/transfers", offer.reference, *more])


# ---- Sent to us ------------------------------------------------------------------------------------------------
def test_a_transfer_sent_to_us_is_a_tip_with_its_ground_and_its_days() -> None:
    response = department().file(
        where="/api/v1/transfers",
        number="市监移〔2026〕3号",
        basis="《中华人民共和国安全生产法》第六十五条",
        received_on="2026-01-05",
        reporter=REPORTER,
    )
    report = Report.objects.get()
    assert response.status_code == 201
    assert (report.channel, str(report.received_on)) == ("transfer", "2026-01-05")
    envelope = words_of(report)
    told = open_envelope(envelope, identity=factories.identity_of(factories.the(Duty.DESK)))
    assert told["transfer_basis"] == "《中华人民共和国安全生产法》第六十五条"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"basis": None}, "/basis"),
        ({"received_on": "9999-12-31"}, "/received_on"),
        ({"answer_by": "2001-01-01"}, "/answer_by"),
    ],
)
def test_a_transfer_without_ground_or_with_impossible_days_is_refused(facts: Any, field: str) -> None:
    response = department().file(where="/api/v1/transfers", **{"basis": "第六十五条", **facts})
    assert (response.status_code, problem(response)) == (422, "not-valid")
    assert response.json()["errors"][0]["field"] == field


# ---- Handed to a department ------------------------------------------------------------------------------------
def test_a_transfer_is_fetched_without_a_word_that_was_sealed_and_the_log_keeps_it() -> None:
    offer = offer_in(words={"text": "我在三号车间上夜班"})
    packet = department().client.get(url(offer)).json()
    assert packet["unit_name"] == offer.report.unit_name
    assert (packet["state"], packet["text"]) == ("offered", None)
    assert offer.reference in packet["watermark"]
    assert "夜班" not in str(packet)
    assert offer.report.reference not in str(packet)
    assert LogEntry.objects.about(offer).last().move == "fetch"


def test_program_and_paper_hand_over_the_same_packet_as_it_was_when_the_tip_was_handed_on() -> None:
    desk, sender = factories.the(Duty.DESK), department()
    report = factories.report_in("submitted", claimed_deaths=2)
    release_working_text(report, actor=desk, text="防护罩拆除三个月。")
    transfer_report(report, actor=desk, agency=factories.agency("market"))
    factories.settle()
    release_working_text(report, actor=desk, text="后来又补充的内容。")
    packet = sender.client.get(url(Offer.objects.get())).json()
    assert (packet["text"], packet["claimed_deaths"]) == ("防护罩拆除三个月。", 2)
    paper = report.handoffs.get().notice.context["material"]
    assert {"情况：防护罩拆除三个月。", "反映死亡人数：2人"} <= set(paper)


def test_a_transfer_is_acknowledged_once_under_the_number_of_the_department() -> None:
    offer, sender = offer_in(), department()
    body = {"number": "市监〔2026〕9号"}
    first, again = (sender.post(url(offer, "acknowledgement"), body, "intention-1") for _ in range(2))
    assert first.json() == again.json()
    assert (first.json()["state"], first.json()["number"]) == ("acknowledged", "市监〔2026〕9号")
    other = sender.post(url(offer, "acknowledgement"), {"number": "9"}, "intention-2")
    assert (other.status_code, problem(other)) == (409, "moved-on")
    assert [one["state"] for one in sender.client.get("/api/v1/transfers").json()["transfers"]] == [
        "acknowledged"
    ]


def test_another_departments_transfer_is_not_there() -> None:
    offer, other = (
        offer_in(),
        machine("transfer", of=partner("公安系统（虚构）", "department", agency="police")),
    )
    asked = [
        other.client.get(url(offer)),
        other.client.get("/api/v1/transfers/ZB-2026-999999"),
        other.client.get("/api/v1/transfers/x"),
        other.post(url(offer, "acknowledgement"), {"number": "9"}, "intention-1"),
    ]
    assert {(response.status_code, problem(response)) for response in asked} == {(404, "not-found")}
    assert other.client.get("/api/v1/transfers").json() == {"transfers": []}


def test_a_department_without_a_program_is_offered_nothing() -> None:
    factories.report_in("transferred")
    factories.settle()
    assert not Offer.objects.exists()


def annul(report: Report) -> None:
    propose_annulment(report, actor=factories.the(Duty.DESK), reason="点错了按钮。")
    confirm_annulment(report, actor=factories.the(Duty.LEADER))


def test_an_annulled_transfer_is_taken_back_and_cannot_be_fetched() -> None:
    offer = offer_in()
    annul(Report.objects.get(pk=offer.report_id))
    response = department().client.get(url(offer))
    assert (response.status_code, problem(response)) == (409, "moved-on")


def test_a_transfer_that_was_acknowledged_cannot_be_annulled() -> None:
    offer = offer_in("acknowledged")
    with pytest.raises(AnnulmentRefused, match="acknowledged"):
        annul(Report.objects.get(pk=offer.report_id))
    assert Offer.objects.get().state == "acknowledged"


def test_the_desk_sees_under_which_number_it_was_taken_on() -> None:
    offer = offer_in("acknowledged")
    desk = factories.browser(factories.the(Duty.DESK))
    for page in (offer, offer.report):
        assert "市监〔2026〕9号" in desk.get(page.get_absolute_url()).content.decode()
    assert offer.reference in desk.get(reverse("transfers:list")).content.decode()


def test_a_key_for_filing_reads_no_transfer() -> None:
    offer = offer_in()
    response = Machine(key_of(offer.partner, "file")).client.get(url(offer))
    assert (response.status_code, problem(response)) == (403, "scope-missing")
