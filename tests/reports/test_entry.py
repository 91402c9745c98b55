"""Filing for somebody: on the line, at the counter, from a letter, from another department."""

import datetime
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import Duty
from reports.models import Report
from reports.selectors import identity_of, words_of
from reports.services import read_words
from tests import factories
from tests.desk.builders import text_of
from tests.factories import IDENTITY, WORDS, browser, disclosure_in, the
from tests.factories import identity_of as key_of
from tests.journeys.public_form import PNG, code_on
from vault.models import SealedFile
from vault.selectors import files_of
from workflow.models import LogEntry

pytestmark = pytest.mark.django_db
TOLD = {
    "kind": "hazard",
    "is_danger_now": "no",
    "hazard-since": "大约两个月",
    "division": factories.DIVISION,
    "address": "试验路尽头",
    "unit_name": "涪陵试验厂（虚构）",
    "sector": "machinery",
    "text": WORDS,
    "how_known": "saw",
    "mode": "anonymous",
}
NAMED = {"mode": "confidential", **IDENTITY, "reach": "晚上七点后"}
MARK = "ab" * 32


@pytest.fixture
def clerk():
    factories.office()
    return browser(the(Duty.DESK))


def save(clerk, way="call", **told):
    clerk.get(reverse(f"hotline:{way}"))
    answers = {**TOLD, "filing_key": MARK, **told}
    return clerk.post(reverse(f"hotline:{way}"), {name: value for name, value in answers.items() if value})


def filed(clerk, way="call", **told):
    response = save(clerk, way, **told)
    assert response.status_code == 302, [form.errors for form in response.context["forms"]]
    assert response["Location"] == reverse("hotline:receipt")
    return Report.objects.latest("pk")


def read_out(clerk):
    return code_on(clerk.get(reverse("hotline:receipt")).content.decode())


def test_a_call_becomes_the_same_kind_of_tip_as_one_on_the_web(clerk):
    report = filed(clerk, recording="R-2026-0042", is_callback_wished="on", **NAMED)
    assert (report.channel, report.kind, report.mode, report.sector) == (
        "hotline",
        "hazard",
        "confidential",
        "machinery",
    )
    assert LogEntry.objects.about(report).get().actor == the(Duty.DESK)
    assert report.arrival.is_callback_wished
    desk = the(Duty.DESK)
    words = read_words(report, actor=desk, identity=key_of(desk))
    assert words["text"] == WORDS
    assert words["since"] == "大约两个月"
    code = read_out(clerk)
    reporter = browser(None)
    assert reporter.post(reverse("tips:track"), {"code": code}).status_code == 302


def test_where_the_recording_is_lies_sealed_beside_the_name_even_of_somebody_without_one(clerk):
    report = filed(clerk, recording="R-2026-0042")
    assert report.mode == "anonymous"
    envelope = identity_of(report)
    assert envelope is not None
    assert b"R-2026" not in bytes(envelope.ciphertext) + bytes(words_of(report).ciphertext)
    disclosure_in("approved", report=report)
    opened = browser(the(Duty.CUSTODIAN), has_key=True).post(
        reverse("identities:open", args=[report.disclosures.get().reference])
    )
    assert "R-2026-0042" in text_of(opened)


def test_a_second_click_leads_to_the_one_receipt(clerk):
    filed(clerk)
    code = read_out(clerk)
    again = clerk.post(reverse("hotline:call"), {**TOLD, "filing_key": MARK})
    assert again["Location"] == reverse("hotline:receipt")
    assert read_out(clerk) == code
    assert Report.objects.count() == 1


def test_the_receipt_goes_when_its_last_four_digits_were_read_back(clerk):
    report = filed(clerk)
    code, url = read_out(clerk), reverse("hotline:receipt")
    wrong = clerk.post(url, {"last_four": "12345"})
    assert wrong.status_code == 400
    assert code_on(wrong.content.decode()) == code
    right = clerk.post(url, {"last_four": code[-4:]})
    assert right["Location"] == reverse("hotline:call")
    page = clerk.get(right["Location"])
    assert f"{report.reference} is filed." in text_of(page)
    assert WORDS not in text_of(page)
    assert clerk.get(url).status_code == 302
    # Four digits alone may be those of a place.
    page = text_of(clerk.get(url, follow=True))
    assert code not in page
    assert f"{code[:4]} {code[4:8]}" not in page


def test_nothing_that_was_typed_lies_in_the_session_or_a_cache(clerk):
    refused = save(clerk, how_known="")
    assert refused.status_code == 400
    assert "no-store" in refused["Cache-Control"]
    kept = str(dict(clerk.session.items()))
    filed(clerk)
    kept += str(dict(clerk.session.items()))
    assert WORDS not in kept
    assert read_out(clerk) not in kept


@pytest.mark.parametrize(
    ("way", "wrong", "said"),
    [
        ("call", {"kind": ""}, "Choose what comes closest."),
        ("call", {"division": ""}, "Choose a street, town or township"),
        ("call", {"is_callback_wished": "on"}, "Nobody can be called without a telephone number."),
        ("call", {"mode": "confidential"}, "Write your name"),
        ("call", {"phone": "19900000000"}, "You chose to stay anonymous"),
        ("letter", {"number": ""}, "Enter the number under which the letter is registered."),
        ("letter", {"received_on": "2026-02-30"}, "Enter a real date."),
        ("letter", {"received_on": "2999-01-01"}, "This day has not come yet."),
        ("letter", {"received_on": "1999-01-01"}, "This day is too long ago."),
        ("transfer_in", {"sender": ""}, "Name the department."),
        ("transfer_in", {"answer_by": "2020-01-01"}, "This day is before the day on which it came."),
    ],
)
def test_what_cannot_be_comes_back_as_typed_with_a_sentence(clerk, way, wrong, said):
    late = {"number": "7", "sender": "区信访办", "received_on": timezone.localdate().isoformat()}
    response = save(clerk, way, **{**({} if way == "call" else late), **wrong})
    assert response.status_code == 400
    assert said in text_of(response)
    assert WORDS in text_of(response)
    assert not Report.objects.exists()


def test_a_letter_keeps_its_number_its_day_and_its_scan(clerk):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    scan = SimpleUploadedFile("scan.png", PNG, "image/png")
    report = filed(clerk, "letter", number="xf 2026-7", received_on=yesterday.isoformat(), evidence=scan)
    assert (report.channel, report.received_on, report.arrival.number) == ("letter", yesterday, "XF2026-7")
    assert files_of(report).count() == 1
    clerk.post(reverse("hotline:receipt"), {"last_four": read_out(clerk)[-4:]})
    twice = save(clerk, "letter", number="XF2026-7", received_on=yesterday.isoformat(), filing_key="cd" * 32)
    assert twice.status_code == 400
    assert f"This has been entered already, as {report.reference}." in text_of(twice)


def test_a_scan_survives_an_error_elsewhere_and_can_be_taken_out_again(clerk):
    late = {"number": "7", "received_on": timezone.localdate().isoformat()}
    scan = SimpleUploadedFile("scan.png", PNG, "image/png")
    refused = save(clerk, "letter", **late, evidence=scan, how_known="")
    assert refused.status_code == 400
    (handle,) = re.findall(r'name="remove" value="(\w+)"', refused.content.decode())
    report = filed(clerk, "letter", **late)
    assert files_of(report).get().handle.hex == handle
    other = save(
        clerk,
        "letter",
        **{**late, "number": "8"},
        evidence=SimpleUploadedFile("a.png", PNG, "image/png"),
        how_known="",
        filing_key="cd" * 32,
    )
    (handle,) = re.findall(r'name="remove" value="(\w+)"', other.content.decode())
    gone = save(clerk, "letter", **{**late, "number": "8"}, remove=handle, filing_key="cd" * 32)
    assert gone.status_code == 400
    assert 'name="remove"' not in gone.content.decode()
    assert SealedFile.objects.count() == 1


def test_what_another_department_hands_on_keeps_its_number_and_its_deadline(clerk):
    today = timezone.localdate()
    told = {
        "sender": "12345 政务服务便民热线",
        "number": "ｆｌ２０２６-42",
        "received_on": today.isoformat(),
        "answer_by": (today + datetime.timedelta(days=9)).isoformat(),
    }
    report = filed(clerk, "transfer_in", **told)
    arrival = report.arrival
    assert (report.channel, arrival.sender, arrival.number) == (
        "transfer",
        "12345政务服务便民热线",
        "FL2026-42",
    )
    assert arrival.answer_by == today + datetime.timedelta(days=9)


def test_a_clerk_hands_danger_over_by_word_of_mouth(clerk):
    filed(clerk, is_danger_now="yes")
    assert "Hand this over to the officer on duty at once" in text_of(clerk.get(reverse("hotline:receipt")))


def test_the_details_of_the_chosen_kind_count_and_no_others(clerk):
    report = filed(
        clerk,
        **{
            "kind": "hidden_accident",
            "hidden_accident-claimed_deaths": "2",
            "hidden_accident-how_hidden": "给了家属一笔钱",
            "hazard-since": "不算数",
        },
    )
    desk = the(Duty.DESK)
    words = read_words(report, actor=desk, identity=key_of(desk))
    assert report.claimed_deaths == 2
    assert words["how_hidden"] == "给了家属一笔钱"
    assert "不算数" not in str(words)


def test_a_tip_without_anybody_to_read_it_is_not_taken():
    alone = browser(the(Duty.DESK))
    response = save(alone, **NAMED)
    assert response.status_code == 503
    assert "nothing can be received safely" in text_of(response)
    assert WORDS in text_of(response)
