"""Records from the field: by two officers with certificates, signed or refused, come once, unchanged afterwards."""

import datetime
import json
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Duty
from investigations import services as cases
from investigations.models import EvidenceFile, FieldRecord
from notices.selectors import notices_of
from tests import factories
from tests.desk.builders import text_of, walk_move
from tests.factories import browser, field_record_in, the
from tests.journeys.public_form import PNG
from tests.vault.samples import photo
from vault.models import Envelope
from workflow.errors import MoveRefused, StalePage
from workflow.models import LogEntry

pytestmark = pytest.mark.django_db
KEY = "ab" * 32
TAKEN = "2026-06-01T08:30:00+00:00"


def officers():
    return the(Duty.INVESTIGATOR), the(Duty.INVESTIGATOR, 2)


def moment(hours: int = 0) -> str:
    return f"{timezone.localtime() - datetime.timedelta(hours=hours):%Y-%m-%d %H:%M}"


def told(case, **changed):
    answers = {
        "sending_key": KEY,
        "case": case.reference,
        "colleague": officers()[1].name,
        "place": "冲压车间",
        "started_at": moment(2),
        "ended_at": moment(1),
        "shown": "on",
        "content": "冲压设备和安全出口",
        "problems": "一台冲压机没有防护罩。",
        "handling": "责令停用，拍照取证。",
        "signatory": "甄主任，车间主任",
        "signed_by": "refused",
        "refusal": "称须请示上级",
        "witness": "甄保安，门卫",
        **changed,
    }
    return {name: value for name, value in answers.items() if value is not None}


def asked(case, **changed):
    person = {
        "asked_as": "testimony",
        "person": "甄工",
        "person_post": "冲压工",
        "person_id": "999999200001010003",
    }
    pairs = {"question": ["你在哪里工作？", "防护罩何时拆的？"], "answer": ["冲压车间。", "三个月以前。"]}
    return told(case, rights="on", **{**person, **pairs, **changed})


@pytest.fixture
def case():
    return factories.case_in("investigating")


def send(kind="inspection", by=None, **data):
    return browser(by or officers()[0]).post(reverse(f"field:{kind}"), data)


def refused(response):
    assert response.status_code == 400
    assert not FieldRecord.objects.exists()
    return response.context["form"].errors


# ---- It comes --------------------------------------------------------------------------------------------------
def test_an_inspection_with_photos_goes_into_the_file_with_its_chain(case):
    data, drawn = photo(), PNG
    noted = [{"sha256": sha256(data).hexdigest(), "taken_at": TAKEN}]
    files = {
        "photos": SimpleUploadedFile("IMG_1.jpg", data, content_type="image/jpeg"),
        "signature": SimpleUploadedFile("signature.png", drawn, content_type="image/png"),
    }
    response = send(**told(case, photographed=json.dumps(noted), signed_by="screen", **files))
    record = FieldRecord.objects.get()
    assert response["Location"] == record.get_absolute_url()
    assert (record.officer, record.second_officer) == officers()
    kept = EvidenceFile.objects.filter(evidence=record.evidence)
    assert {file.sha256 for file in kept} == {sha256(data).hexdigest(), sha256(drawn).hexdigest()}
    assert record.facts["photos"] == noted
    assert record.evidence.custodies.count() == 1
    page = text_of(browser(officers()[1]).get(record.get_absolute_url()))
    assert "一台冲压机没有防护罩。" in page
    assert noted[0]["sha256"] in page


def test_an_inquiry_is_written_down_question_by_question(case):
    assert send("interview", **asked(case)).status_code == 302
    record = FieldRecord.objects.get()
    assert [pair["answer"] for pair in record.facts["answers"]] == ["冲压车间。", "三个月以前。"]
    assert record.evidence.kind == "testimony"


def test_one_more_question_keeps_what_was_typed(case):
    page = send("interview", **asked(case, more="1", question=["第一问"], answer=["第一答"])).content.decode()
    assert page.count('name="question"') == 2
    assert "第一答" in page
    assert not FieldRecord.objects.exists()


def test_the_same_record_sent_again_arrives_once(case):
    first, again = send(**told(case)), send(**told(case))
    assert first["Location"] == again["Location"]
    assert FieldRecord.objects.count() == 1
    field_record_in(case=case)
    with pytest.raises(IntegrityError), transaction.atomic():
        FieldRecord.objects.filter(case=case).update(sending_key=KEY)


def test_a_colleague_cannot_use_the_key_of_another_record(case):
    field_record_in(case=case, sending_key=KEY)
    with pytest.raises(StalePage):
        field_record_in("to_sign", case=case, sending_key=KEY)


# ---- What is refused -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"case": "AJ-2026-999999"}, "case"),
        ({"colleague": "没有此人"}, "colleague"),
        ({"started_at": moment(1), "ended_at": moment(2)}, "ended_at"),
        ({"ended_at": "2099-01-01 10:00"}, "ended_at"),
        ({"shown": None}, "shown"),
        ({"refusal": ""}, "refusal"),
        ({"witness": ""}, "witness"),
        ({"signed_by": "screen"}, "signature"),
        ({"signed_by": "paper"}, "photos"),
        ({"problems": "据举报查到的那台机器"}, "problems"),
        ({"corrects": "XC-2020-000001"}, "corrects"),
        ({"sending_key": "x"}, "sending_key"),
        ({"photographed": "{]"}, "photographed"),
        ({"photographed": '[{"sha256": "0", "taken_at": "x"}]'}, "photographed"),
        ({"photographed": json.dumps([{"sha256": "0" * 64, "taken_at": TAKEN}])}, "__all__"),
    ],
)
def test_what_cannot_stand_in_a_record_is_refused_in_words(case, changed, field):
    answers = {**told(case), **changed}
    assert field in refused(send(**{name: value for name, value in answers.items() if value is not None}))


def test_the_writer_is_no_second_officer(case):
    assert "colleague" in refused(send(**told(case, colleague=officers()[0].name)))


@pytest.mark.parametrize(
    "changed",
    [
        {"question": [], "answer": []},
        {"question": ["只有问题"], "answer": [""]},
        {"question": ["群众举报的是你吗？"], "answer": ["不知道"]},
        {"question": ["长"] * 61, "answer": ["长"] * 61},
        {"question": ["长" * 2001], "answer": ["短"]},
    ],
)
def test_an_inquiry_needs_whole_questions_and_answers(case, changed):
    assert "__all__" in refused(send("interview", **asked(case, **changed)))


def test_an_officer_without_a_certificate_writes_none_and_the_law_is_named(case):
    other = officers()[1]
    other.certificate_no = ""
    other.save(update_fields=["certificate_no"])
    errors = refused(send(**told(case)))
    assert "第四十二条" in str(errors["__all__"])


def test_somebody_outside_the_team_writes_none(case):
    stranger = factories.person("stranger", Duty.INVESTIGATOR)
    assert "case" in refused(send(by=stranger, **told(case)))


def test_a_refusal_without_a_reason_is_refused_by_the_database(case):
    record = field_record_in(case=case)
    with pytest.raises(IntegrityError), transaction.atomic():
        FieldRecord.objects.filter(pk=record.pk).update(refusal="")


# ---- It is signed ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", ["site_record", "interview_record"])
def test_the_second_officer_signs_and_the_paper_is_whole(case, kind):
    form, answers = ("inspection", told(case)) if kind == "site_record" else ("interview", asked(case))
    send(form, **answers)
    record = FieldRecord.objects.get()
    walk_move(record, "countersign", by=officers()[1], not_by=officers()[0], target="signed")
    paper = notices_of(record).get()
    assert paper.kind == kind
    for officer in officers():
        assert officer.certificate_no in str(paper.context)
    assert "拒" not in paper.context["signatory"]
    assert "称须请示上级" in paper.context["refusal"]


def test_the_writer_cannot_sign_for_the_second_officer(case):
    record = field_record_in(case=case)
    with pytest.raises(MoveRefused):
        cases.countersign_record(record, actor=officers()[0])


def test_nothing_of_it_changes_and_a_correction_is_another_record(case):
    record = field_record_in("signed", case=case)
    send(**told(case, corrects=record.reference))
    later = FieldRecord.objects.latest("pk")
    assert later.corrects == record
    assert record.reference in text_of(browser(officers()[0]).get(later.get_absolute_url()))
    assert list(LogEntry.objects.about(record).values_list("move", flat=True)) == ["record", "countersign"]


# ---- What a phone keeps ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", ["inspection", "interview"])
def test_the_page_that_a_phone_keeps_names_nobody_and_no_case(case, kind):
    page = browser(officers()[0]).get(reverse(f"field:{kind}")).content.decode()
    for said in (
        case.reference,
        case.unit.name,
        officers()[0].name,
        officers()[0].username,
        officers()[1].name,
    ):
        assert said not in page


# ---- The number of an identity paper ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("居民身份证 999999200001010003", "居民身份证 **************0003"),
        ("身份证：9999 9920 0001 0100 03", "身份证：******************0 03"),
        ("９９９９９９２００００１０１０００３", "**************０００３"),
        ("护照E12345678", "护照*****5678"),
        ("身份证未带", "身份证未带"),
    ],
)
def test_of_a_number_its_end_alone_is_kept_in_the_clear(case, typed, kept):
    record = field_record_in("inquiry", case=case, facts={**factories.INQUIRY, "person_id": typed})
    assert FieldRecord.objects.get(pk=record.pk).facts["person_id"] == kept


def test_the_number_is_sealed_to_the_team_and_the_paper_does_not_show_it(case):
    number = "999999200001010003"
    record = field_record_in("inquiry", case=case)
    cases.countersign_record(record, actor=officers()[1])
    paper = notices_of(record).get(kind="interview_record")
    assert "0003" in paper.context["person"]
    for rows in (FieldRecord.objects.values(), type(paper).objects.values(), Envelope.objects.values()):
        assert number not in str(list(rows))
    url = reverse("field:papers", args=[record.reference])
    opened = browser(officers()[1], has_key=True).post(url)
    assert number in text_of(opened)
    assert opened["Cache-Control"] == "no-store, private"
    assert number not in text_of(browser(officers()[1]).get(record.get_absolute_url()))
    assert number in text_of(browser(the(Duty.LEADER), has_key=True).post(url))
    assert LogEntry.objects.about(record).filter(move="open_papers").count() == 2
    assert browser(the(Duty.REVIEWER), has_key=True).post(url).status_code == 403
    assert browser(officers()[0]).post(url).status_code == 403, "the key is not unlocked"


def test_who_joins_later_gets_the_number_sealed_by_a_colleague(case):
    record = field_record_in("inquiry", case=case)
    late = the(Duty.INVESTIGATOR, 3)
    cases.seat_member(case, actor=the(Duty.LEADER), person=late, role="member")
    url = reverse("field:papers", args=[record.reference])
    assert browser(late, has_key=True).post(url).status_code == 403
    share = reverse("investigations:share_evidence", args=[record.evidence.reference])
    assert browser(officers()[0], has_key=True).post(share).status_code == 302
    assert "999999200001010003" in text_of(browser(late, has_key=True).post(url))


def test_each_look_at_a_record_is_in_the_log(case):
    record = field_record_in(case=case)
    browser(officers()[1]).get(record.get_absolute_url())
    assert LogEntry.objects.about(record).filter(move="view", actor=officers()[1]).count() == 1
