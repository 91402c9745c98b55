"""The form, over HTTP: what is kept, what is refused in words, what is filed once."""

import datetime
import re
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import Duty
from reports import questions
from reports.drafts import UNSENT
from reports.models import Report
from reports.states import Kind
from statutes.rules import get_rule
from tests import factories
from tests.public_site import ANSWERS, JPEG, Reporter, code_on, text_of, url_of
from vault.models import EscrowKey, PersonKey, SealedFile
from vault.selectors import envelopes_of, files_of
from vault.services import open_envelope, open_file

pytestmark = [pytest.mark.django_db, pytest.mark.twice]


@pytest.fixture
def reporter() -> Reporter:
    return Reporter()


def no_keys() -> None:
    PersonKey.objects.update(state="retired", retired_at=timezone.now())
    EscrowKey.objects.update(state="replaced", retired_at=timezone.now())


# ---- Pages that hold nothing -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "url",
    [
        "/",
        "/report/",
        "/track/",
        "/report/danger/",
        "/report/done/",
        "/track/left/",
        "/report/details/",
        "/away/",
    ],
)
def test_a_page_that_needs_no_session_makes_none(url: str, reporter: Reporter) -> None:
    assert reporter.get(url).status_code in {200, 302}
    assert set(reporter.client.cookies) <= {"csrftoken"}
    assert not Session.objects.exists()


def test_the_first_page_tells_the_amounts_from_the_rules_and_asks_no_table(
    reporter: Reporter, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        page = text_of(reporter.get("/"))
    today = timezone.localdate()
    for rule_id in (
        "reward.penalty_share.rate",
        "reward.penalty_share.maximum",
        "reward.concealment.per_death",
    ):
        rule = get_rule(rule_id, place="500102", on=today)
        assert rule.text_en in page
        assert str(rule.citation) in page
    for number in ("119", "110", "120", "12350"):
        assert f"tel:{number}" in page


@pytest.mark.parametrize(
    "url", ["/report/", "/report/check/", "/report/receipt/", "/track/", "/track/report/", "/away/"]
)
def test_no_copy_of_a_private_page_is_kept(url: str, reporter: Reporter) -> None:
    assert "no-store" in reporter.get(url)["Cache-Control"]


# ---- The way through -------------------------------------------------------------------------------------------
def test_a_report_is_filed_with_its_words_sealed(reporter: Reporter) -> None:
    reporter.attach(("photo.jpg", JPEG))
    code = reporter.file()
    report = Report.objects.get()
    assert (report.kind, report.mode, report.division, report.state) == (
        "hazard",
        "anonymous",
        "500102013",
        "submitted",
    )
    assert report.unit_name == ANSWERS["unit"]["unit_name"]
    identity = factories.identity_of(factories.the(Duty.DESK))
    (envelope,) = envelopes_of(report, purpose="words")
    words = open_envelope(envelope, identity=identity)
    assert words["text"] == ANSWERS["words"]["text"]
    assert words["address"] == ANSWERS["place"]["address"]
    (file,) = files_of(report)
    assert b"".join(open_file(file, identity=identity)) == JPEG
    assert len(code) == 24
    assert not envelopes_of(report, purpose="identity")


def test_what_is_typed_lies_nowhere_in_the_clear(reporter: Reporter) -> None:
    reporter.fill(you={"mode": "confidential", "name": "甄举报", "phone": "19900000000"})
    (session,) = Session.objects.all()
    stored = f"{session.session_data}{session.get_decoded()}"
    for secret in ("甄举报", "19900000000", "阀门", "老码头"):
        assert secret not in stored
        assert secret.encode("unicode_escape").decode() not in stored


def test_a_confidential_reporters_name_lies_in_an_envelope_of_its_own(reporter: Reporter) -> None:
    reporter.file(
        you={
            "mode": "confidential",
            "name": "甄举报",
            "phone": "１９９００００００００",
            "reach": "晚上七点后",
        }
    )
    report = Report.objects.get()
    assert envelopes_of(report, purpose="identity").count() == 1
    assert "甄举报" not in str(Report.objects.values())


@pytest.mark.parametrize(
    ("kind", "data", "kept"),
    [
        (
            "hidden_accident",
            {"claimed_deaths": "２", "claimed_injuries": "", "how_hidden": "私了"},
            "how_hidden",
        ),
        ("hazard", {"persistence": "at_times", "about_when": "夜班"}, "persistence"),
        ("violation", {"acts": ["forced", "device"], "about_when": "去年秋天"}, "acts"),
        ("inaction", {"officer": "某科", "how_told": "打过电话", "what_came": ["warned"]}, "what_came"),
        ("service_body", {"cheats": ["lent", "lent_name"], "made_for": "甲厂（虚构）"}, "made_for"),
    ],
)
def test_each_kind_asks_its_own_details(
    kind: str, data: dict[str, Any], kept: str, reporter: Reporter
) -> None:
    date = {"happened_on_year": "2024", "happened_on_month": "3", "happened_on_day": "4"}
    reporter.file(what={"kind": kind, "is_danger_now": "no"}, details={**data, **date})
    report = Report.objects.get()
    assert report.happened_on == datetime.date(2024, 3, 4)
    assert report.claimed_deaths == (2 if kind == "hidden_accident" else None)
    (envelope,) = envelopes_of(report, purpose="words")
    assert kept in open_envelope(envelope, identity=factories.identity_of(factories.the(Duty.DESK)))


def test_every_kind_has_details() -> None:
    reporter = Reporter()
    for kind in Kind.values:
        reporter.answer("what", kind=kind)
        assert reporter.get("/report/details/").status_code == 200


def test_danger_now_is_answered_with_whom_to_call_before_anything_else(reporter: Reporter) -> None:
    response = reporter.answer("what", is_danger_now="yes")
    assert response.url == "/report/danger/"
    page = text_of(reporter.get(response.url))
    assert "tel:119" in page
    assert "/report/details/" in page
    reporter.fill(what={"kind": "hazard", "is_danger_now": "yes"})
    assert "tel:119" in text_of(reporter.get("/report/check/"))
    reporter.post("/report/send/")
    assert Report.objects.get().is_danger_now


# ---- Bad input -------------------------------------------------------------------------------------------------
BAD = [
    ("what", {"kind": "", "is_danger_now": ""}, "Choose what comes closest."),
    ("what", {"kind": "murder"}, "Select a valid choice"),
    (
        "details",
        {"happened_on_year": "2999", "happened_on_month": "1", "happened_on_day": "1"},
        "has not come yet",
    ),
    (
        "details",
        {"happened_on_year": "2026", "happened_on_month": "2", "happened_on_day": "30"},
        "Enter a real date",
    ),
    (
        "details",
        {"happened_on_year": "1900", "happened_on_month": "2", "happened_on_day": "3"},
        "too long ago",
    ),
    ("details", {"happened_on_year": "gestern"}, "Enter a real date"),
    ("details", {"since": "x" * 101}, "at most 100 characters"),
    ("place", {"division": ""}, "Choose a street, town or township"),
    ("place", {"division": "110000"}, "Select a valid choice"),
    ("unit", {"unit_name": " "}, "Write the name of the unit"),
    ("unit", {"unit_name": "x\x00y"}, "Null characters"),
    ("words", {"text": "", "how_known": ""}, "Write at least a sentence"),
    ("words", {"text": "字" * 5001}, "at most 5000 characters"),
    ("you", {"mode": ""}, "Choose how you want to report"),
    ("you", {"mode": "anonymous", "name": "甄举报"}, "You chose to stay anonymous"),
    ("you", {"mode": "anonymous", "reach": "晚上"}, "You chose to stay anonymous"),
    ("you", {"mode": "confidential", "phone": "19900000000"}, "Write your name"),
    ("you", {"mode": "employee", "name": "甄举报"}, "Write a telephone number"),
    ("you", {"mode": "employee", "name": "甄举报", "phone": "no phone"}, "digits only"),
]


@pytest.mark.parametrize(("step", "data", "sentence"), BAD)
def test_bad_answers_are_refused_in_words_and_nothing_typed_is_lost(
    step: str, data: dict[str, str], sentence: str, reporter: Reporter
) -> None:
    reporter.fill()
    response = reporter.answer(step, **data)
    page = text_of(response)
    assert response.status_code == 400
    assert sentence in page
    assert "govuk-error-summary" in page
    typed = [value for value in data.values() if value.strip() and "\x00" not in value and step != "what"]
    assert all(
        value in page for value in typed if value not in {"110000", "anonymous", "confidential", "employee"}
    )
    assert reporter.get("/report/check/").url == f"{url_of(step)}?change"


@pytest.mark.parametrize("number", ["-1", "1000", "99999999999999999999", "1.5", "two", "1e3"])
def test_absurd_numbers_of_people_are_refused(number: str, reporter: Reporter) -> None:
    reporter.answer("what", kind="hidden_accident")
    response = reporter.post("/report/details/", {"claimed_deaths": number})
    assert response.status_code == 400
    assert number in text_of(response)


def test_an_unknown_step_is_no_page(reporter: Reporter) -> None:
    assert reporter.get("/report/nothing/").status_code == 404
    assert reporter.get("/report/what/").status_code == 404


def test_a_number_that_points_to_an_anonymous_reporter_is_warned_about(reporter: Reporter) -> None:
    reporter.fill(words={"text": "请打 19912345678 找我", "how_known": "saw"})
    assert "seem to hold: a telephone number" in text_of(reporter.get("/report/check/"))
    reporter.answer("words")
    assert "a telephone number" not in text_of(reporter.get("/report/check/"))


# ---- Back, change, idle ----------------------------------------------------------------------------------------
def test_back_keeps_what_is_not_finished_yet(reporter: Reporter) -> None:
    reporter.answer("what")
    half = {"since": "三个", "happened_on_year": "20", "who_knows": ["owner"], "back": ""}
    assert reporter.post("/report/details/", half).url == "/report/"
    page = text_of(reporter.get("/report/details/"))
    assert "三个" in page
    assert 'value="20"' in page
    assert re.search(r'value="owner"[^>]*checked', page)
    assert "govuk-error" not in page


def test_back_on_the_first_page_leads_to_the_front_door(reporter: Reporter) -> None:
    assert reporter.post("/report/", {"back": ""}).url == "/"


def test_another_kind_and_back_again_loses_no_details(reporter: Reporter) -> None:
    reporter.fill()
    reporter.answer("what", kind="inaction")
    assert "两个多月" not in text_of(reporter.get("/report/details/"))
    reporter.answer("what", kind="hazard")
    assert "两个多月" in text_of(reporter.get("/report/details/"))


def test_a_change_leads_back_to_the_check_page(reporter: Reporter) -> None:
    reporter.fill()
    page = text_of(reporter.get("/report/check/"))
    assert "/report/words/?change" in page
    assert (
        reporter.post("/report/words/?change", {"text": "改过了", "how_known": "told"}).url
        == "/report/check/"
    )
    assert "改过了" in text_of(reporter.get("/report/check/"))


def test_the_check_page_leads_to_what_is_still_open(reporter: Reporter) -> None:
    reporter.answer("what")
    assert reporter.get("/report/check/").url == "/report/place/?change"
    assert reporter.post("/report/send/").url == "/report/place/?change"
    assert not Report.objects.exists()


def test_twenty_idle_minutes_lose_nothing_and_two_hours_are_said(reporter: Reporter) -> None:
    with time_machine.travel("2026-06-01 10:00+08:00") as clock:
        reporter.fill()
        clock.shift(datetime.timedelta(minutes=20))
        assert "阀门" in text_of(reporter.get("/report/check/"))
        clock.shift(datetime.timedelta(hours=2))
        assert reporter.get("/report/check/").url == "/report/?gone"
        assert "no longer kept" in text_of(reporter.get("/report/?gone"))


def test_an_answer_that_comes_too_late_is_kept_all_the_same(reporter: Reporter) -> None:
    response = reporter.answer("words", text="写了很久的一段话")
    assert response.url == "/report/?gone"
    assert "写了很久的一段话" in text_of(reporter.get("/report/words/"))


def test_sending_without_a_draft_is_a_sentence(reporter: Reporter) -> None:
    assert reporter.post("/report/send/").url == "/report/?gone"


# ---- Files -----------------------------------------------------------------------------------------------------
def test_refused_files_are_explained_one_by_one_and_good_ones_stay(reporter: Reporter, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 1000
    response = reporter.attach(
        ("a.jpg", JPEG),
        ("b.jpg", b""),
        ("c.pdf", JPEG),
        ("d.exe", b"MZ" + b"\0" * 99),
        ("e.jpg", JPEG.ljust(1001)),
    )
    page = text_of(response)
    assert response.status_code == 400
    for sentence in (
        "File 2: The file is empty",
        "File 3: The content",
        "File 4: Files of this kind",
        "File 5: The file is too",
    ):
        assert sentence in page
    assert "File 1: JPG" in page
    assert "b.jpg" not in page
    assert len([path for path in settings.VAULT_DIR.rglob("*") if path.is_file()]) == 1


def test_a_file_can_be_taken_out_again(reporter: Reporter, settings: Any) -> None:
    page = text_of(reporter.attach(("a.jpg", JPEG), more=""))
    handle = re.search(r'name="remove" value="(\w+)"', page)
    assert handle
    reporter.post("/report/files/", {"remove": handle[1], "more": ""})
    assert "File 1" not in text_of(reporter.get("/report/files/"))
    assert not [path for path in settings.VAULT_DIR.rglob("*") if path.is_file()]


def test_more_files_than_are_taken_are_refused_over_several_sendings(
    reporter: Reporter, settings: Any
) -> None:
    settings.UPLOAD_MAX_FILES = 2
    assert reporter.attach(("a.jpg", JPEG), ("b.jpg", JPEG), more="").status_code == 200
    response = reporter.attach(("c.jpg", JPEG))
    assert response.status_code == 400
    assert "At most 2 files" in text_of(response)


# ---- Sending ---------------------------------------------------------------------------------------------------
def test_a_second_click_leads_to_the_same_receipt(reporter: Reporter) -> None:
    code = reporter.file()
    assert reporter.post("/report/send/").url == "/report/receipt/"
    assert code_on(reporter.get("/report/receipt/")) == code
    assert reporter.get("/report/words/").url == "/report/receipt/"
    assert Report.objects.count() == 1


def test_two_clicks_at_once_file_one_report(reporter: Reporter) -> None:
    reporter.attach(("a.jpg", JPEG))
    reporter.fill()
    before = Session.objects.get().session_data
    reporter.post("/report/send/")
    Session.objects.update(
        session_data=before
    )  # the second request had read its session before the first was done
    response = reporter.post("/report/send/")
    assert response.status_code == 409
    assert "sent already" in text_of(response)
    assert "/report/receipt/" in text_of(response)
    assert Report.objects.count() == SealedFile.objects.count() == 1


def test_without_keys_nothing_is_received_and_nothing_is_lost(reporter: Reporter) -> None:
    reporter.fill()
    no_keys()
    response = reporter.post("/report/send/")
    assert response.status_code == 503
    assert "12350" in text_of(response)
    assert not Report.objects.exists()
    assert "阀门" in text_of(reporter.get("/report/check/"))


def test_the_receipt_stays_until_its_last_four_digits_are_typed(reporter: Reporter) -> None:
    code = reporter.file()
    wrong = "0000" if code[-4:] != "0000" else "1111"
    response = reporter.post("/report/receipt/", {"last_four": wrong})
    assert response.status_code == 400
    assert code_on(response) == code
    assert reporter.post("/report/receipt/", {"last_four": f" {code[-4:]}"}).url == "/report/done/"
    response = reporter.get("/report/receipt/")
    assert response.status_code == 410
    assert code[-4:] not in text_of(response)
    assert reporter.client.cookies["chuishao_draft"].value == ""


def test_the_printed_receipt_names_no_site(reporter: Reporter) -> None:
    reporter.file()
    page = text_of(reporter.get("/report/receipt/"))
    assert "<title>Receipt</title>" in page
    assert "cs-prints-receipt" in page


# ---- Suggestions -----------------------------------------------------------------------------------------------
def test_units_are_offered_while_somebody_types(reporter: Reporter) -> None:
    unit = factories.unit("涪陵<白涛>试验厂")
    page = text_of(reporter.post("/report/unit/suggest/", {"unit_name": "白涛"}))
    assert "涪陵&lt;白涛&gt;试验厂" in page
    assert unit.uscc in page
    assert "option" not in text_of(reporter.post("/report/unit/suggest/", {"unit_name": " "}))
    assert reporter.get("/report/unit/suggest/?unit_name=x").status_code == 405


def test_a_known_unit_is_recognised_by_its_credit_code(reporter: Reporter) -> None:
    unit = factories.unit()
    reporter.file(unit={"unit_name": unit.uscc.lower()})
    report = Report.objects.get()
    assert report.unit == unit
    assert report.unit_name == unit.name
    assert report.sector == unit.sector


def test_a_session_counts_as_unsent_until_its_report_is_filed(reporter: Reporter) -> None:
    reporter.fill()
    (session,) = [one.get_decoded() for one in Session.objects.all() if "vault.draft" in one.get_decoded()]
    assert session[UNSENT] is True
    reporter.post("/report/send/")
    assert not [one for one in Session.objects.all() if UNSENT in one.get_decoded()]


# ---- Two visitors ----------------------------------------------------------------------------------------------
WORDS = {
    1: {
        "since": "自从甲月",
        "address": "甲路一号",
        "unit_name": "甲厂（虚构）",
        "text": "甲的话语",
        "name": "甄甲",
    },
    2: {
        "since": "自从乙月",
        "address": "乙路二号",
        "unit_name": "乙厂（虚构）",
        "text": "乙的话语",
        "name": "甄乙",
    },
}


def told_by(number: int) -> dict[str, dict[str, Any]]:
    told = WORDS[number]
    return {
        "what": ANSWERS["what"],
        "details": {"since": told["since"]},
        "place": {"division": "500102013", "address": told["address"]},
        "unit": {"unit_name": told["unit_name"]},
        "words": {"text": told["text"], "how_known": "saw"},
        "files": {},
        "you": {"mode": "confidential", "name": told["name"], "phone": "19900000000"},
    }


def test_what_two_visitors_write_never_meets_on_a_page(reporter: Reporter) -> None:
    visitors = {1: reporter, 2: Reporter(office=False), 3: Reporter(office=False)}
    pages: dict[int, str] = dict.fromkeys(visitors, "")

    def see(number: int, response: Any) -> None:
        assert response.status_code in {200, 302}
        pages[number] += text_of(response)

    # Turn by turn, each page before and after it was answered, as one process serves them.
    for step in questions.STEPS:
        for number in (1, 2):
            see(number, visitors[number].get(url_of(step)))
            see(number, visitors[number].post(url_of(step), told_by(number)[step]))
            see(number, visitors[number].get(url_of(step)))
            see(3, visitors[3].get(url_of(step)))
    for page in ("/report/check/", "/report/you/", "/report/words/", "/"):
        for number, visitor in visitors.items():
            see(number, visitor.get(page))
    for number, told in WORDS.items():
        for other, seen in pages.items():
            assert all((word in seen) == (number == other) for word in told.values()), (number, other)
    for number in WORDS:
        visitors[number].post("/report/send/")
    codes = {number: code_on(visitors[number].get("/report/receipt/")) for number in WORDS}
    assert codes[1] not in re.sub(r"\D", "", text_of(visitors[2].get("/report/receipt/")))
    assert visitors[3].get("/report/receipt/").status_code == 410


# ---- Cost ------------------------------------------------------------------------------------------------------
def test_a_page_of_the_form_costs_two_statements(
    reporter: Reporter, django_assert_max_num_queries: Any
) -> None:
    reporter.answer("what")
    with django_assert_max_num_queries(1):
        reporter.get("/report/words/")
    with django_assert_max_num_queries(2):  # read the session, write it
        reporter.answer("words")
