"""A lost receipt is exchanged after two checks: over HTTP, in the custodian's session, while the identity is open."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Duty
from reports import disclosing
from reports.models import Disclosure, Report
from reports.reissuing import reissue_receipt
from reports.services import Filing, write_to_reporter
from reports.states import CallerCheck, CallerWay
from tests.factories import IDENTITY, browser, disclosure_in, file_report, identity_of, the
from workflow.errors import MoveRefused, StalePage
from workflow.models import LogEntry, Note

pytestmark = pytest.mark.django_db

CHECKED = {"way": "telephone", "asked": "phone", "name_agrees": "on", "answer_agrees": "on"}
EARLIER = "请于周三前补充说明机器编号。"


def at(name: str, disclosure: Disclosure) -> str:
    return reverse(f"identities:{name}", args=[disclosure.reference])


def text(response: Any) -> str:
    return response.content.decode()


def lost(state: str = "opened", *, filing: Filing | None = None, ground: str = "receipt") -> Disclosure:
    return disclosure_in(state, report=(filing or file_report()).report, ground=ground)


def custodian() -> Client:
    return browser(the(Duty.CUSTODIAN), has_key=True)


def track(code: str) -> tuple[Client, Any]:
    client = browser(None)
    return client, client.post(reverse("tips:track"), {"code": code})


def reissue(disclosure: Disclosure, *, actor: Any = None) -> Any:
    actor = actor or the(Duty.CUSTODIAN)
    return reissue_receipt(
        disclosure,
        actor=actor,
        identity=identity_of(actor),
        way=CallerWay.COUNTER,
        asked=CallerCheck.PHONE,
    )


# ---- The whole way ---------------------------------------------------------------------------------------------
def test_a_lost_receipt_is_exchanged_and_the_new_one_opens_the_report() -> None:
    filing = file_report()
    write_to_reporter(filing.report, actor=the(Duty.DESK), text=EARLIER)
    disclosure = lost("approved", filing=filing)
    client = custodian()
    opened = client.post(at("open", disclosure))
    assert "Issue a new receipt" in text(opened)
    answer = client.post(at("reissue", disclosure), CHECKED)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Refresh"].endswith(disclosure.get_absolute_url())
    assert not any(value in text(answer) for value in IDENTITY.values())
    groups = answer.context["groups"]
    assert [len(group) for group in groups] == [4] * 6
    assert all(f"<span>{group}</span>" in text(answer) for group in groups)
    reporter, found = track("".join(groups))
    assert found.url == reverse("tips:panels")
    page = text(reporter.get(found.url))
    assert "A new receipt code was issued" in page
    assert "The custodian who read the code out could have kept it" in page
    assert "（电话）" in page  # the line in the mailbox, which the new code opens
    assert EARLIER not in page
    assert "sealed to your earlier code; nobody can open it any more" in page
    assert the(Duty.CUSTODIAN).name not in page


def test_the_old_receipt_dies_at_once_in_browsers_where_it_is_open_too() -> None:
    filing = file_report()
    disclosure = lost(filing=filing)
    inside, found = track(filing.receipt.code)
    assert inside.get(found.url).status_code == 200
    reissue(disclosure)
    assert inside.get(found.url).url == f"{reverse('tips:track')}?again"
    assert inside.get(reverse("tips:track")).status_code == 200
    written = inside.post(reverse("tips:message"), {"text": "还在吗？"})
    assert written.status_code == 409
    assert "还在吗？" in text(written)
    assert track(filing.receipt.code)[1].status_code == 404


def test_what_is_written_afterwards_is_sealed_to_the_new_receipt() -> None:
    disclosure = lost()
    receipt = reissue(disclosure)
    write_to_reporter(Report.objects.get(), actor=the(Duty.DESK), text=EARLIER)
    reporter, found = track(receipt.code)
    assert EARLIER in text(reporter.get(found.url))


def test_the_log_names_the_custodian_and_the_question_and_neither_code_nor_answer() -> None:
    disclosure = lost()
    client = custodian()
    code = "".join(client.post(at("reissue", disclosure), CHECKED).context["groups"])
    entry = LogEntry.objects.about(disclosure).last()
    assert (entry.move, entry.actor) == ("reissue", the(Duty.CUSTODIAN))
    note = Note.objects.get(entry=entry).text
    assert note == "电话。已核对：姓名；电话号码。"
    # Its readers on the case's side are not told by an entry that a name was given.
    assert "reissue" not in {each.move for each in LogEntry.objects.about(disclosure.report)}
    later = text(client.get(at("detail", disclosure)))
    for told in (note, entry.canonical, later, str(dict(client.session))):
        assert code not in told
        assert code[:4] + " " + code[4:8] not in told
        assert not any(value in told for value in IDENTITY.values())


def test_no_table_holds_the_new_code(tmp_path: Any) -> None:
    receipt = reissue(lost())
    dump = tmp_path / "dump.json"
    call_command("dumpdata", output=str(dump))
    assert receipt.secret not in dump.read_text()
    assert receipt.locator in dump.read_text()


# ---- Both checks -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("missing", CHECKED)
def test_without_each_of_the_checks_there_is_no_new_receipt(missing: str) -> None:
    filing = file_report()
    disclosure = lost(filing=filing)
    answer = custodian().post(
        at("reissue", disclosure), {name: value for name, value in CHECKED.items() if name != missing}
    )
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == [missing]
    assert IDENTITY["name"] in text(answer)
    assert track(filing.receipt.code)[1].status_code == 302


def test_a_question_to_which_nothing_is_sealed_is_no_check() -> None:
    filing = file_report(identity={"name": "甄试验", "phone": "99902372001"})
    answer = custodian().post(at("reissue", lost(filing=filing)), {**CHECKED, "asked": "reach"})
    assert answer.status_code == 403
    assert "left nothing to compare" in text(answer)
    assert track(filing.receipt.code)[1].status_code == 302


# ---- Refusals --------------------------------------------------------------------------------------------------
def test_one_opening_gives_one_receipt() -> None:
    disclosure = lost()
    client = custodian()
    first = client.post(at("reissue", disclosure), CHECKED)
    again = client.post(at("reissue", disclosure), CHECKED)
    assert again.status_code == 403
    assert "issued already with this opening" in text(again)
    assert track("".join(first.context["groups"]))[1].status_code == 302
    assert "Issue a new receipt" not in text(client.post(at("open", disclosure)))


@pytest.mark.parametrize(("state", "status"), [("requested", 409), ("approved", 409), ("expired", 409)])
def test_only_while_the_identity_is_open(state: str, status: int) -> None:
    answer = custodian().post(at("reissue", lost(state)), CHECKED)
    assert answer.status_code == status
    assert Report.objects.get().receipt_reissued_at is None


def test_not_after_its_minutes_though_the_clock_has_not_come_by() -> None:
    disclosure = lost()
    Disclosure.objects.update(until=timezone.now() - datetime.timedelta(seconds=1))
    with pytest.raises(StalePage):
        reissue(Disclosure.objects.get())
    assert Disclosure.objects.get().state == "expired"
    assert Report.objects.get(pk=disclosure.report_id).receipt_reissued_at is None


def test_not_on_another_ground_than_the_leader_agreed_to() -> None:
    disclosure = lost(ground="facts")
    client = custodian()
    assert "Issue a new receipt" not in text(client.post(at("open", disclosure)))
    answer = client.post(at("reissue", disclosure), CHECKED)
    assert answer.status_code == 403
    assert "another ground" in text(answer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.filter(pk=disclosure.pk).update(reissued_at=timezone.now())


def test_nobody_but_the_custodian_who_asked() -> None:
    other = the(Duty.CUSTODIAN, 2)
    disclosure = lost()
    assert browser(other, has_key=True).post(at("reissue", disclosure), CHECKED).status_code == 404
    for person in (other, the(Duty.LEADER)):
        with pytest.raises(MoveRefused):
            reissue(disclosure, actor=person)
    assert browser(the(Duty.LEADER), has_key=True).post(at("reissue", disclosure), CHECKED).status_code == 403
    assert Report.objects.get().receipt_reissued_at is None


def test_not_in_a_session_whose_key_is_locked() -> None:
    answer = browser(the(Duty.CUSTODIAN)).post(at("reissue", lost()), CHECKED)
    assert answer.status_code == 403
    assert "not unlocked" in text(answer)


def test_an_anonymous_reporter_cannot_be_given_one() -> None:
    report = file_report(mode="anonymous").report
    with pytest.raises(MoveRefused, match="No identity is sealed"):
        disclosing.ask_for_identity(report, actor=the(Duty.CUSTODIAN), ground="receipt", reason="来电。")
