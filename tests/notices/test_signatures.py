"""Papers are signed last, and anybody can learn what became of a file since."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from accounts.models import Duty
from notices import services
from notices.certificates import AUTHORITIES, CERTIFICATE, FORMER, KEY, place
from notices.checking import read_certificates
from notices.keys import make_key
from notices.models import Notice
from notices.rendering import render_pdf
from notices.signing import sign_pdf
from reports.models import Report
from tests.factories import agency, person
from tests.notices.authority import Authority
from tests.notices.papers import PAPERS
from tests.workflow.builders import make_report

pytestmark = pytest.mark.django_db

OFFICE = "试验区应急管理局"


def issue(**changed) -> Notice:
    """Issue an acceptance, draw and sign it as the worker does."""
    paper = services.issue_notice(
        "acceptance",
        subject=make_report(),
        context={**PAPERS["acceptance"], **changed},
        actor=None,
        agency=agency(),
    )
    services.print_notice(paper, draw=render_pdf, sign=sign_pdf)
    assert paper.state == "rendered", paper.failure
    return paper


def bring(data: bytes, name: str = "paper.pdf") -> str:
    """Bring a file to the public page; return the answer."""
    client = Client(headers={"accept-language": "en"})
    answer = client.post(reverse("genuine:file"), {"file": SimpleUploadedFile(name, data)})
    return f"{answer.status_code} {answer.content.decode()}"


def file_of(paper: Notice, settings) -> bytes:
    return (Path(settings.MEDIA_ROOT) / paper.path).read_bytes()


@pytest.fixture
def paper(settings):
    make_key(OFFICE)
    return issue()


@pytest.fixture
def data(paper, settings):
    return file_of(paper, settings)


def test_without_a_certificate_a_paper_is_drawn_and_says_that_it_is_not_signed(settings):
    paper = issue()
    assert not paper.is_signed
    assert b"/ByteRange" not in file_of(paper, settings)
    assert "This file is genuine" in bring(file_of(paper, settings))


def test_a_signed_paper_begins_with_the_page_as_it_was_drawn(paper, data):
    drawn = render_pdf(paper.kind, paper.context)
    assert paper.is_signed
    assert data.startswith(drawn)
    assert services.files.sha256_of(drawn) == paper.drawn_sha256


def test_the_file_that_was_issued_is_genuine_and_its_contents_are_not_shown(paper, data):
    page = bring(data)
    assert page.startswith("200")
    assert "This file is genuine" in page
    assert paper.number in page
    assert PAPERS["acceptance"]["matter"] not in page
    assert paper.reference not in page


def test_a_voided_paper_says_so(paper, data):
    services.void_notices_of(Report.objects.get(pk=paper.subject_id), reason="annulled")
    assert "has since voided it" in bring(data)


@pytest.mark.parametrize("place", [0.2, 0.5, 0.9])
def test_one_byte_changed_is_seen(paper, data, place):
    """Inside the signed page; the length stays."""
    drawn = len(render_pdf(paper.kind, paper.context))
    at = data.index(b"stream", int(drawn * place)) + 40
    changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
    page = bring(changed)
    assert "This file was changed" in page or "This file is not known" in page
    assert "This file is genuine" not in page


def test_a_page_added_after_signing_is_seen_and_the_paper_named(paper, data):
    """Add as programs do: behind the signed bytes, which stay as they are."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    writer.root[pdf_name("/Lang")] = pdf_string("changed")
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(data)
    page = bring(out.getvalue())
    assert "This file was changed" in page
    assert "something was added or changed afterwards" in page
    assert paper.number in page


def test_bytes_behind_the_signature_are_seen(paper, data):
    page = bring(data + b"\n% more\n")
    assert "something was added or changed afterwards" in page
    assert paper.number in page


def test_a_file_saved_anew_is_not_known(data):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as again:
        again.save(out)
    page = bring(out.getvalue())
    assert "This file is not known" in page or "This file was changed" in page


def test_the_signature_of_somebody_else_is_not_ours(settings, tmp_path, data):
    other = render_pdf("acceptance", issue().context)
    own, settings.SIGNING_DIR = settings.SIGNING_DIR, tmp_path / "elsewhere"
    make_key(OFFICE)  # the same name
    forged = sign_pdf(other)
    settings.SIGNING_DIR = own
    assert "signed by somebody else" in bring(forged)


def test_signed_by_us_and_not_in_the_register_says_so(settings, data):
    Notice.objects.all().delete()
    assert "no such paper stands in its register" in bring(data)


def test_a_former_certificate_is_still_known(settings, data):
    Notice.objects.all().delete()  # so that the signature alone speaks
    place(CERTIFICATE).rename(place(FORMER))
    place(KEY).unlink()
    make_key(OFFICE)
    assert "no such paper stands in its register" in bring(data)
    assert Client().get(reverse("genuine:certificate")).content.count(b"BEGIN CERTIFICATE") == 2


@pytest.mark.parametrize(
    ("data", "status", "sentence"),
    [
        (b"", 422, "This is no PDF file."),
        (b"MZ" * 400, 422, "This is no PDF file."),
        (b"%PDF-1.7\n" + b"\xff" * 5000, 200, "This file is not known"),
        (b"%PDF-1.7\n" + b"[" * 200_000, 200, "This file is not known"),
        (b"%PDF-1.7\ntrailer<</Size 9999999999/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF", 200, "not known"),
    ],
)
def test_what_is_no_paper_gets_a_sentence(data, status, sentence):
    make_key(OFFICE)
    page = bring(data)
    assert page.startswith(str(status))
    assert sentence in page


def test_too_large_a_file_gets_a_sentence(settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    page = bring(b"%PDF-1.7" + b"0" * 1000)
    assert page.startswith("413")
    assert "This is too large" in page


def test_no_file_gets_a_sentence():
    answer = Client(headers={"accept-language": "en"}).post(reverse("genuine:file"), {})
    assert answer.status_code == 422
    assert "Choose the PDF file of the paper." in answer.content.decode()


def test_the_published_certificate_checks_a_file_without_us(paper, data, tmp_path):
    """Another program: OpenSSL compares the signed bytes with the signature in the file."""
    reader = pikepdf.open(io.BytesIO(data))
    signature = reader.Root.AcroForm.Fields[0].V
    first, length, second, rest = (int(number) for number in signature.ByteRange)
    (tmp_path / "signed").write_bytes(data[first : first + length] + data[second : second + rest])
    (tmp_path / "signature").write_bytes(bytes(signature.Contents))
    (tmp_path / "certificate.pem").write_bytes(Client().get(reverse("genuine:certificate")).content)
    command = [
        *("openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "signature", "-content", "signed"),
        *("-CAfile", "certificate.pem", "-partial_chain", "-purpose", "any", "-out", "checked"),
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (tmp_path / "signed").write_bytes(data[first : first + length] + data[second : second + rest][:-1] + b"x")
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode


def test_a_time_stamp_makes_a_signature_last(settings):
    """With an authority for time stamps the file holds what a check needs after the certificates have ended."""
    authority = Authority()
    authority.certify_office(OFFICE)
    with authority.stamping() as address:
        settings.TIMESTAMP_URL = address
        data = file_of(issue(), settings)
    root = next(iter(read_certificates(place(AUTHORITIES).read_bytes())))
    reader = PdfFileReader(io.BytesIO(data))
    assert len(reader.embedded_timestamp_signatures) == 1
    assert "/DSS" in reader.root
    known = ValidationContext(trust_roots=[root], allow_fetching=False)
    status = validate_pdf_signature(reader.embedded_regular_signatures[0], known, known)
    assert status.valid
    assert status.intact
    assert status.trusted
    assert status.timestamp_validity.trusted
    assert "This file is genuine" in bring(data)
    Notice.objects.all().delete()
    assert "no such paper stands in its register" in bring(data)


def test_an_authority_that_does_not_answer_leaves_a_paper_to_print_again(settings):
    Authority().certify_office(OFFICE)
    settings.TIMESTAMP_URL = "http://127.0.0.1:9/"
    paper = services.issue_notice(
        "acceptance", subject=make_report(), context=PAPERS["acceptance"], actor=None, agency=agency()
    )
    services.print_notice(paper, draw=render_pdf, sign=sign_pdf)
    assert paper.state == "failed"
    settings.TIMESTAMP_URL = ""
    services.retry_notice(paper, actor=person("desk", Duty.DESK, has_key=False))
    services.print_notice(paper, draw=render_pdf, sign=sign_pdf)
    assert paper.is_signed


def test_without_a_certificate_there_is_none_to_fetch():
    assert Client().get(reverse("genuine:certificate")).status_code == 404


def test_a_key_is_made_once_and_readable_for_its_owner_alone(settings, capsys):
    call_command("make_paper_key", OFFICE)
    key = place(KEY)
    before = key.read_bytes()
    assert key.stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError):
        call_command("make_paper_key", OFFICE)
    assert key.read_bytes() == before


def test_a_key_under_a_password_signs(settings):
    settings.SIGNING_PASSWORD = "a whistle"
    make_key(OFFICE)
    assert b"ENCRYPTED" in place(KEY).read_bytes()
    assert issue().is_signed
