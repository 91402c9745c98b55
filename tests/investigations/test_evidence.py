"""Evidence: taken by two, sealed and hashed, handed on by both sides, checked by an outsider without this system."""

import datetime
import io
import json
import subprocess
import sys
import zipfile
from hashlib import sha256

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Duty
from investigations import bundling
from investigations import services as cases
from investigations.models import Custody, Evidence, EvidenceFile
from investigations.selectors_evidence import evidence_of, get_evidence
from investigations.states import EvidenceKind
from statutes.rules import get_rule
from tests import factories
from tests.desk.builders import text_of, walk_move
from tests.factories import browser, evidence_in, identity_of, the
from tests.factories import held_file as held
from tests.vault.samples import photo
from vault.models import SealedFile
from vault.services import clean_waiting, prepare_files, store_files, turn_cleaning_key
from workflow.errors import MoveRefused
from workflow.models import LogEntry

pytestmark = pytest.mark.django_db
WHERE = {"place": "勘验室", "condition": "封条完好"}


@pytest.fixture(autouse=True)
def _cleaning_key():
    turn_cleaning_key()


def head():
    return the(Duty.INVESTIGATOR)


def other():
    return the(Duty.INVESTIGATOR, 2)


def moves_of(subject):
    return list(LogEntry.objects.about(subject).values_list("move", flat=True))


def test_the_kinds_are_those_of_the_penalty_law():
    assert get_rule("evidence.kinds", on=timezone.localdate()).value == tuple(EvidenceKind.values)


def test_evidence_is_taken_on_a_page_with_its_file():
    case = factories.case_in("investigating")
    url = reverse("investigations:take_evidence", args=[case.reference])
    told = {
        "kind": "audiovisual",
        "title": "冲压机照片",
        "proves": "防护罩被拆除。",
        "provider": "现场拍摄",
        "place": "冲压车间",
        "taken_at": timezone.localtime().strftime("%Y-%m-%d %H:%M"),
        "taken_with": other().pk,
        "place_kept": "档案室",
        "condition": "完好",
    }
    data = photo()
    page = browser(head())
    changed = page.post(url, {**told, "digest": "0" * 64, "originals": io.BytesIO(data)})
    assert changed.status_code == 400
    file = io.BytesIO(data)
    file.name = "IMG_1.jpg"
    changed = page.post(url, {**told, "digest": "0" * 64, "originals": file})
    assert "changed since, or is another one" in text_of(changed)
    telling = page.post(url, {**told, "proves": "据举报，防护罩被拆除。"})
    assert "do not say that somebody reported it" in text_of(telling)
    alone = page.post(url, {**told, "taken_with": head().pk})
    assert "name the other one" in text_of(alone)
    file = io.BytesIO(data)
    file.name = "IMG_1.jpg"
    done = page.post(url, {**told, "digest": sha256(data).hexdigest().upper(), "originals": file})
    assert done.status_code == 302
    found = Evidence.objects.get(case=case)
    assert found.files.get().sha256 == sha256(data).hexdigest()
    assert found.holder == head()
    link = found.custodies.get()
    assert (link.outsider, link.holder) == ("现场拍摄", head())


def test_only_the_team_takes_evidence_and_the_second_officer_is_on_it():
    case = factories.case_in("investigating")
    with pytest.raises(MoveRefused, match="not on the team"):
        cases.take_evidence(case, actor=head(), taken_with=the(Duty.LEADER), place_kept="室", condition="好")
    with pytest.raises(MoveRefused, match="Only the team"):
        cases.take_evidence(case, actor=the(Duty.LEADER), taken_with=head(), place_kept="室", condition="好")


def test_the_database_knows_the_two_officers_and_both_sides_of_a_hand_over():
    evidence = evidence_in(files=[])
    with pytest.raises(IntegrityError, match="two_officers"), transaction.atomic():
        Evidence.objects.filter(pk=evidence.pk).update(second_officer=evidence.officer)
    with pytest.raises(IntegrityError, match="two_people"), transaction.atomic():
        Custody.objects.create(evidence=evidence, giver=head(), holder=head(), place="a", condition="b")


def test_the_same_file_is_not_evidence_twice():
    case = factories.case_in("investigating")
    first = evidence_in(case=case, files=[held(b"one")])
    with pytest.raises(MoveRefused, match=f"as {first.reference}-01"):
        evidence_in(case=case, files=[held(b"one")])
    with pytest.raises(MoveRefused, match="chosen twice"):
        evidence_in(case=case, files=[held(b"two"), held(b"two")])


def test_who_had_it_when_is_said_by_both_people():
    evidence = evidence_in(files=[])
    url = reverse("investigations:hand_over_evidence", args=[evidence.reference])
    refused = browser(other()).get(url)
    assert refused.status_code == 403
    walk_move(
        evidence,
        "hand_over",
        by=head(),
        not_by=the(Duty.REVIEWER),
        sends={"receiver": other().pk, **WHERE},
        needs=("receiver", "place", "condition"),
        target="offered",
    )
    evidence = Evidence.objects.get(pk=evidence.pk)
    with pytest.raises(MoveRefused, match="to whom it was handed"):
        cases.receive_evidence(evidence, actor=head())
    assert evidence.holder == head()
    cases.receive_evidence(evidence, actor=other())
    assert evidence.holder_id == other().pk
    links = list(evidence.custodies.values_list("giver__username", "holder__username", "received_at"))
    assert [link[:2] for link in links] == [(None, head().username), (head().username, other().username)]
    assert all(link[2] for link in links)
    with pytest.raises(MoveRefused, match="has this evidence"):
        cases.give_back_evidence(evidence, actor=head(), outsider="业主", **WHERE)


def test_a_hand_over_that_did_not_happen_stays_in_the_chain():
    evidence = evidence_in("offered", files=[])
    cases.call_off_hand_over(evidence, actor=other(), note="没有送到。")
    assert (evidence.holder, evidence.receiver) == (head(), None)
    assert evidence.custodies.last().called_off_at
    page = text_of(browser(head()).get(evidence.get_absolute_url()))
    assert "It did not change hands." in page


def test_the_kinds_of_a_case_are_found_and_what_was_excluded_does_not_count():
    case = factories.case_in("investigating")
    kept = evidence_in(case=case, kind="appraisal", files=[])
    evidence_in("excluded", case=case, kind="appraisal", files=[])
    evidence_in(case=case, kind="testimony", files=[])
    assert list(evidence_of(case, ["appraisal"])) == [kept]
    assert evidence_of(case).count() == 2


def test_each_look_at_the_page_is_in_the_log_once_a_day_for_each_person():
    evidence = evidence_in(files=[])
    url = evidence.get_absolute_url()
    for person in (head(), head(), the(Duty.LEADER)):
        assert browser(person).get(url).status_code == 200
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1)):
        assert browser(head()).get(url).status_code == 200
    looks = LogEntry.objects.about(evidence).filter(move="view")
    assert [look.actor for look in looks] == [head(), the(Duty.LEADER), head()]
    assert evidence.state == "kept"
    assert "Somebody looked at the page" in text_of(browser(head()).get(url))


def test_each_opening_is_in_the_log_and_a_stranger_finds_nothing():
    evidence = evidence_in()
    clean_waiting()
    file, page = evidence.files.get(), browser(head(), has_key=True)
    addresses = {
        name: reverse(f"investigations:{name}", args=[evidence.reference, file.sealed.handle])
        for name in ("original", "working_copy", "picture")
    }
    assert b"".join(page.post(addresses["original"])) == photo()
    assert b"".join(page.post(addresses["working_copy"])).startswith(b"\xff\xd8")
    shown = page.get(addresses["picture"])
    assert shown["Content-Type"] == "image/jpeg"
    assert b"".join(shown) != photo()
    assert moves_of(evidence) == ["take", "open_original", "open_copy", "open_copy"]
    stranger = factories.person("stranger", Duty.INVESTIGATOR)
    assert browser(stranger).get(evidence.get_absolute_url()).status_code == 404
    assert browser(stranger).post(addresses["original"]).status_code == 404
    assert browser(the(Duty.REVIEWER)).post(addresses["original"]).status_code == 403


def test_who_has_a_conflict_of_interest_sees_no_evidence():
    evidence = evidence_in(files=[])
    assert get_evidence(other(), evidence.reference) == evidence
    cases.stand_aside(evidence.case, actor=other(), note="亲属在该厂。")
    assert browser(other()).get(evidence.get_absolute_url()).status_code == 404


def test_who_joins_later_waits_until_a_colleague_seals_the_files_to_them():
    evidence = evidence_in()
    newcomer = factories.person("late", Duty.INVESTIGATOR)
    cases.seat_member(evidence.case, actor=the(Duty.LEADER), person=newcomer, role="member")
    address = reverse(
        "investigations:original", args=[evidence.reference, evidence.files.get().sealed.handle]
    )
    late = browser(newcomer, has_key=True)
    assert "waiting for a key" in text_of(late.post(address))
    page = browser(head(), has_key=True)
    assert "Joined since" in text_of(page.get(evidence.get_absolute_url()))
    page.post(reverse("investigations:share_evidence", args=[evidence.reference]))
    assert b"".join(late.post(address)) == photo()


# ---- What was changed ------------------------------------------------------------------------------------------
def test_evidence_that_was_changed_after_hashing_is_refused_in_a_sentence():
    evidence = evidence_in()
    file = evidence.files.get()
    path = file.sealed.absolute_path
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.chmod(0o600)
    path.write_bytes(data)
    address = reverse("investigations:original", args=[evidence.reference, file.sealed.handle])
    refused = browser(head(), has_key=True).post(address)
    assert refused.status_code == 403
    assert f"{file.name} is not what was hashed" in text_of(refused)
    with pytest.raises(MoveRefused, match="is not what was hashed"):
        bundle_of(evidence.case)


def test_another_digest_than_that_of_the_file_is_refused_before_anything_leaves():
    evidence = evidence_in()
    EvidenceFile.objects.update(sha256="0" * 64)
    with pytest.raises(MoveRefused, match="does not have the digest"):
        bundle_of(evidence.case)
    assert "export_evidence" not in moves_of(evidence.case)


# ---- The bundle ------------------------------------------------------------------------------------------------
def bundle_of(case):
    chunks = bundling.export_bundle(case, actor=head(), identity=identity_of(head()), note="移送检察机关。")
    return b"".join(chunks)


def unpacked(bundle, folder):
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        archive.extractall(folder)
    return folder


def verify(folder, *arguments):
    """Run the program of the bundle, with a bare interpreter, away from this system."""
    command = [sys.executable, "-I", str(folder / "verify.py"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, timeout=60, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def bundle(tmp_path):
    evidence = evidence_in("offered_back")
    evidence_in(case=evidence.case, files=[held(b"contract")])
    return unpacked(bundle_of(evidence.case), tmp_path / "bundle")


def flip(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def test_an_outsider_checks_a_bundle_and_a_changed_byte_names_the_file(bundle):
    code, said = verify(bundle)
    assert code == 0, said
    photo_file, contract = sorted((bundle / "evidence").iterdir())
    flip(contract)
    code, said = verify(bundle)
    assert code == 1
    assert f"changed: evidence/{contract.name}" in said
    assert photo_file.name not in said


@pytest.mark.parametrize("name", ["manifest.json", "log.json", "signature.json"])
def test_a_changed_list_log_or_signature_is_named_too(bundle, name):
    path = bundle / name
    told = json.loads(path.read_bytes())
    if name == "manifest.json":
        told["case"] = "AJ-2026-999999"
    elif name == "log.json":
        told[0]["canonical"] = told[0]["canonical"].replace('"move":"take"', '"move":"lose"')
    else:
        told["signature"] = told["signature"][:-2] + ("00" if told["signature"][-2:] != "00" else "01")
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True))
    code, said = verify(bundle)
    assert code == 1
    assert name in said


def test_missing_and_added_files_are_named_and_a_foreign_key_is_refused(bundle):
    assert verify(bundle, "--key", "11" * 32)[0] == 1
    contract = sorted((bundle / "evidence").iterdir())[1]
    contract.rename(bundle / "evidence" / "planted.jpg")
    _code, said = verify(bundle)
    assert f"missing: evidence/{contract.name}" in said
    assert "not on the list: evidence/planted.jpg" in said


def test_the_bundle_leaves_by_a_page_that_asks_for_whom_and_the_log_keeps_its_digest(tmp_path):
    evidence = evidence_in()
    url, page = (
        reverse("investigations:export_evidence", args=[evidence.case.reference]),
        browser(head(), has_key=True),
    )
    assert page.post(url, {"note": ""}).status_code == 400
    folder = unpacked(b"".join(page.post(url, {"note": "移送检察机关。"})), tmp_path)
    digest = sha256((folder / "manifest.json").read_bytes()).hexdigest()
    entry = LogEntry.objects.about(evidence.case).last()
    assert entry.move == "export_evidence"
    assert digest in entry.note.text
    told = json.loads((folder / "manifest.json").read_bytes())
    (piece,) = told["evidence"]
    assert piece["taken_by"][0] == {"name": head().name, "certificate_no": head().certificate_no}
    assert piece["custody"][0]["from"] == {"name": "现场拍摄"}
    assert browser(the(Duty.REVIEWER), has_key=True).post(url, {"note": "看看"}).status_code == 403


def test_nothing_of_the_reporter_is_in_the_bundle(tmp_path):
    tip = factories.file_report()
    sent = prepare_files([held(b"what the reporter sent")])
    store_files(sent, subject=tip.report)
    report = tip.report
    case = factories.case_in("investigating", report=report)
    evidence_in(case=case, files=[held(b"contract")])
    assert SealedFile.objects.count() == 2
    folder = unpacked(bundle_of(case), tmp_path)
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for secret in (
        report.reference,
        factories.WORDS,
        factories.IDENTITY["name"],
        "举报",
        "what the reporter sent",
    ):
        assert secret.encode() not in everything, secret


def test_a_case_without_evidence_gives_no_bundle():
    case = factories.case_in("investigating")
    with pytest.raises(MoveRefused, match="no evidence yet"):
        bundle_of(case)
