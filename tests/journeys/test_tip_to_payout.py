"""A tip from the public form to the paid reward, over HTTP alone: every page, every duty, every button on the way."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import Duty
from notices.selectors import notices_of
from reports.models import Report
from rewards.selectors import checks_to_answer
from tests.factories import CHECKED, HANDED_OVER, agree, office, settle, the, unit
from tests.journeys import public_form
from tests.journeys.desk import Officer
from tests.journeys.public_form import ANSWERS, photo
from workflow.services import seal_log

pytestmark = [pytest.mark.django_db, pytest.mark.twice]

UNIT = str(ANSWERS["unit"]["unit_name"])
LAW = "《中华人民共和国安全生产法》"
FINDINGS = {
    "conclusion": "substantiated",
    "facts": "经查，冲压机未安装安全防护装置，发生一人死亡事故后未按规定上报。",
    "violations": f"{LAW}第三十六条第一款\n{LAW}第八十三条第二款",
    "is_major_hazard": "on",
    "is_concealed": "on",
    "deaths": "1",
    "concealed_deaths": "1",
    "loss": "800000",
    "proposes_penalty": "on",
    "proposal": "责令停业整顿，依法立案处罚。",
}
FINE = {
    "provision": "fine.accident_regulation.36.1_2_3_4_5_6.unit",
    "fine": "1000000.00",
    "violated": f"{LAW}第八十三条第二款",
    "basis": "《生产安全事故报告和调查处理条例》第三十六条第一项",
    "reasons": "迟报瞒报，性质恶劣。",
}
# One concealed death in an ordinary accident (安监总财〔2018〕19号 art. 11(2)): the case is paid by that rule alone.
AMOUNT = "人民币30,000.00元（大写：叁万元整）"
PAYEE = {"way": "bank", "name": "甄收款", "bank": "试验银行涪陵支行", "account": "9999 9900 0000 0000"}


@pytest.fixture
def duties(db: None) -> Any:
    """Return a function that gives the officer of a duty, signed in once."""
    office()
    found: dict[tuple[str, int], Officer] = {}

    def on_duty(duty: Duty, number: int = 1) -> Officer:
        user = the(duty, number)
        return found.setdefault((duty, number), Officer(user))

    return on_duty


def text_of(data: bytes) -> str:
    """Read the text back out of a PDF, without the spaces that its lines bring."""
    pages = PdfReader(io.BytesIO(data)).pages
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))


def test_a_tip_becomes_a_paid_reward(duties: Any) -> None:
    unit(UNIT)
    code = file_tip()
    report = Report.objects.get()
    take_in(report, duties)
    case = investigate(report, duties)
    penalty = penalise(case, duties)
    put_on_list(penalty, duties)
    reward = approve(case, code, duties)
    settle(prints=True)
    paper = track_and_claim(code, reward)
    pay_out(reward, duties)
    compare(paper, reward)
    with reporter_of(code) as (_client, page):
        assert "Your reward has been paid" in page
    seal_log()
    call_command("verify_log")


def file_tip() -> str:
    """Fill in the form page by page, send it, note the receipt, prove that it was noted."""
    public = Client(headers={"accept-language": "en"})
    assert "12350" in public.get(reverse("tips:home")).content.decode()
    public_form.answer_all(public, files=[photo()])
    check = public.get(reverse("tips:check")).content.decode()
    for typed in (UNIT, ANSWERS["words"]["text"], ANSWERS["you"]["name"], "1 file"):
        assert typed in check
    code = public_form.send(public)
    statement = public.get(reverse("tips:statement")).content.decode()
    assert ANSWERS["words"]["text"] not in statement
    done = public.post(reverse("tips:receipt"), {"last_four": code[-4:]})
    assert done["Location"] == reverse("tips:done")
    assert public.get(reverse("tips:receipt")).status_code == 410
    return code


def take_in(report: Report, duties: Any) -> None:
    """The desk finds it in its work, opens the words, writes back, releases a working text and accepts."""
    desk = duties(Duty.DESK)
    page, words = report.get_absolute_url(), ANSWERS["words"]["text"]
    assert report.reference in desk.look(reverse("desk:home"))
    assert words not in desk.look(page)
    assert words in desk.opened(reverse("reports:words", args=[report.reference]))
    answer = {"text": "冲压机在哪个车间？"}
    assert desk.client.post(reverse("reports:write", args=[report.reference]), answer).status_code == 302
    released = {"text": "冲压车间一台冲压机没有防护罩，有人死亡。"}
    assert desk.client.post(reverse("reports:release", args=[report.reference]), released).status_code == 302
    desk.press(report, "reports:accept", note="符合受理条件。")
    assert report.state == "accepted"


def investigate(report: Report, duties: Any) -> Any:
    """The case that the acceptance opened gets a team, findings, an approval by somebody else."""
    case, leader, head = report.cases.get(), duties(Duty.LEADER), duties(Duty.INVESTIGATOR)
    assert head.client.get(case.get_absolute_url()).status_code == 404
    team = {"head": the(Duty.INVESTIGATOR).pk, "members": [the(Duty.INVESTIGATOR, 2).pk]}
    leader.press(case, "investigations:form_team", **team)
    assert "冲压车间" in head.look(report.get_absolute_url())
    assert str(ANSWERS["you"]["name"]) not in head.look(report.get_absolute_url())
    today = timezone.localdate().isoformat()
    head.press(case, "investigations:submit_findings", inspected_on=today, **FINDINGS)
    duties(Duty.INVESTIGATOR, 2).press(case, "investigations:review_findings")
    leader.press(case, "investigations:approve_findings")
    assert case.state == "concluded"
    return case


def penalise(case: Any, duties: Any) -> Any:
    """The proceeding that the findings opened: notice, defence, legal review, decision, service, payment."""
    penalty, head, today = case.penalties.get(), duties(Duty.INVESTIGATOR), timezone.localdate().isoformat()
    duties(Duty.LEADER).press(penalty, "sanctions:file")
    head.press(penalty, "sanctions:report", **FINE)
    duties(Duty.INVESTIGATOR, 2).press(penalty, "sanctions:countersign")
    head.press(penalty, "sanctions:notify")
    head.press(penalty, "sanctions:hear", defence="没有意见。", is_waived="on")
    duties(Duty.REVIEWER).press(penalty, "sanctions:review", **CHECKED)
    duties(Duty.LEADER).press(penalty, "sanctions:decide")
    head.press(penalty, "sanctions:serve", served_on=today, **HANDED_OVER)
    duties(Duty.FINANCE).press(penalty, "sanctions:pay", paid_on=today)
    head.press(penalty, "sanctions:propose_closing", grounds="罚款已经缴清。")
    duties(Duty.LEADER).press(penalty, "sanctions:close")
    assert penalty.state == "closed"
    return penalty


def put_on_list(penalty: Any, duties: Any) -> None:
    """The concealment makes the unit a candidate for the list; it is told, heard, listed, and published."""
    public = Client(headers={"accept-language": "en"})
    assert UNIT not in public.get(reverse("dishonest:list")).content.decode()
    listing, head = penalty.listings.get(), duties(Duty.INVESTIGATOR)
    head.press(listing, "sanctions:notify_listing")
    head.press(listing, "sanctions:hear_listing", defence="")
    duties(Duty.LEADER).press(listing, "sanctions:enter_listing")
    assert UNIT in public.get(reverse("dishonest:list")).content.decode()
    (row,) = json.loads(public.get(reverse("dishonest:json")).content)["subjects"]
    (line,) = csv.DictReader(io.StringIO(public.get(reverse("dishonest:csv")).content.decode("utf-8-sig")))
    assert row == line
    assert (row["name"], row["credit_code"]) == (UNIT, listing.unit.uscc)
    assert row["decision_number"] == notices_of(listing).get(kind="listing_decision").number
    assert datetime.date.fromisoformat(row["until_on"]) > timezone.localdate()


def approve(case: Any, code: str, duties: Any) -> Any:
    """Conditions are found and looked at, the reporter is told and agrees, one proposes and another approves."""
    reward = case.rewards.get()
    assert reward.amount_fen > 0, reward.assessment
    cashier = duties(Duty.CASHIER)
    assert cashier.client.get(reward.get_absolute_url()).status_code == 404
    asked = {
        f"{field}_{check.key}": given
        for check in checks_to_answer(reward)
        for field, given in (("answer", "yes"), ("evidence", "已核对案卷。"))
    }
    duties(Duty.REWARDS).press(reward, "rewards:find_conditions", **asked)
    duties(Duty.REWARDS, 2).press(reward, "rewards:agree_conditions", agrees="yes")
    duties(Duty.REWARDS).press(reward, "rewards:tell")
    with reporter_of(code) as (client, _page):
        assert client.post(reverse("claims:agree")).status_code == 302
    reward.refresh_from_db()
    duties(Duty.REWARDS).press(reward, "rewards:propose")
    Officer(agree(reward)).press(reward, "rewards:approve")
    return reward


class reporter_of:  # noqa: N801 - reads as a sentence
    """A browser in which the receipt code was typed; it is closed again at the end."""

    def __init__(self, code: str) -> None:
        self.client = Client(headers={"accept-language": "en"})
        grouped = " ".join(code[start : start + 4] for start in range(0, 24, 4))
        response = self.client.post(reverse("tips:track"), {"code": grouped})
        assert response["Location"] == reverse("tips:panels")

    def __enter__(self) -> tuple[Client, str]:
        return self.client, self.client.get(reverse("tips:panels")).content.decode()

    def __exit__(self, *_error: object) -> None:
        self.client.post(reverse("tips:leave"))
        assert self.client.get(reverse("tips:panels")).status_code == 302


def track_and_claim(code: str, reward: Any) -> bytes:
    """The reporter reads the desk's message and the papers, and claims; return the file of the reward notice."""
    with reporter_of(code) as (client, page):
        assert "冲压机在哪个车间？" in page
        assert "Your reward is ready to be claimed" in page
        papers = [client.get(url).content for url in re.findall(r'href="(/track/notice/[^"]+)"', page)]
        assert len(papers) == 4  # acceptance, result, intended reward, reward
        answered = client.post(reverse("tips:message"), {"text": "一车间。"})
        assert answered.status_code == 302
        claim = reverse("claims:reward")
        assert f"{reward.amount:,.2f}" in client.get(claim).content.decode()
        assert client.post(claim, PAYEE).status_code == 302
        notice = notices_of(reward).get(kind="reward_notice")
        return next(paper for paper in papers if notice.number in text_of(paper))


def pay_out(reward: Any, duties: Any) -> None:
    """The cashier opens where to pay, which nobody else can, and pays."""
    reward.refresh_from_db()
    cashier, account = duties(Duty.CASHIER), PAYEE["account"].replace(" ", "")
    assert account not in cashier.look(reward.get_absolute_url())
    payee = reverse("rewards:payee", args=[reward.reference])
    assert duties(Duty.FINANCE).client.post(payee).status_code == 403
    opened = cashier.opened(payee)
    assert account in opened
    assert PAYEE["name"] in opened
    cashier.press(reward, "rewards:pay")
    assert reward.state == "paid"
    assert reward.payments.get().amount_fen == reward.amount_fen


def compare(paper: bytes, reward: Any) -> None:
    """The notice on paper says the token and the amount, names nobody, and its code is known to be genuine."""
    text = text_of(paper)
    assert f"{reward.token}号举报人" in text
    assert AMOUNT in text
    assert str(ANSWERS["you"]["name"]) not in text
    (code,) = set(re.findall(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", text))
    public = Client(headers={"accept-language": "en"})
    page = public.get(reverse("genuine:verify", args=[code])).content.decode()
    assert "This paper is genuine" in page
    assert notices_of(reward).get(kind="reward_notice").number in page
