"""Whatever is sent, the answer is a sentence with the right status, what was typed is kept, and nothing breaks.

The test client raises what a view raises: a server error fails the test with its traceback. `bin/test --full` sends
everything everywhere; `bin/test` deals it out: each kind of place meets each kind of nonsense, and each place some, of
the questions of a form one of each kind.
"""

from __future__ import annotations

import datetime
import itertools
import math
import re
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from accounts.models import Agency, Duty
from notices.models import Notice
from reports.models import Report
from reports.notices import decline_grounds
from tests import doors, factories
from tests.access import ACCESS, Door
from tests.doors import ANYBODY, REPORTER, STAFF
from tests.journeys.public_form import ANSWERS, PNG, answer, answer_all, page_of, photo
from vault import sessions
from vault.models import SealedFile
from vault.receipts import new_receipt

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture(scope="module", autouse=True)
def _house(built, django_db_blocker):
    """Stand in for the fixture of the same name: this house has settings of its own."""
    with django_db_blocker.unblock():
        built.answers = answers_of(built)


@pytest.fixture
def _django_db_helper(built, django_db_blocker):
    """Stand in for pytest-django's own, which would close the connection on which the house stands."""
    with django_db_blocker.unblock(), doors.undone():
        yield


@pytest.fixture
def house(built, db):
    """Return the house; what a test does to it is undone."""
    return built


@pytest.fixture
def public(db):
    """Return the browser of somebody who has not been here before."""
    return Client(headers={"accept-language": "en"})


def today(days: int = 0) -> str:
    return (timezone.localdate() + datetime.timedelta(days=days)).isoformat()


def moment() -> str:
    return timezone.localtime().isoformat(sep=" ", timespec="seconds")[:19]


def answer_of(handover: Any) -> SimpleUploadedFile:
    """Return the platform's answer that it took every row."""
    rows = "".join(f"{row.facts['cf_wsh']},成功\n" for row in handover.rows.filter(fate="ready"))
    return SimpleUploadedFile("answer.csv", f"行政处罚决定书文号,处理结果\n{rows}".encode())


def result_of(file: Any) -> SimpleUploadedFile:
    """Return the bank's result that it paid every line."""
    rows = "".join(f"{line.instruction},{line.amount},成功,{today()},\n" for line in file.lines.all())
    return SimpleUploadedFile("result.csv", f"业务参考号,金额,处理结果,交易日期,失败原因\n{rows}".encode())


# ---- What a person would type, and what nobody would -----------------------------------------------------------
def plausible(house: doors.House) -> dict[str, Any]:
    """Return good answers for the fields of every form of the desk, by name; files are to be read once more."""
    for given in house.answers.values():
        if isinstance(given, SimpleUploadedFile):
            given.seek(0)
    return dict(house.answers)


def answers_of(house: doors.House) -> dict[str, Any]:
    """Work out the good answers; as long as ten requests."""
    people = house.people
    sharing = house.files["sharing:found"].case.rewards.order_by("pk")
    orders = zip(("earliest", "after"), sharing, strict=True)
    return {
        **{f"order_{reward.report_id}": grade for grade, reward in orders},
        **{f"content_{reward.report_id}": "part" for reward in sharing},
        **{f"evidence_{reward.report_id}": "bare" for reward in sharing},
        "note": "按程序办理。",
        "text_facts": "更正后的事实。",
        "text_reasons": "更正后的理由。",
        "answer_unhandled": "yes",
        "evidence_unhandled": "检查记录中没有。",
        "agrees": "yes",
        "reason": "点错了按钮。",
        "received_on": today(),
        "lodged_on": today(),
        "received_by": "办公室甄签收",
        "answer": "taken",
        "ground": decline_grounds()[0][0],
        "agency": Agency.objects.filter(is_office=False).first().pk,
        "into": Report.objects.order_by("pk").first().reference,
        "first": house.files["report:merged"].pk,
        "text": "防护罩拆除三个月。",
        "head": people["investigator"].pk,
        "seeker": "party",
        "manner": "read",
        "credential": "渝律函〔2026〕3号",
        "documents": ["finding"],
        "seen_on": today(),
        "readers": [factories.the(Duty.INVESTIGATOR, 2).username],
        "members": [factories.the(Duty.INVESTIGATOR, 2).pk],
        "conclusion": "substantiated",
        "inspected_on": today(),
        "facts": "经查，3台冲压机未安装安全防护装置。",
        "violations": "《中华人民共和国安全生产法》第三十六条第一款",
        "is_concealed": "on",
        "deaths": "1",
        "concealed_deaths": "1",
        "serious_injuries": "0",
        "loss": "1000.00",
        "proposes_penalty": "on",
        "proposal": "责令限期改正，依法立案处罚。",
        "unit": house.files["case:investigating"].unit.name,
        "basis": "《中华人民共和国安全生产法》第三十六条",
        "due_on": today(15),
        "problem_1": "冲压机没有防护罩",
        "basis_1": "《中华人民共和国安全生产法》第三十六条",
        "demand_1": "安装防护罩并验收",
        "responsible_1": "甄厂长",
        "due_on_1": today(15),
        "result_1": "not_done",
        "numbers": ["1"],
        "item": house.files["order:ordered"].items.get().pk,
        "rechecked_on": today(),
        "rechecked_with": factories.the(Duty.INVESTIGATOR, 2).pk,
        "asked_until": today(40),
        "fine": "50000.00",
        "violated": "《中华人民共和国安全生产法》第三十六条第一款",
        "reasons": "首次被查处，主动配合。",
        "provision": factories.FINE["provision"],
        "kinds": ["fine"],
        "defence": "没有意见。",
        "is_waived": "on",
        "hearing_place": "本局第二会议室",
        "chair": factories.the(Duty.CHAIR).pk,
        "attendance": "法定代表人",
        "record": "当事人：没有意见。",
        "discussed_on": today(),
        "present": [factories.the(Duty.LEADER, 2).username],
        "opinions": "一致同意。",
        "party": "principal",
        "served_on": today(),
        "paid_on": today(),
        "hearing_on": today(40),
        "hearing_time": "09:30",
        "published_on": today(),
        "unpublished_on": today(),
        "until_on": today(140),
        "because": "资金周转困难。",
        "parts": f"{today(20)} 20000.00\n{today(50)} 30000.00",
        "demand_served_on": today(),
        "court_accepted_on": today(),
        "court_number": "（2026）渝0102行审9号",
        "ruling": "not_accepted",
        "ruled_on": today(),
        "hours": "9时30分至11时",
        "presented": "冲压机没有防护罩。",
        **factories.CHECKED,
        "opened_on": today(),
        "closed_on": today(),
        "unit_reported_at": moment(),
        "reported_up_at": moment(),
        "missing": "0",
        "began_on": today(),
        "ended_on": today(),
        "approval_number": "渝应急函〔2026〕12号",
        "approved_on": today(),
        "submitted_on": today(),
        "replied_on": today(),
        "reviewed_on": today(),
        "evidence": "现场勘验笔录1份。",
        "what": "加装联锁装置",
        "who": "企业",
        "promise": house.files["accident:replied"].promises.get().pk,
        "kept": "done",
        "opinion": "同意。",
        "handling": "依法处罚。",
        "where": "区政府网站",
        "handed_up_at": moment(),
        "items": "冲压机操作记录本",
        "place": "本单位档案室",
        "by": "in_person",
        **{name: factories.HANDED_OVER[name] for name in ("received_as", "signature")},
        "preserved_on": today(),
        "settlement": "returned",
        "settled_on": today(),
        "crime": "重大责任事故罪",
        "grounds": "违章指挥，造成一人死亡。",
        "officers": [people["investigator"].pk, factories.the(Duty.INVESTIGATOR, 2).pk],
        "police": "重庆市公安局涪陵区分局",
        "receipt": "甄警官",
        "particulars": "甄一，生产副总。",
        "investigation_report": "调查报告1份",
        "item_list": "涉案物品清单1份",
        "objected_to": "police",
        "judged_on": today(),
        "judgment": "判处有期徒刑一年。",
        **factories.ASSESSMENT,
        "hectares": "0",
        "assessed_on": today(),
        "decided_on": today(),
        "decision": "无责任人。",
        "trigger": "sector",
        "matters": "查明原因。",
        "lifted_on": today(),
        "handed_over_at": moment(),
        "police_decided_on": today(),
        "objected_on": today(),
        "delivered_on": today(),
        "way": "bank",
        "name": "甄收款",
        "bank": "试验银行",
        "account": "9999990000000000",
        "password": "a whistle",
        "compared": "on",
        "address": "https://example.com/calls",
        "scopes": ["file"],
        "expires_on": today(30),
        "a_minute": "60",
        "a_day": "1000",
        "person": people["stranger"].pk,
        "role": "member",
        "has_interest": "no",
        "declaration": "与本案无利害关系。",
        "papers": [f"investigations.finding:{house.files['case:found'].finding.pk}"],
        "agencies": [factories.agency().pk],
        "outcome": "shut",
        "planned_on": today(5),
        "visited_on": today(),
        "found": "非法加油点一处，当场取缔。",
        "opens": "taught:training",
        "number": "涪应急培〔2026〕3号",
        "on_ground": "mistake",
        "recovered_on": today(),
        "deputy": people["finance"].username,
        "dated_on": today(),
        "rule_ids": [],
        "proposals": [],
        "position": "厂长",
        "capacity": "principal",
        "liability": "unit",
        "fault": "未组织检修。",
        "texts": "冲压机没有防护罩\n安全出口上锁",
        "result": "已调取，共3册。",
        "agency_name": "重庆大学",
        "seat": "",
        "leaver": people["investigator"].pk,
        "to": people["stranger"].pk,
        "kind": "audiovisual",
        "title": "冲压机现场照片",
        "proves": "冲压机没有防护罩。",
        "provider": "现场拍摄",
        "taken_at": moment(),
        "taken_with": factories.the(Duty.INVESTIGATOR, 2).pk,
        "place_kept": "本单位档案室",
        "condition": "封装完好",
        "receiver": factories.the(Duty.INVESTIGATOR, 2).pk,
        "supervisor": "区安委会办公室",
        "listed_until": today(60),
        "proof": house.files["hazard:gone"].case.evidence.get().pk,
        "outsider": "试验机械厂（虚构）",
        "month": "2026-12",
        "changes_at": "08:30",
        "interviewee": "甄厂长",
        "problems": "较大事故多发。",
        "planned_at": moment(),
        "held_on": today(),
        "attended": "甄厂长、程一",
        "reply": "立即整改。",
        "measures": "2020-01-01 安装防护罩",
        "reported_on": today(),
        "report": "已完成整改。",
        "headline": "防护罩的教训",
        "measure_ground": "punished",
        "statement": "承诺持续守法。",
        "stated_on": today(),
        "merit": "standardised",
        "decision_number": "涪府决〔2026〕1号",
        "results": result_of(house.files["payment_file:handed_out"]),
        "table": answer_of(house.files["handover:drawn"]),
        "situation": "other_serious",
        "person_name": "甄厂长",
        "person_role": "厂长",
        "registered_on": today(),
        "asked_on": today(),
        "asked_because": "已履行处罚。",
        "is_harm_removed": "on",
        "has_no_ban_running": "on",
        "lines": "2026-12-01,desk1,leader1",
        "phone": "19900000001",
        "email": "desk@example.cn",
    }


# Lone surrogates arrive as bytes that are no UTF-8.
NASTY: Mapping[str, Any] = {
    "nothing": "",
    "NUL": "a\x00b",
    "lone surrogate": b"\xed\xa0\x80 \xff\xfe",
    "negative": "-1",
    "huge": "9" * 400,
    "exponent": "1e400",
    "not a number": "NaN",
    "infinite": "Infinity",
    "impossible day": "2026-02-30",
    "day zero": "0000-00-00",
    "first day": "0001-01-01",
    "last day": "9999-12-31",
    "right to left": "\u202e2026\u2066\ufeff",
    "emoji": "🧨👨‍👩‍👧‍👦",
    "markup": "<script>alert(1)</script>{{ 7|add:7 }}{% load i18n %}",
    "formula": "=cmd|' /C calc'!A0",
    "very long": "长" * 20_000,
    "many lines": "\r\n" * 6_000,
}


def deal(places: Mapping[Any, Hashable], deck: Collection[Any]) -> dict[Any, list[Any]]:
    """Deal the deck round and round over the places of a kind, so that each kind meets all of it; kinds by place."""
    alike = defaultdict(list)
    for place, kind in places.items():
        alike[kind].append(place)
    hands = {}
    for players in alike.values():
        cards = itertools.cycle(deck)
        size = math.ceil(len(deck) / len(players))
        hands |= {place: list(itertools.islice(cards, size)) for place in players}
    return hands


def moves() -> list[str]:
    """List the addresses at which somebody does something to a file."""
    pages = {"detail", "listing", "accident", "access", "download", "words", "messages", "payee", "open"}
    pages |= {
        "remittance",
        "systems",
        "interview",
        "exposure",
        "measure",
        "good_credit",
        "handover",
        "handover_csv",
        "handover_xlsx",
    }
    pages |= {"beside", "withdraw_comment", "see_mentions"}
    pages |= {"hand_out"}  # a file: tests/rewards/test_payment_files.py
    pages |= {"objection", "read_answer", "file", "copy", "release_copy", "clean", "compare", "volume"}
    pages |= {"case_evidence", "export_evidence", "evidence", "hazard", "disaster"}
    pages |= {"original", "working_copy", "picture", "share_evidence", "papers", "photo"}
    pages |= {"print_registration", "service_photo"}
    return [name for name in ACCESS if ACCESS[name].door is Door.FILE and name.split(":")[1] not in pages]


def the_one_for(name: str) -> str:
    """Return a persona who may open the address."""
    return next(duty.value for duty in sorted(ACCESS[name].opens))


@pytest.fixture(scope="module")
def questions(built, django_db_blocker) -> dict[tuple[str, str], type]:
    """Return every question that the page of a move asks, with the kind of its answer."""
    found = {}
    with django_db_blocker.unblock(), doors.undone():
        for name in moves():
            if ACCESS[name].method == "get":
                form = built.browser(the_one_for(name)).get(built.url(name)).context["form"]
                found |= {(name, field): type(control) for field, control in form.fields.items()}
    return found


# ---- Rubbish through every door --------------------------------------------------------------------------------
BODIES: list[dict[str, Any]] = [
    {"data": dict.fromkeys(("seen", "note", "text", "reference", "next", "code", "language"), "\x00")},
    {"data": {}},
    {"data": {"seen": "x" * 70_000, "confirm": "9" * 400, "page": "-1", "next": "//evil.example"}},
    {"data": b"\x00{]", "content_type": "application/json"},
]


def senders(name: str) -> tuple[list[str], list[str]]:
    """Return whose duty makes a difference at an address: those whom it lets in, and those whom it does not."""
    access = ACCESS[name]
    if access.door in {Door.PUBLIC, Door.RECEIPT, Door.KEY}:
        return [ANYBODY, REPORTER, Duty.DESK.value], []
    known = [ANYBODY, *STAFF]
    inside = [one for one in known if access.door is Door.SIGNED_IN or one in access.opens]
    return inside, [one for one in known if one not in inside]


def throw(house: doors.House, name: str, persona: str, bodies: list[dict[str, Any]]) -> None:
    client, url = house.browser(persona, name), house.url(name)
    for body in bodies:
        with doors.undone():
            assert client.post(url, **body).status_code < 500


@pytest.mark.parametrize("name", ACCESS)
def test_rubbish_is_answered(house, name):
    """A handful of it, by turns, from one whom the address lets in, and one from one whom it does not."""
    turn = list(ACCESS).index(name)
    inside, outside = senders(name)
    throw(house, name, inside[turn % len(inside)], [BODIES[turn % len(BODIES)]])
    if outside:
        throw(house, name, outside[turn % len(outside)], [BODIES[turn % len(BODIES)]])


@pytest.mark.full
@pytest.mark.parametrize("name", ACCESS)
def test_rubbish_is_answered_whoever_sends_it(house, name):
    inside, outside = senders(name)
    for persona in inside:
        throw(house, name, persona, BODIES)
    # A door that is shut is shut whatever is thrown at it; the first handful of rubbish shows that.
    for persona in outside:
        throw(house, name, persona, BODIES[:1])


def ask(house: doors.House, name: str, answers: Mapping[str, Collection[str]]) -> None:
    """Give the questions of a form bad answers by their kinds, one at a time beside good ones to all others."""
    client, url, known = house.browser(the_one_for(name)), house.url(name), plausible(house)
    good = {field: known[field] for field in answers if field in known}
    good["seen"] = house.files[ACCESS[name].built].state
    for field, kinds in answers.items():
        for kind in kinds:
            with doors.undone():
                response = client.post(url, {**good, field: NASTY[kind]})
                assert response.status_code in {200, 302, 400, 403, 409, 422}, f"{field}: {kind}"


def one_of_each(questions: Mapping[tuple[str, str], type]) -> dict[tuple[str, str], type]:
    """Choose of each form one question of each kind, by turns."""
    alike = defaultdict(list)
    for (form, field), kind in questions.items():
        alike[form, kind].append(field)
    return {
        (form, fields[turn % len(fields)]): kind for turn, ((form, kind), fields) in enumerate(alike.items())
    }


def of_form(name: str, places: Mapping[tuple[str, str], Any]) -> dict[str, Any]:
    """Return what is said of the questions of one form."""
    return {field: said for (form, field), said in places.items() if form == name}


@pytest.mark.parametrize("name", moves())
def test_a_nasty_answer_to_any_question_is_answered_in_the_form(house, questions, name):
    ask(house, name, of_form(name, deal(one_of_each(questions), NASTY)))


@pytest.mark.full
@pytest.mark.parametrize("name", moves())
def test_every_nasty_answer_to_every_question_is_answered_in_the_form(house, questions, name):
    ask(house, name, of_form(name, dict.fromkeys(questions, NASTY)))


@pytest.mark.parametrize("step", [step for step in ANSWERS if step != "files"])
def test_a_nasty_answer_on_the_public_form_is_answered_in_the_form(house, public, step):
    answer_all(public, until=step)
    for field, kind in itertools.product(ANSWERS[step], NASTY):
        with doors.undone():
            assert answer(public, step, **{field: NASTY[kind]}).status_code in {302, 400}
            for url in (page_of(step), reverse("tips:check")):
                assert public.get(url).status_code in {200, 302}


@pytest.mark.parametrize("kind", NASTY)
@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("tips:message", "text"),
        ("claims:contest", "text"),
        ("claims:heard", "text"),
        *[("claims:reward", field) for field in ("way", "name", "bank", "account", "password")],
    ],
)
def test_a_nasty_word_of_the_reporter_is_answered(house, name, field, kind):
    body = {**plausible(house), field: NASTY[kind]}
    assert house.browser(REPORTER, name).post(house.url(name), body).status_code in {302, 400}


SEARCHES = [
    (ANYBODY, "dishonest:list", ("q", "page")),
    (ANYBODY, "genuine:verify", ("code",)),
    ("leader", "desk:home", ("do", "due", "page")),
    ("leader", "desk:search", ("q", "kind", "state", "place", "since", "until", "page")),
    ("auditor", "desk:log", ("reference", "person", "since", "until", "what", "page")),
    ("leader", "insights:dashboard", ("span",)),
    ("leader", "insights:briefs", ("kind", "page")),
    (ANYBODY, "open:figures", ("edition",)),
    ("admin", "desk:people", ("page",)),
    ("admin", "partners:list", ("q", "state", "page")),
    ("desk", "reports:list", ("q", "state", "page")),
    ("desk", "transfers:list", ("q", "state", "page")),
    ("desk", "imports:list", ("q", "state", "page")),
    ("desk", "alarms:list", ("q", "state", "page")),
    ("leader", "investigations:list", ("q",)),
    ("leader", "sanctions:list", ("q",)),
    ("leader", "sanctions:listings", ("q",)),
    ("leader", "sanctions:interviews", ("q", "state", "page")),
    ("leader", "sanctions:measures", ("q", "state", "page")),
    ("leader", "sanctions:good_credits", ("q", "state", "page")),
    ("leader", "sanctions:exposures", ("q", "state", "page")),
    ("reviewer", "sanctions:handovers", ("q", "state", "page")),
    ("finance", "sanctions:remittances", ("q", "state", "page")),
    ("leader", "sanctions:public_record", ("on", "board", "q", "page")),
    ("rewards", "rewards:list", ("q",)),
    ("cashier", "payments:list", ("q", "state", "page")),
]
SEARCHED = {
    (persona, name, field): field for persona, name, fields in SEARCHES for field in fields
}  # by what is asked


@pytest.mark.parametrize(("persona", "name", "field"), SEARCHED)
def test_a_nasty_search_is_answered(house, persona, name, field):
    search(house, persona, name, field, deal(SEARCHED, NASTY)[persona, name, field])


@pytest.mark.full
@pytest.mark.parametrize(("persona", "name", "field"), SEARCHED)
def test_every_nasty_search_is_answered_everywhere(house, persona, name, field):
    search(house, persona, name, field, NASTY)


def search(house, persona, name, field, kinds):
    for kind in kinds:
        typed = NASTY[kind] if isinstance(NASTY[kind], str) else NASTY[kind].decode(errors="replace")
        with doors.undone():
            status = house.browser(persona).get(reverse(name), {field: typed[:3000]}).status_code
            assert status in {200, 302, 400, 404, 422}, f"{name} {field}: {kind}: {status}"


@pytest.mark.parametrize("kind", NASTY)
def test_a_nasty_name_finds_no_unit(house, kind):
    body = {"unit_name": NASTY[kind]}
    assert house.browser(ANYBODY).post(reverse("tips:suggest"), body).status_code == 200


def test_each_kind_of_place_is_dealt_everything_and_each_place_some(questions):
    for places, deck in ((one_of_each(questions), NASTY), (FILES, SPOILT), (SEARCHED, NASTY)):
        hands = deal(places, deck)
        assert all(hands[place] for place in places)
        for kind in set(places.values()):
            dealt = {card for place in places if places[place] == kind for card in hands[place]}
            assert dealt == set(deck), kind


def test_a_reference_too_long_for_any_number_finds_nothing(house):
    typed = "JB-2026-" + "9" * 60
    for persona, name in [("desk", "reports:list"), ("rewards", "rewards:list"), ("leader", "desk:search")]:
        for text in (typed, f"JL{typed[2:]}", f"JB-2026-{10**19}"):
            assert house.browser(persona).get(reverse(name), {"q": text}).status_code == 200


# ---- References that are none ----------------------------------------------------------------------------------
GARBAGE = [
    "x",
    "JB-2026-999999",
    "JB-2026-" + "9" * 18,
    "JB-2026-" + "9" * 23,
    "JB-2026-" + "9" * 5000,
    "JB-2026-٠٠٠٠٠١",
    "jb-2026-000001",
    "JB-2026-000001\n",
    "JB-2026-000001\x00",
    "..",
    "-1",
    "%s%n",
    "🧨",
]


# What is made of a good reference: the kind of another file, another year, a number of other digits.
SPOILT = [
    lambda prefix, year, number: f"XX-{year}-{number}",
    lambda prefix, year, number: f"{prefix}-{int(year) - 1}-{number}",
    lambda prefix, year, number: f"{prefix}-{year}-0{number}",
    *(lambda prefix, year, number, text=text: text.replace("JB", prefix) for text in GARBAGE),
]
# Files of one kind are found in one way.
FILES = {name: access.built.split(":")[0] for name, access in ACCESS.items() if access.door is Door.FILE}


@pytest.mark.parametrize("name", FILES)
def test_a_reference_that_is_none_is_not_found(house, name):
    look_for(house, name, deal(FILES, SPOILT)[name])


@pytest.mark.full
@pytest.mark.parametrize("name", FILES)
def test_whatever_is_no_reference_is_not_found_anywhere(house, name):
    look_for(house, name, SPOILT)


def look_for(house, name, spoilt):
    client, good = house.browser(the_one_for(name)), house.url(name)
    known = house.files[ACCESS[name].built].reference
    for spoil in spoilt:
        garbage = spoil(*known.split("-"))
        url = good.replace(known, "".join(f"%{byte:02X}" for byte in garbage.encode()))
        with doors.undone():
            response = client.post(url) if ACCESS[name].method == "post" else client.get(url)
            assert response.status_code == 404, garbage[:40]


@pytest.mark.parametrize("garbage", GARBAGE)
def test_addresses_with_other_names_know_nothing_of_garbage(house, garbage):
    quoted = "".join(f"%{byte:02X}" for byte in garbage.encode())
    reporter, leader = house.browser(REPORTER), house.browser("leader")
    assert reporter.get(f"/track/notice/{quoted}/").status_code == 404
    assert house.browser(ANYBODY).get(f"/verify/{quoted}/").status_code == 404
    assert house.browser(ANYBODY).get(f"/report/{quoted}/").status_code == 404
    assert leader.get(f"/desk/units/{quoted}/").status_code == 404
    assert leader.get(f"/desk/{quoted}/").status_code == 404


@pytest.mark.parametrize("junk", ["", "x" * 3000, "abcdefgh\0", "=?utf-8?b?AAA=?=", "\xff", "-1"])
def test_a_cookie_that_is_none_opens_nothing_and_breaks_nothing(house, junk):
    client = Client(headers={"accept-language": "en"})
    for cookie in ("sessionid", "csrftoken", "django_language", *sessions.COOKIES.values()):
        client.cookies[cookie] = junk
    assert client.get(reverse("tips:report")).status_code == 200
    assert client.get(reverse("tips:panels")).status_code == 302
    assert client.get(reverse("desk:home")).status_code == 302


def test_a_file_of_another_report_is_not_found(house):
    elsewhere = house.files["report:answered"].reference
    url = reverse("reports:file", args=[elsewhere, house.handle])
    assert house.browser("desk").post(url).status_code == 404
    assert SealedFile.objects.filter(handle=house.handle).exists()


# ---- The wrong method, a missing token -------------------------------------------------------------------------
@pytest.mark.parametrize("name", ACCESS)
def test_a_method_that_a_page_does_not_know_is_refused(house, name):
    persona = next((duty.value for duty in ACCESS[name].opens), REPORTER)
    persona = "desk" if ACCESS[name].door is Door.SIGNED_IN else persona
    client, url = house.browser(persona, name), house.url(name)
    anything_goes = {"healthz", "set_language", "api:nothing"}
    for send in (client.put, client.patch, client.delete):
        assert send(url).status_code == 405 or name in anything_goes


def test_a_form_without_its_token_is_refused_in_words(house):
    doors_to_try = [
        (ANYBODY, "desk:login"),
        (ANYBODY, "tips:report"),
        (REPORTER, "tips:message"),
        ("desk", "reports:accept"),
    ]
    for persona, name in doors_to_try:
        response = house.browser(persona, name, enforce_csrf_checks=True).post(house.url(name))
        assert response.status_code == 403
        assert "This page was open too long, or your browser refuses cookies." in response.content.decode()


# ---- A second click, a stale page ------------------------------------------------------------------------------
def press(house, name, **changed):
    """Press a button with good answers beside it, as the person whose button it is."""
    if name == "rewards:lapse":
        reward = house.files[ACCESS[name].built]
        past = timezone.localdate() - datetime.timedelta(days=1)
        type(reward).objects.filter(pk=reward.pk).update(claim_until=past)
    client = house.browser(the_one_for(name))
    return client.post(house.url(name), {**plausible(house), **changed})


# Moves that change facts and not the state: a second one is the policy's matter.
ACTS = {
    *("ask_extension_order", "grant_extension_order", "refuse_extension_order", "register_hazard"),
    *("ask", "extend", "extend_claim"),
    *("receive_unit_report_accident", "update_casualties_accident", "begin_appraisal_accident"),
    *("end_appraisal_accident", "extend_report_accident", "extend_reply_accident"),
    *("pass_on_accident", "take_mandate_accident", "publish_accident"),
    *("report_up_disaster", "update_losses_disaster", "extend_supervision", "forward_referral"),
    *("publish", "withdraw_publication", "grant_delay", "open_review", "open_suit", "uphold", "reduce"),
}
# They leave the state as it is; a second one is refused on the facts, in the form.
ONCE = {
    "reports:share_words",
    "reports:hold",
    "reports:lift_hold",
    "investigations:seat_member",
    "investigations:invite",
    "investigations:read",
    "investigations:prove_gate",
    "investigations:add_targets",
    "sanctions:propose_listing",
    "sanctions:propose_interview",
    "sanctions:bring_up_measure",
    "sanctions:propose_exposure",
    "investigations:sign_report",
}
# Afterwards the file is out of this person's reach.
# A leader decides on the other side once; afterwards the policy refuses.
DECIDED = {
    "notices:serve",
    "rewards:announce",
    "sanctions:consent",
    "sanctions:serve_demand",
    "sanctions:note_acceptance",
    "sanctions:note_ruling",
    "sanctions:extend_further",
    "sanctions:ask_for_time",
    "sanctions:grant_instalments",
    "sanctions:refuse_time",
    "sanctions:propose_closing",
    "sanctions:keep_open",
    "rewards:lodge",
    "rewards:agree_conditions",
    "rewards:agree_shares",
    "investigations:supervise",
    "sanctions:register_listing",
    "sanctions:ask_removal_listing",
    "sanctions:refuse_removal_listing",
    "investigations:order_examination",
    "investigations:waive_examination",
}
ASIDE = {"reports:stand_aside", "investigations:stand_aside", "investigations:hand_over"}
# They leave the state as it is and can be done again: a second message is a message.
REPEATED = {
    "desk:comment",
    "rewards:find_conditions",
    "investigations:bind_volume",
    "reports:bind_volume",
    "rewards:find_shares",
    "sanctions:discuss",
    "sanctions:remind",
    "sanctions:hear_demand",
    "sanctions:file_another",
    "alarms:hand_on",
    "partners:withdraw_key",
    "partners:hook",
    "imports:go_on",
    "imports:results",
    "partners:rotate_secret",
    "partners:call_again",
    "reports:release",
    "reports:write",
    "reports:find_first",
    "reports:acknowledge",
    "investigations:name_unit",
    "investigations:draft_report",
    "investigations:promise",
    "investigations:review_promise",
    "investigations:set_task",
    "investigations:name_responsible",
    "investigations:allegations",
    "investigations:order_rectification",
    "investigations:preserve",
    "investigations:order_measures",
    "investigations:take_evidence",
    "investigations:refer",
    "investigations:show_file",
    *(name for name in ACCESS if name.rpartition(":")[2] in ACTS and not name.startswith("tips:")),
}
ANNULMENTS = {name for name in ACCESS if "annul" in name}
# They answer with a code and lead nowhere; tests/reports/test_reissuing.py presses the first twice, and a second key
# is a key.
SHOWN = {"identities:reissue", "partners:make_key"}
# They begin a file of its own beside the one they stand on, which does not move.
BESIDE = {"clawbacks:propose"}
BUTTONS = [
    name for name in moves() if name not in REPEATED | ANNULMENTS | ONCE | ASIDE | SHOWN | DECIDED | BESIDE
]


@pytest.mark.parametrize("name", BUTTONS)
def test_a_second_click_finds_that_it_has_moved_on(house, name):
    seen = house.files[ACCESS[name].built].state
    first = press(house, name, seen=seen)
    assert first.status_code == 302, first.content.decode()
    second = press(house, name, seen=seen)
    assert second.status_code == 409
    assert "moved on since you opened it" in second.content.decode()


@pytest.mark.parametrize("name", sorted(ONCE))
def test_a_second_one_is_refused_on_the_facts(house, name):
    if name == "reports:lift_hold":
        assert press(house, "reports:hold").status_code == 302
    assert press(house, name).status_code == 302
    again = press(house, name)
    assert again.status_code == 400
    assert "govuk-error-summary" in again.content.decode()


@pytest.mark.parametrize("name", sorted(DECIDED))
def test_what_was_decided_is_not_decided_again(house, name):
    assert press(house, name).status_code == 302
    assert press(house, name).status_code == 403


@pytest.mark.parametrize("name", sorted(BESIDE))
def test_what_was_begun_beside_a_file_is_not_begun_twice(house, name):
    assert press(house, name).status_code == 302
    again = press(house, name)
    assert again.status_code == 409
    assert "It is proposed already" in again.content.decode()


@pytest.mark.parametrize("name", sorted(ASIDE))
def test_who_stood_aside_finds_nothing_at_a_second_click(house, name):
    assert press(house, name).status_code == 302
    assert press(house, name).status_code == 404


@pytest.mark.parametrize("name", [name for name in BUTTONS if not name.startswith("notices:")])
def test_a_stale_page_is_refused_in_words(house, name):
    before = house.files[ACCESS[name].built].state
    response = press(house, name, seen="some other state")
    assert response.status_code == 409
    assert "moved on since you opened it" in response.content.decode()
    assert (
        type(house.files[ACCESS[name].built]).objects.get(pk=house.files[ACCESS[name].built].pk).state
        == before
    )


@pytest.mark.parametrize("name", sorted(ANNULMENTS))
def test_who_proposed_an_annulment_cannot_confirm_it_with_a_second_click(house, name):
    assert press(house, name).status_code == 302
    again = press(house, name)
    assert again.status_code == 403
    assert "The person who proposed the annulment cannot confirm it." in again.content.decode()


def test_the_form_is_filed_once_however_often_it_is_sent(public, house):
    answer_all(public)
    before = Report.objects.count()
    first, second = (public.post(reverse("tips:send")) for _ in range(2))
    assert {first["Location"], second["Location"]} == {reverse("tips:receipt")}
    assert Report.objects.count() == before + 1


def test_a_second_claim_is_refused_in_words(house):
    reporter, good = house.browser(REPORTER, "claims:reward"), plausible(house)
    assert reporter.post(reverse("claims:reward"), good).status_code == 302
    again = reporter.post(reverse("claims:reward"), good)
    assert again.status_code == 409
    assert "This reward has been claimed already" in again.content.decode()


def test_a_second_withdrawal_is_refused_in_words(house):
    reporter = house.browser(REPORTER)
    assert reporter.post(reverse("tips:withdraw")).status_code == 302
    again = reporter.post(reverse("tips:withdraw"))
    assert again.status_code == 409
    assert "was withdrawn already" in again.content.decode()


# ---- Numbers and days that cannot be ---------------------------------------------------------------------------
IMPOSSIBLE = {
    "investigations:submit_findings": {
        "deaths": ["-1", "1.5", "99999999999999999999", "viele"],
        "concealed_deaths": ["-1", "2"],
        "serious_injuries": ["-7"],
        "loss": ["-0.01", "1e99", "12,5x", "9" * 30, "0.001"],
        "inspected_on": ["2026-02-30", "yesterday", "9999-12-31"],
    },
    "investigations:order_rectification": {"due_on_1": ["2026-13-01", "1999-01-01"]},
    "investigations:pass_recheck_order": {"rechecked_on": ["0000-00-00", "1999-01-01", "9999-12-31"]},
    "investigations:fail_recheck_order": {"due_on_1": ["2026-02-30", "1999-01-01"]},
    "sanctions:report": {"fine": ["-5", "1e99", "NaN", "0.001", "9" * 30, "fifty"]},
    "sanctions:serve": {"served_on": ["2026-02-30", "1999-01-01", "9999-12-31"]},
    "sanctions:pay": {"paid_on": ["2026-02-30", "1999-01-01", "9999-12-31"]},
    "investigations:form_team": {"head": ["-1", "999999999", "x"]},
    "reports:merge": {"into": ["JB-2026-999999", "nonsense"]},
    "reports:transfer": {"agency": ["-1", "9" * 30]},
}


def impossible() -> Iterator[tuple[str, str, str]]:
    for name, fields in IMPOSSIBLE.items():
        for field, values in fields.items():
            yield from ((name, field, value) for value in values)


@pytest.mark.parametrize(("name", "field", "value"), list(impossible()))
def test_what_cannot_be_comes_back_as_typed_with_a_sentence(house, name, field, value):
    response = press(house, name, seen=house.files[ACCESS[name].built].state, **{field: value})
    page, form = response.content.decode(), response.context["form"]
    assert response.status_code == 400
    assert list(form.errors) == [field]
    assert escape(form.errors[field][0]) in page
    if field not in {"head", "agency"}:  # choices: there is no option to show
        assert escape(value) in page
    kept = [name for name in form.fields if name in {"note", "facts", "problem_1", "reasons", "proposal"}]
    assert all(plausible(house)[name] in page for name in kept)


@pytest.mark.parametrize(
    ("step", "field", "value"),
    [
        ("details", "claimed_deaths", "-1"),
        ("details", "claimed_deaths", "99999999999999999999"),
        ("details", "claimed_deaths", "two"),
        ("details", "happened_on_day", "32"),
        ("details", "happened_on_month", "x"),
        ("details", "happened_on_year", "9999"),
        ("details", "happened_on_year", "-5"),
        ("you", "phone", "call me maybe"),
        ("place", "division", "000000000"),
        ("what", "kind", "murder"),
    ],
)
def test_a_public_answer_that_cannot_be_comes_back_as_typed(public, step, field, value):
    answer_all(public, until=step)
    response = answer(public, step, **{field: value})
    page = response.content.decode()
    assert response.status_code == 400
    assert "govuk-error-summary" in page
    if field not in {"division", "kind"}:
        assert f'value="{value}"' in page
    if step == "details":
        assert ANSWERS["details"]["how_hidden"] in page


# ---- Receipts --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("of nobody", 404),
        ("0" * 23, 400),
        ("1234", 400),
        ("not a code at all", 400),
        ("9" * 5000, 400),
        ("", 400),
        ("\x00" * 24, 400),
        ("🧨" * 24, 400),
        ("1234 5678 9012 3456 7890 123x", 400),
    ],
)
def test_an_unknown_receipt_code_gets_a_sentence(house, public, code, status):
    given = new_receipt().code if code == "of nobody" else code
    response = public.post(reverse("tips:track"), {"code": given})
    page = response.content.decode()
    assert response.status_code == status
    assert "govuk-error-summary" in page
    if status == 404:
        assert "No report can be opened with this code." in page
        assert f'value="{given}"' in page


def test_the_last_four_digits_are_asked_again_until_they_are_right(house, public):
    answer_all(public)
    public.post(reverse("tips:send"))
    for wrong in ("", "0000000", "\x00", "x" * 3000):
        response = public.post(reverse("tips:receipt"), {"last_four": wrong})
        assert response.status_code == 400
        assert "govuk-error-summary" in response.content.decode()
    assert len(re.findall(r"<span>\d{4}</span>", response.content.decode())) == 6


# ---- Files -----------------------------------------------------------------------------------------------------
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"0" * 600


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.png", b"", "File 1: The file is empty."),
        ("a.png", PNG + b"\0" * 5000, "File 1: The file is too large"),
        ("a.png", PDF, "File 1: The content of this file is not what its name says."),
        ("photo.exe", PNG, "File 1: Files of this kind are not taken."),
        ("photo", PNG, "File 1: Files of this kind are not taken."),
        ("a.pdf", b"MZ\x90" * 300, "File 1: The content of this file is not what its name says."),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_by_its_place(public, house, settings, name, data, sentence):
    settings.UPLOAD_MAX_BYTES = 4000
    answer_all(public, until="files")
    response = answer(public, "files", evidence=photo(name, data))
    assert response.status_code == 400
    assert sentence in response.content.decode()


def test_a_good_file_is_kept_beside_a_refused_one(public, house, settings):
    settings.UPLOAD_MAX_FILES = 3
    answer_all(public, until="files")
    page = answer(public, "files", evidence=[photo(), photo(data=PDF)]).content.decode()
    assert "File 2: The content of this file is not what its name says." in page
    assert "File 1: PNG" in page
    page = answer(public, "files", evidence=[photo(), photo(), photo()]).content.decode()
    assert "File 3: At most 3 files can be sent." in page
    assert page.count('name="remove"') == 3


def test_a_request_that_breaks_off_is_answered(house, public):
    answer_all(public, until="files")
    body = b'--x\r\nContent-Disposition: form-data; name="evidence"; filename="a.png"\r\n\r\n' + PNG
    for content_type in (
        "multipart/form-data; boundary=x",
        "multipart/form-data",
        "multipart/form-data; boundary=",
    ):
        assert public.post(page_of("files"), body, content_type=content_type).status_code < 500


def test_a_paper_that_is_not_printed_yet_says_so(house):
    paper = Notice.objects.filter(state="issued", subject_label="reports.report").first()
    response = house.browser("desk").get(reverse("notices:download", args=[paper.reference]))
    assert response.status_code == 409
    assert "This paper has not been printed yet." in response.content.decode()
