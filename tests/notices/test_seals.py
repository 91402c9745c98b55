"""The seal of an office: hung by an administrator, kept with every paper that carries it, placed by rule."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Duty
from notices import services
from notices.models import Notice, Seal
from notices.rendering import render_pdf
from notices.seals import seal_of, with_seal
from notices.selectors import read_file
from tests.factories import agency, browser, person
from tests.notices.conformance import access_faults, archive_faults
from tests.notices.papers import PAPERS, frozen_example, seal_picture
from tests.notices.test_paper import AGENCY, date_words, lines_of, words_of
from tests.workflow.builders import make_report

pytestmark = pytest.mark.django_db
MM = 25.4 / 72


@pytest.fixture
def admin():
    return person("admin", Duty.ADMIN, has_key=False)


def upload(admin, image: bytes, *, name: str = "seal.png", **changed) -> tuple[int, str]:
    """Send an image as the administrator's browser does; return status and page."""
    given = {"agency": agency().pk, "diameter": "42", "reason": "启用新印章。", **changed}
    answer = browser(admin).post(
        reverse("desk:seals"), {**given, "image": SimpleUploadedFile(name, image)}, follow=True
    )
    return answer.status_code, answer.content.decode()


def issue() -> Notice:
    """Issue an acceptance and print it as the worker does."""
    context = PAPERS["acceptance"]
    paper = services.issue_notice(
        "acceptance", subject=make_report(), context=context, actor=None, agency=agency()
    )
    services.print_notice(paper, draw=render_pdf)
    return paper


def test_a_paper_keeps_the_seal_it_was_issued_with_whatever_hangs_later(admin):
    assert "seal" not in issue().context
    status, page = upload(admin, seal_picture())
    assert (status, "hangs" in page) == (200, True)
    first = seal_of(agency())
    shown = browser(admin).get(reverse("desk:seal_image", args=[first.sha256]))
    assert (shown.headers["Content-Type"], shown.content) == ("image/png", bytes(first.image))

    paper = issue()
    assert paper.state == "rendered", paper.failure
    assert paper.context["seal"] == {"sha256": first.sha256, "diameter": 42}
    upload(admin, seal_picture(size=(600, 600)), diameter="45")
    assert seal_of(agency()) != first
    again = render_pdf(paper.kind, with_seal(Notice.objects.get(pk=paper.pk).context))
    assert again == read_file(paper), "the same dict gives the same page"

    status, page = upload(admin, seal_picture(), reason="")
    assert (status, "for whoever asks later" in page) == (400, True)
    browser(admin).post(reverse("desk:take_down_seal", args=[agency().code]))
    history = Seal.objects.order_by("pk").values_list("hung_by", "taken_down_by", "diameter")
    assert list(history) == [(admin.pk, admin.pk, 42), (admin.pk, admin.pk, 45)]
    assert "seal" not in issue().context


def test_a_paper_whose_seal_was_changed_is_not_printed(admin):
    upload(admin, seal_picture())
    Seal.objects.update(image=seal_picture(size=(500, 500)))
    paper = issue()
    assert (paper.state, "no longer the one" in paper.failure) == ("failed", True)


@pytest.mark.parametrize(
    ("image", "name", "sentence"),
    [
        (seal_picture(kind="JPEG"), "seal.jpg", "not taken here"),
        (seal_picture(kind="JPEG"), "seal.png", "not what its name says"),
        (seal_picture()[:200], "seal.png", "damaged"),
        (seal_picture(ground="#ffffff"), "seal.png", "no transparent ground"),
        (seal_picture(size=(120, 120)), "seal.png", "120 by 120 points"),
        (seal_picture(size=(600, 420)), "seal.png", "not as wide as it is high"),
    ],
)
def test_what_is_no_seal_is_refused_at_its_field(admin, image, name, sentence):
    status, page = upload(admin, image, name=name)
    assert status == 400
    assert sentence in page
    assert not Seal.objects.exists()


def sealed(kind: str, *, diameter: int = 42, **changed) -> bytes:
    """Draw a paper of a live office with a seal."""
    import base64

    image = base64.b64encode(seal_picture()).decode()
    given = {"seal": {"sha256": "0" * 64, "diameter": diameter}, "is_demonstration": False}
    context = frozen_example(kind, **given, **changed)
    return render_pdf(kind, {**context, "seal_image": f"data:image/png;base64,{image}"})


@pytest.mark.parametrize(
    ("kind", "diameter"), [("acceptance", 42), ("penalty_decision", 45), ("acceptance", 50)]
)
def test_the_seal_stands_over_name_and_date_with_its_middle_above_the_date(kind, diameter):
    """GB/T 9704, 7.3.5.1: upright, in the middle, pressing on name and date, which stand a little below its middle."""
    data = sealed(kind, diameter=diameter)
    page = len(pypdfium2.PdfDocument(data)) - 1
    date = next(line for line in lines_of(data, page) if words_of(line) == date_words("2026-04-20"))
    name = next(line for line in lines_of(data, page) if words_of(line) == AGENCY)
    images = [one.get_bounds() for one in pypdfium2.PdfDocument(data)[page].get_objects(filter=[3])]
    left, bottom, right, top = (edge * MM for edge in max(images, key=lambda box: box[2] - box[0]))
    assert (right - left, top - bottom) == (
        pytest.approx(diameter, abs=0.3),
        pytest.approx(diameter, abs=0.3),
    )
    assert (left + right) / 2 == pytest.approx((date[0].left + date[-1].right) / 2, abs=0.7)
    middle = 297 - (top + bottom) / 2
    assert name[0].top < middle < date[0].bottom
    year_and_month = [one for one in date if one.left < date[[x.text for x in date].index("月")].right]
    assert all(left < one.left and one.right < right for one in year_and_month), "骑年盖月"
    assert "（印章）" not in "".join(words_of(line) for line in lines_of(data, page))
    assert archive_faults(data) == []
    assert access_faults(data) == []
    assert data == sealed(kind, diameter=diameter)
    assert io.BytesIO(data).read(5) == b"%PDF-"
