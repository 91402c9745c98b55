"""What a partner files is the same tip as any other, and nothing it sends is taken that is not described."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Duty
from partners.models import Answer, Key, Meter
from partners.services import end_partner, forget_answers, withdraw_key
from reports.models import Report
from reports.selectors import words_of
from tests import factories
from tests.partners.builders import REPORTER, TIP, Machine, key_of, machine, partner
from tests.public_site import Reporter
from vault.models import Envelope, PersonKey
from vault.services import open_envelope

pytestmark = pytest.mark.django_db


def problem(response: Any) -> str:
    """Return the name of the problem, after a look at what RFC 9457 asks for."""
    assert response["Content-Type"] == "application/problem+json"
    told = response.json()
    assert told["status"] == response.status_code
    assert told["title"]
    assert told["detail"]
    return str(told["type"]).rpartition("#")[2]


# ---- Filing ----------------------------------------------------------------------------------------------------
def test_a_tip_of_a_partner_is_a_tip_with_a_receipt_that_opens_the_track_page() -> None:
    response = machine().file(number="GD1", reporter=REPORTER, is_danger_now=True, claimed_deaths=1)
    told = response.json()
    report = Report.objects.get()
    assert response.status_code == 201
    assert (told["reference"], told["number"]) == (report.reference, "GD1")
    assert (report.channel, report.mode, report.is_danger_now) == ("transfer", "confidential", True)
    assert (report.arrival.sender, report.arrival.number) == ("12345热线（虚构）", "GD1")
    assert Reporter(office=False).open(told["receipt"]).status_code == 200


def test_a_number_is_known_again_however_it_is_typed() -> None:
    program = machine()
    assert program.file(number="gd 1").json()["number"] == "gd 1"
    assert problem(program.file(number="ＧＤ1")) == "number-taken"
    assert program.status("Gd1").status_code == 200
    assert Report.objects.count() == 1


def test_words_and_identity_are_sealed_and_nowhere_plain() -> None:
    machine().file(reporter=REPORTER, text="只有我一个人看见的那一夜")
    assert sorted(Envelope.objects.values_list("purpose", flat=True)) == ["identity", "words"]
    with connection.cursor() as cursor:
        for table in ("reports_report", "reports_arrival", "partners_answer", "vault_envelope"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            assert "那一夜" not in str(cursor.fetchall())


def test_a_mini_program_files_as_the_web_does_and_an_employee_stays_one() -> None:
    app = machine(of=partner("蓝盾小程序（虚构）", "app"))
    assert app.file(reporter={**REPORTER, "is_employee": True}).status_code == 201
    assert (Report.objects.get().channel, Report.objects.get().mode) == ("web", "employee")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"number": None}, "/number"),
        ({"number": "x" * 81}, "/number"),
        ({"kind": "murder"}, "/kind"),
        ({"unit_name": "  "}, "/unit_name"),
        ({"text": "长" * 5001}, "/text"),
        ({"text": "a\x00b"}, "/text"),
        ({"unit_name": "a\nb"}, "/unit_name"),
        ({"happened_on": "2026-02-30"}, "/happened_on"),
        ({"happened_on": "9999-12-31"}, "/happened_on"),
        ({"happened_on": 0}, "/happened_on"),
        ({"division": "110101"}, "/division"),
        ({"sector": "witchcraft"}, "/sector"),
        ({"claimed_deaths": -1}, "/claimed_deaths"),
        ({"claimed_deaths": "2"}, "/claimed_deaths"),
        ({"claimed_deaths": True}, "/claimed_deaths"),
        ({"is_danger_now": "yes"}, "/is_danger_now"),
        ({"reporter": {"name": "甄举报"}}, "/reporter/phone"),
        ({"reporter": {**REPORTER, "phone": "call me"}}, "/reporter/phone"),
        ({"reporter": {**REPORTER, "id_card": "999999"}}, "/reporter/id_card"),
        ({"address_of_caller": "x"}, "/address_of_caller"),
        ({"text": "\ud800"}, "/text"),
    ],
)
def test_what_is_not_as_described_is_refused_by_its_place_in_words(facts: dict[str, Any], field: str) -> None:
    response = machine().file(**facts)
    assert (response.status_code, problem(response)) == (422, "not-valid")
    assert [error["field"] for error in response.json()["errors"]] == [field]
    assert all(error["detail"][0].isupper() for error in response.json()["errors"])
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("body", "status", "name"),
    [
        (b"{]", 400, "not-json"),
        (b'\xff\xfe{"a": 1}', 400, "not-json"),
        (b'{"number": "1", "number": "2"}', 400, "not-json"),
        (b'{"claimed_deaths": NaN}', 400, "not-json"),
        (b"[" * 60_000, 400, "not-json"),
        (b"9" * 5000, 400, "not-json"),
        (b"[]", 422, "not-valid"),
        (b"null", 422, "not-valid"),
        (b'"' + b"x" * 70_000 + b'"', 413, "too-large"),
    ],
)
def test_a_body_that_cannot_be_read_is_refused_in_words(body: bytes, status: int, name: str) -> None:
    response = machine().post("/api/v1/tips", body, "intention-1")
    assert (response.status_code, problem(response)) == (status, name)


def test_what_is_no_json_by_its_name_is_refused() -> None:
    response = machine().client.post("/api/v1/tips", {"a": 1}, headers={"idempotency-key": "intention-1"})
    assert (response.status_code, problem(response)) == (415, "media-type")


def test_a_problem_is_told_in_the_language_of_the_reader() -> None:
    sender = machine()
    sender.client.headers = {}
    sender.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-hans"
    assert sender.file(kind="murder").json()["title"] == "有内容不能接受"


def test_without_keys_of_the_office_nothing_is_taken_and_nothing_is_lost() -> None:
    sender = machine()
    PersonKey.objects.all().delete()
    response = sender.file()
    assert (response.status_code, problem(response)) == (503, "not-ready")
    assert not Report.objects.exists()


# Invented, in the shape of what people really write: no date, two matters in one, wrong characters, much feeling.
MESSY: list[dict[str, Any]] = [
    {"text": "领导把羊拴在化工装置旁养了三个月，我们单心爆炸，谁来管管？？？", "unit_name": "不清楚"},
    {"text": "我们村民反映：某采石厂无证盗采！！！用炸药炸山，以经好几年\n还有人收钱", "division": "500102"},
    {"text": "1、加油站贴着围墙挖坑；2、距小区约10米。" * 100, "kind": "violation"},
    {"text": "执法队走后又开采，离高压线基座只有１０来米 😡🧨", "claimed_injuries": 0},
    {
        "text": "97户一千多口，更甚的是……更甚的是……",
        "kind": "inaction",
        "address": "老城 3 巷 · 原纺织厂家属院",
    },
    {
        "text": "今早一根钢筋从高空掉进旁边院内",
        "kind": "hidden_accident",
        "claimed_deaths": 5,
        "claimed_injuries": 8,
    },
    {"text": "\t\n  夏天暴晒，怕炸一串  \r\n", "happened_on": "2012-09-30", "is_danger_now": True},
    {"text": "证书是借来的", "kind": "service_body", "sector": "machinery", "reporter": REPORTER},
]


@pytest.mark.parametrize("told", MESSY)
def test_a_messy_tip_comes_in_as_it_is(told: dict[str, Any]) -> None:
    response = machine().file(**told)
    assert response.status_code == 201, response.content.decode()
    desk = factories.the(Duty.DESK)
    envelope = words_of(Report.objects.get())
    assert envelope is not None
    opened = open_envelope(envelope, identity=factories.identity_of(desk))
    assert opened["text"] == told["text"]


# ---- The same request again ------------------------------------------------------------------------------------
def test_the_same_request_again_files_once_and_answers_alike() -> None:
    sender = machine()
    first, second = (sender.file(intention="intention-1", number="GD7") for _ in range(2))
    assert first.json() == second.json()
    assert (first.get("Idempotency-Replayed"), second["Idempotency-Replayed"]) == (None, "true")
    assert Report.objects.count() == 1


def test_the_answer_lies_sealed_and_opens_to_who_asked_alone() -> None:
    of = partner()
    first, other = machine(of=of), machine(of=of)
    told = first.file(intention="intention-1", number="GD7").json()
    sealed = bytes(Answer.objects.get().sealed)
    assert told["receipt"].encode() not in sealed
    again = other.file(intention="intention-1", number="GD7")
    assert (again.status_code, problem(again)) == (409, "answer-given")
    assert told["receipt"] not in again.content.decode()


def test_the_same_key_with_another_body_is_refused() -> None:
    sender = machine()
    sender.file(intention="intention-1", number="GD7")
    response = sender.file(intention="intention-1", number="GD8")
    assert (response.status_code, problem(response)) == (422, "idempotency-key-reused")
    assert Report.objects.count() == 1


def test_two_partners_may_choose_the_same_key_and_number() -> None:
    one, other = machine(), machine(of=partner("蓝盾小程序（虚构）", "app"))
    assert one.file(intention="intention-1", number="GD7").status_code == 201
    assert other.file(intention="intention-1", number="GD7").status_code == 201
    assert Report.objects.count() == 2


def test_the_same_number_files_once_under_any_key() -> None:
    sender = machine()
    reference = sender.file(number="GD7").json()["reference"]
    response = sender.file(number="GD7")
    assert (response.status_code, problem(response)) == (409, "number-taken")
    assert response.json()["reference"] == reference


def test_after_a_day_the_answer_is_gone_and_the_tip_is_still_filed_once() -> None:
    sender = machine()
    sender.file(intention="intention-1", number="GD7")
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=25)):
        assert forget_answers() == 1
        response = sender.file(intention="intention-1", number="GD7")
    assert (response.status_code, problem(response)) == (409, "answer-given")
    assert Report.objects.count() == 1


@pytest.mark.parametrize("intention", [None, "short", "x" * 201, "with spaces in it", "中文中文中文中文"])
def test_a_writing_request_needs_an_intention(intention: str | None) -> None:
    response = machine().post("/api/v1/tips", {"number": "1", **TIP}, intention)
    assert (response.status_code, problem(response)) == (400, "idempotency-key-missing")


# ---- Status ----------------------------------------------------------------------------------------------------
def test_the_status_is_told_in_plain_words_by_number_and_by_receipt() -> None:
    sender = machine()
    told = sender.file(number="渝转〔2026〕7号").json()
    expected = {
        "number": "渝转〔2026〕7号",
        "reference": told["reference"],
        "status": "received",
        "words": "We have received your report",
    }
    assert sender.status("渝转〔2026〕7号").json() == expected
    assert sender.post("/api/v1/tips/status", {"receipt": told["receipt"]}).json() == expected


@pytest.mark.parametrize("word", ["reward_preparing", "reward_ready", "reward_claimed", "reward_paid"])
def test_a_partner_learns_nothing_of_a_reward(word: str) -> None:
    sender = machine()
    sender.file(number="GD7")
    Report.objects.update(status_word=word)
    assert sender.status("GD7").json()["status"] == "verified"


def test_what_is_not_theirs_looks_like_what_is_not_there() -> None:
    other = machine(of=partner("蓝盾小程序（虚构）", "app"))
    theirs = other.file(number="GD7").json()
    on_the_web = factories.file_report()
    sender = machine()
    asked = [
        sender.status("GD7"),
        sender.status("nobody's"),
        *(
            sender.post("/api/v1/tips/status", {"receipt": code})
            for code in (theirs["receipt"], on_the_web.receipt.code)
        ),
    ]
    assert {response.status_code for response in asked} == {404}
    assert len({response.content for response in asked}) == 1


@pytest.mark.parametrize("code", ["1234", "0" * 24 + "1", "not a code"])
def test_a_receipt_that_cannot_be_one_is_refused_in_words(code: str) -> None:
    response = machine().post("/api/v1/tips/status", {"receipt": code})
    assert (response.status_code, problem(response)) == (422, "not-valid")
    assert response.json()["errors"][0]["field"] == "/receipt"


# ---- Keys ------------------------------------------------------------------------------------------------------
def test_a_key_is_shown_once_and_a_digest_stays() -> None:
    text = key_of(partner())
    key = Key.objects.get()
    assert text.startswith(f"cs_{key.handle}_")
    assert text.rpartition("_")[2] not in json.dumps(list(Key.objects.values()), default=str)


@pytest.mark.parametrize("key", ["", "x", "cs_000000000000_" + "x" * 43, "cs_" + "9" * 5000, "cs_٠", "\xff"])
def test_who_has_no_good_key_is_a_stranger(key: str) -> None:
    response = Machine(key).file()
    assert (response.status_code, problem(response)) == (401, "key-refused")
    assert response["WWW-Authenticate"] == "Bearer"
    assert Client(headers={"accept-language": "en"}).get("/api/v1/tips/status").status_code == 401


def test_a_key_with_one_sign_changed_is_refused() -> None:
    text = key_of(partner())
    assert Machine(text[:-1] + ("A" if text[-1] != "A" else "B")).file().status_code == 401


@pytest.mark.parametrize("end", ["withdrawn", "run out", "ended"])
def test_a_key_that_is_over_opens_nothing(end: str) -> None:
    of, admin = partner(), factories.the(Duty.ADMIN)
    sender, key = machine(of=of), Key.objects.get()
    assert sender.file().status_code == 201
    if end == "withdrawn":
        withdraw_key(key, actor=admin)
    elif end == "ended":
        end_partner(of, actor=admin)
    else:
        Key.objects.update(expires_on=timezone.localdate() - datetime.timedelta(days=1))
    assert sender.file().status_code == 401


@pytest.mark.parametrize("scope", ["file", "status", "transfer"])
def test_a_key_opens_what_its_scope_says(scope: str) -> None:
    sender = machine(scope)
    asked = {"file": sender.file(), "status": sender.status("GD7")}
    for name, response in asked.items():
        refused = response.status_code == 403 and problem(response) == "scope-missing"
        assert refused is (name != scope)


def test_requests_are_counted_by_minute_and_by_day() -> None:
    sender = machine(a_minute=2, a_day=3)
    now = datetime.datetime.fromisoformat("2026-11-30T10:00:20+08:00")
    with time_machine.travel(now, tick=False) as clock:
        assert [sender.status("x").status_code for _ in range(3)] == [404, 404, 429]
        assert sender.status("x")["Retry-After"] == "41"
        clock.shift(60)
        assert [sender.status("x").status_code for _ in range(2)] == [404, 429]
        refused = sender.status("x")
        assert problem(refused) == "too-often"
        assert int(refused["Retry-After"]) > 13 * 3600
        clock.shift(14 * 3600)
        assert sender.status("x").status_code == 404
    assert Meter.objects.get().on_day == 1


def test_another_key_of_the_same_partner_has_a_quota_of_its_own() -> None:
    of = partner()
    one, other = machine(of=of, a_minute=1), machine(of=of, a_minute=1)
    assert [one.status("x").status_code for _ in range(2)] == [404, 429]
    assert other.status("x").status_code == 404


# ---- The door --------------------------------------------------------------------------------------------------
def test_an_address_that_does_not_take_a_method_says_so_in_its_own_words() -> None:
    response = machine().client.delete("/api/v1/tips")
    assert (response.status_code, problem(response), response["Allow"]) == (405, "method-not-allowed", "POST")


def test_no_cache_keeps_an_answer_and_no_cookie_is_set() -> None:
    response = machine().file()
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


def test_the_description_and_its_page_are_open_to_everybody() -> None:
    reader = Client(headers={"accept-language": "en"})
    told = reader.get(reverse("api:openapi")).json()
    page = reader.get(reverse("api:page")).content.decode()
    assert told["openapi"].startswith("3.1")
    for path, methods in told["paths"].items():
        for operation in methods.values():
            assert path in page
            assert operation["summary"] in page
    chinese = Client(headers={"accept-language": "zh-hans"}).get(reverse("api:openapi")).json()
    assert chinese["paths"]["/api/v1/tips"]["post"]["summary"] == "登记举报"
