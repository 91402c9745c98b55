"""The doors of the public site: a factory gate passes within the hour, a script does not, no address is counted."""

from __future__ import annotations

import datetime
import itertools
import re
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reports import admission
from reports.admission import BUDGETS, PARTS, Door, Way, forget_admissions, leading_zeros, ticket_for, try_of
from reports.models import Admission, Report
from tests.public_site import Reporter, code_on, text_of
from vault.receipts import new_receipt

pytestmark = pytest.mark.django_db

BITS = 2


@pytest.fixture(autouse=True)
def guarded(settings: Any) -> None:
    settings.PROOF_OF_WORK_BITS = BITS


@pytest.fixture
def reporter() -> Reporter:
    """Somebody whose answers are all given."""
    made = Reporter()
    made.fill()
    return made


def on(page: Any) -> dict[str, Any]:
    """Read what the page asks to be worked out."""
    text = text_of(page)
    ticket = re.search(r'name="ticket" value="([^"]+)"', text)
    bits = re.search(r'data-bits="(\d+)"', text)
    assert ticket
    assert bits
    return {"ticket": ticket[1], "bits": int(bits[1])}


def worked(page: Any) -> dict[str, str]:
    """Work it out, as a browser does."""
    asked = on(page)
    answers = [
        next(
            answer
            for answer in map(str, itertools.count())
            if leading_zeros(try_of(asked["ticket"], part, answer)) >= asked["bits"]
        )
        for part in range(PARTS)
    ]
    return {"ticket": asked["ticket"], "answers": ",".join(answers)}


def let_in(door: str, count: int, *, way: str = Way.WORK, ago: int = 0) -> None:
    """Have so many come through a door, some minutes ago."""
    at = timezone.now() - datetime.timedelta(minutes=ago)
    Admission.objects.bulk_create(
        Admission(door=door, way=way, at=at, nonce=f"{door}{way}{ago}-{number}") for number in range(count)
    )


# ---- Filing ----------------------------------------------------------------------------------------------------
def test_whoever_worked_the_sum_out_sends_at_once(reporter: Reporter) -> None:
    response = reporter.post("/report/send/", worked(reporter.get("/report/check/")))
    assert response.url == "/report/receipt/"
    assert Report.objects.count() == 1
    assert Admission.objects.get().way == Way.WORK


def test_without_the_sum_a_short_wait_takes_its_place_and_says_why(reporter: Reporter) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        page = reporter.get("/report/check/")
        assert "Your browser runs no scripts: 20 seconds" in text_of(page)
        early = reporter.post("/report/send/", {"ticket": on(page)["ticket"], "answers": ""})
        assert early.status_code == 429
        assert int(early["Retry-After"]) == 21
        assert "keeps scripts out" in text_of(early)
        assert on(early)["ticket"] == on(page)["ticket"]
        assert not Report.objects.exists()
        clock.shift(21)
        response = reporter.post("/report/send/", {"ticket": on(early)["ticket"], "answers": ""})
    assert response.url == "/report/receipt/"
    assert Admission.objects.get().way == Way.WAIT


@pytest.mark.parametrize("answers", ["0,0,0,0", "1", "", "x" * 5000, ",,,", "1,2,3,4,5"])
def test_a_wrong_sum_is_no_sum(reporter: Reporter, answers: str, settings: Any) -> None:
    settings.PROOF_OF_WORK_BITS = 20
    sent = {"ticket": on(reporter.get("/report/check/"))["ticket"], "answers": answers}
    assert reporter.post("/report/send/", sent).status_code == 429
    assert not Report.objects.exists()


def test_a_ticket_opens_once_and_for_its_own_draft_alone(reporter: Reporter) -> None:
    done = worked(reporter.get("/report/check/"))
    other = Reporter(office=False)
    other.fill()
    refused = other.post("/report/send/", done)
    assert refused.status_code == 429
    assert on(refused)["ticket"] != done["ticket"]
    assert reporter.post("/report/send/", done).url == "/report/receipt/"
    ticket = admission.Ticket(done["ticket"], Admission.objects.get().nonce, BITS, timezone.now())
    with pytest.raises(admission.Delayed, match="sent before"):
        admission._spend(Door.FILE, "", ticket, Way.WORK)
    assert Report.objects.count() == 1


@pytest.mark.parametrize("ticket", ["", "x", "a:b:c", "\0"])
def test_a_ticket_that_we_did_not_sign_opens_nothing(reporter: Reporter, ticket: str) -> None:
    response = reporter.post("/report/send/", {"ticket": ticket, "answers": "0,0,0,0"})
    assert response.status_code == 429
    assert on(response)["ticket"]
    assert not Report.objects.exists()


def test_a_ticket_gets_too_old(reporter: Reporter) -> None:
    with time_machine.travel(timezone.now()) as clock:
        done = worked(reporter.get("/report/check/"))
        clock.shift(datetime.timedelta(hours=1, minutes=59))
        reporter.answer("you")  # keeps the draft alive
        clock.shift(datetime.timedelta(minutes=2))
        assert reporter.post("/report/send/", done).status_code == 429


# ---- The budget ------------------------------------------------------------------------------------------------
def test_two_hundred_workers_behind_one_gate_file_within_the_hour_at_the_usual_price(
    reporter: Reporter,
) -> None:
    let_in(Door.FILE, 200)
    page = reporter.get("/report/check/")
    assert on(page)["bits"] == BITS
    assert reporter.post("/report/send/", worked(page)).url == "/report/receipt/"


@pytest.mark.parametrize(("times", "more"), [(1, 1), (2, 2), (4, 3), (8, 4)])
def test_every_doubling_past_the_budget_doubles_the_price(times: int, more: int) -> None:
    let_in(Door.FILE, BUDGETS[Door.FILE].an_hour * times - 1)
    before = ticket_for(Door.FILE)
    let_in(Door.FILE, 1, ago=1)
    after = ticket_for(Door.FILE)
    assert before
    assert after
    assert (before.bits, after.bits) == (BITS + more - 1, BITS + more)


def test_a_flood_is_forgotten_after_an_hour() -> None:
    let_in(Door.FILE, BUDGETS[Door.FILE].an_hour * 8, ago=61)
    ticket = ticket_for(Door.FILE)
    assert ticket
    assert ticket.bits == BITS


def test_tickets_cannot_be_laid_in_store_for_a_flood(reporter: Reporter) -> None:
    cheap = worked(reporter.get("/report/check/"))
    let_in(Door.FILE, BUDGETS[Door.FILE].an_hour * 2)
    refused = reporter.post("/report/send/", cheap)
    assert refused.status_code == 429
    assert on(refused)["bits"] == BITS + 2
    assert reporter.post("/report/send/", worked(refused)).url == "/report/receipt/"


def test_a_script_that_only_waits_gets_no_more_than_the_hours_share(reporter: Reporter) -> None:
    let_in(Door.FILE, BUDGETS[Door.FILE].waits_an_hour, way=Way.WAIT, ago=10)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        ticket = {"ticket": on(reporter.get("/report/check/"))["ticket"], "answers": ""}
        clock.shift(21)
        refused = reporter.post("/report/send/", ticket)
        assert refused.status_code == 429
        assert 2900 < int(refused["Retry-After"]) <= 3001
        assert "call 12350" in text_of(refused)
        clock.shift(int(refused["Retry-After"]))
        reporter.answer("you")
        assert reporter.post("/report/send/", ticket).url == "/report/receipt/"


def test_who_works_it_out_is_not_held_up_by_those_who_wait(reporter: Reporter) -> None:
    let_in(Door.FILE, BUDGETS[Door.FILE].waits_an_hour, way=Way.WAIT)
    assert reporter.post("/report/send/", worked(reporter.get("/report/check/"))).url == "/report/receipt/"


# ---- Looking up a receipt --------------------------------------------------------------------------------------
@pytest.fixture
def code(reporter: Reporter) -> str:
    reporter.post("/report/send/", worked(reporter.get("/report/check/")))
    return code_on(reporter.get("/report/receipt/"))


def test_a_receipt_is_looked_up_with_a_ticket_only(code: str) -> None:
    visitor = Reporter()
    early = visitor.post("/track/", {"code": code, **on(visitor.get("/track/"))})
    assert early.status_code == 429
    assert code in text_of(early)
    assert visitor.post("/track/", {"code": code, **worked(early)}).url == "/track/report/"


def test_a_guess_costs_a_ticket_and_the_hash_comes_after_it(code: str, monkeypatch: Any) -> None:
    asked: list[Any] = []
    monkeypatch.setattr("reports.selectors.verify", lambda *of: asked.append(of))
    visitor, wrong = Reporter(), {"code": new_receipt().code}
    page = visitor.get("/track/")
    for _guess in range(3):
        assert visitor.post("/track/", {**wrong, "ticket": on(page)["ticket"]}).status_code == 429
    assert asked == []
    done = worked(page)
    again = visitor.post("/track/", {**wrong, **done})
    assert (again.status_code, len(asked)) == (404, 1)
    assert visitor.post("/track/", {**wrong, **done}).status_code == 429
    assert len(asked) == 1
    assert on(again)["ticket"] != done["ticket"]


def test_a_slip_of_the_finger_costs_nothing(code: str) -> None:
    visitor = Reporter()
    ticket = on(visitor.get("/track/"))["ticket"]
    slip = visitor.post("/track/", {"code": code[:-1], "ticket": ticket})
    assert slip.status_code == 400
    assert on(slip)["ticket"] == ticket


# ---- What is kept ----------------------------------------------------------------------------------------------
def test_what_is_kept_says_when_and_nothing_else(code: str) -> None:
    fields = {field.name for field in Admission._meta.concrete_fields}
    assert fields == {"id", "nonce", "door", "way", "at"}
    nonce = Admission.objects.get().nonce
    assert nonce not in str(Report.objects.values().get())


def test_marks_are_forgotten_once_their_tickets_are_too_old() -> None:
    let_in(Door.FILE, 3, ago=181)
    let_in(Door.LOOK, 2, ago=179)
    assert forget_admissions() == 3


def test_switched_off_it_asks_and_costs_nothing(settings: Any) -> None:
    settings.PROOF_OF_WORK_BITS = 0
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert ticket_for(Door.FILE) is None
        admission.admit(Door.FILE, {})
    assert len(queries) == 0
