"""The papers of a file bound into one: order, numbers, structure, originals; the reporter's apart and sealed."""

from __future__ import annotations

import datetime
import io

import pikepdf
import pypdfium2
import pytest
from django.urls import reverse

from accounts.models import Duty
from investigations import services as cases
from investigations.models import Case
from notices.binding import bind_volume
from notices.errors import FileChanged
from notices.files import page_count
from notices.keys import make_key
from notices.models import Notice
from notices.rendering import render_pdf
from notices.selectors import notices_of, read_file
from notices.signing import sign_pdf
from notices.volumes import Bound, page_words
from reports.models import SealedVolume
from tests import factories
from tests.factories import browser, settle, the
from tests.notices.conformance import access_faults, archive_faults
from tests.notices.papers import frozen_example
from vault.models import SealedFile
from workflow.errors import MoveRefused

DAY = datetime.date(2026, 4, 20)


def texts(data: bytes) -> list[str]:
    """Return the text of every page without spaces."""
    return ["".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(data)]


def corner(data: bytes, page: int) -> str:
    """Return what stands in the upper right corner of a page."""
    found = pypdfium2.PdfDocument(data)[page]
    width, height = found.get_size()
    return found.get_textpage().get_text_bounded(left=width - 100, bottom=height - 60).strip()


def sheaf(*kinds: str, sign=None) -> list[Bound]:
    """Draw papers to be bound."""
    papers = []
    for place, kind in enumerate(kinds, start=1):
        context = frozen_example(kind)
        data = render_pdf(kind, context)
        data = sign(data) if sign else data
        name, number = f"WS-2026-{place:06d}.pdf", f"涪应急〔2026〕{place}号"
        papers.append(Bound(name, context["title"], number, DAY, page_count(data), data))
    return papers


def test_a_volume_has_its_papers_in_order_numbered_with_structure_and_originals(settings, tmp_path):
    settings.SIGNING_DIR = tmp_path
    make_key("试验区应急管理局")
    papers = sheaf("penalty_decision", "filing_approval", "acceptance", sign=sign_pdf)
    front = render_pdf("case_index", frozen_example("case_index"))
    volume = bind_volume(front, papers)
    assert bind_volume(front, papers) == volume

    before, pages = page_count(front), sum(paper.pages for paper in papers)
    read = texts(volume)
    assert len(read) == before + pages
    assert [corner(volume, page) for page in range(len(read))] == [""] * before + [
        str(n + 1) for n in range(pages)
    ]
    first = before
    for paper in papers:
        assert paper.title.replace("（", "(")[:4] in read[first].replace("（", "(")
        assert texts(paper.data)[0] in read[first] + str(first)
        first += paper.pages

    assert archive_faults(volume) == []
    assert access_faults(volume) == []
    with pikepdf.open(io.BytesIO(volume)) as bound:
        assert "/AcroForm" not in bound.Root, "a broken signature"
        assert {name: spec.get_file().read_bytes() for name, spec in bound.attachments.items()} == {
            paper.name: paper.data for paper in papers
        }
        with bound.open_outline() as outline:
            assert [line.title for line in outline.root][1:] == [
                f"{one.title} {one.number}" for one in papers
            ]


def test_a_paper_with_other_pages_than_the_index_says_is_not_bound():
    (paper,) = sheaf("filing_approval")
    wrong = Bound(paper.name, paper.title, paper.number, DAY, paper.pages + 1, paper.data)
    with pytest.raises(FileChanged):
        bind_volume(render_pdf("case_index", frozen_example("case_index")), [wrong])
    assert [page_words(3, 5), page_words(3, 3), page_words(3, 2)] == ["3-5", "3", ""]


def index_of(subject) -> Notice:
    return notices_of(subject).filter(kind="case_index").latest("pk")


@pytest.mark.django_db
def test_a_closed_case_is_bound_and_what_its_reporter_was_told_lies_apart_and_sealed():
    order = factories.order_in("passed")
    case = factories.case_in("closed", report=order.case.report)
    report = case.report
    factories.reports.close_report(report, actor=the(Duty.DESK))
    settle(prints=True)

    index = index_of(case)
    assert index.state == "rendered", index.failure
    volume = read_file(index)
    assert [row["title"] for row in index.context["items"]] == ["责令限期整改指令书", "整改复查意见书"]
    assert page_count(volume) > index.context["page_total"] > 1
    assert not any(report.reference in page or "举报" in page for page in texts(volume))
    cases.bind_case(Case.objects.get(pk=case.pk), draw=None)
    assert notices_of(case).filter(kind="case_index").count() == 1

    sealed = SealedVolume.objects.get(report=report)
    assert sealed.papers == 2
    on_disk = sealed.sealed.absolute_path.read_bytes()
    assert b"%PDF" not in on_disk
    assert report.reference.encode() not in on_disk  # three signs alone may stand in any cipher
    opened = browser(the(Duty.DESK), has_key=True).post(reverse("reports:volume", args=[report.reference]))
    read = texts(b"".join(opened.streaming_content))
    assert report.reference in "".join(read)
    assert "举报受理告知书" in read[1]
    leader = browser(the(Duty.LEADER), has_key=True)
    assert leader.post(reverse("reports:volume", args=[report.reference])).status_code == 403
    # It is none of the files that the reporter sent.
    page = browser(the(Duty.DESK)).get(report.get_absolute_url()).content.decode()
    assert "Open the volume" in page
    assert "File 1" not in page


@pytest.mark.django_db
def test_a_volume_is_made_again_when_somebody_asks_and_voided_with_the_closing():
    case = factories.case_in("closed", report=factories.order_in("passed").case.report)
    report = case.report
    factories.reports.close_report(report, actor=the(Duty.DESK))
    settle(prints=True)
    with pytest.raises(MoveRefused, match="is there"):
        cases.ask_volume(case, actor=the(Duty.LEADER))
    factories.annul(case, "leader1", "investigator1")
    assert index_of(case).state == "voided"
    cases.close_case(Case.objects.get(pk=case.pk), actor=the(Duty.LEADER))
    settle(prints=True)
    assert index_of(case).state == "rendered"

    former = SealedVolume.objects.get(report=report).sealed_id
    factories.reports.ask_volume(report, actor=the(Duty.DESK))
    settle(prints=True)
    assert SealedVolume.objects.get(report=report).sealed_id != former
    gone = SealedFile.objects.get(pk=former)
    assert gone.erased_at
    assert gone.envelope.destroyed_at
