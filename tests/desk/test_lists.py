"""Authorities come in by a list: checked line by line, entered as a whole or not at all."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Agency, Duty
from statutes.codes import HOME
from tests import factories

pytestmark = pytest.mark.django_db

HEADS = "单位名称,简称,代码,所在区划,主管类别"
GOOD = "甄县公安局,甄公安,zhen-police,,公安"


def choose(*rows: str) -> Any:
    admin = factories.browser(factories.the(Duty.ADMIN))
    file = SimpleUploadedFile("agencies.csv", "\n".join([HEADS, *rows]).encode("gb18030"))
    return admin.post(reverse("desk:import_agencies"), {"file": file})


def carried_by(answer: Any) -> dict[str, str]:
    hidden = re.findall(r'name="(carried|checked)" value="([^"]*)"', answer.content.decode())
    return {name: html.unescape(value) for name, value in hidden}


def press(given: dict[str, str]) -> Any:
    return factories.browser(factories.the(Duty.ADMIN)).post(reverse("desk:import_agencies"), given)


def added() -> set[str]:
    return set(Agency.objects.filter(code__startswith="zhen-").values_list("code", flat=True))


@pytest.fixture(autouse=True)
def _office():
    factories.office()


@pytest.mark.parametrize("handle", ["add", "import"])
def test_no_authority_takes_the_address_of_another_page(handle):
    page = choose(f"甄县公安局,甄公安,{handle},,公安").content.decode()
    assert "A page of its own has this handle." in page
    admin = factories.browser(factories.the(Duty.ADMIN))
    given = {"name": "甄县公安局", "short_name": "甄公安", "code": handle, "place": HOME}
    answer = admin.post(reverse("desk:add_agency"), given)
    assert answer.status_code == 400
    assert "A page of its own has this handle." in answer.content.decode()


def test_authorities_are_entered_at_the_second_press_with_place_and_kind():
    checked = choose(
        GOOD, '"甄县\n总工会",甄工会,zhen-union,重庆市,trade union', "", "甄某公司,甄某,zhen-other,,"
    )
    assert checked.status_code == 200
    assert added() == set()
    # A browser sends each end of a line as two characters, whichever the page had.
    given = {
        name: value.replace("\r\n", "\n").replace("\n", "\r\n") for name, value in carried_by(checked).items()
    }
    assert press(given).url == reverse("desk:agencies")
    assert added() == {"zhen-police", "zhen-union", "zhen-other"}
    police, union, other = Agency.objects.filter(code__startswith="zhen-").order_by("pk")
    assert (police.name, police.short_name, police.place) == ("甄县公安局", "甄公安", HOME)
    assert [police.competence, union.competence, other.competence] == ["police", "union", ""]
    assert union.place == "50"


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("甄县公安分局,甄公,zhen-police,,公安", "This authority stands twice in the list."),
        ("甄县公安局,甄公,zhen-2,,公安", "This authority stands twice in the list."),
        ("甄局,甄,zhen 3,,公安", "代码：A handle has Latin letters, digits and hyphens only"),
        ("甄局,,zhen-3,,公安", "简称：Enter the short name of the authority."),
        ("甄局,甄,zhen-3,火星,公安", "This division code is not known."),
        ("甄局,甄,zhen-3,,天气", "Not a kind of authority: 天气."),
        ("已有局,已有,zhen-3,,", "There is an authority of this name already."),
    ],
)
def test_one_bad_line_says_why_and_keeps_all_out(bad, said):
    Agency.objects.create(code="old", name="已有局", short_name="已有", place=HOME)
    answer = choose(GOOD, bad)
    assert answer.status_code == 400
    assert said in html.unescape(answer.content.decode())
    assert carried_by(answer) == {}
    assert added() == set()


def test_only_the_list_that_was_checked_is_entered():
    given = carried_by(choose(GOOD))
    assert press({**given, "carried": given["carried"].replace("公安局", "公安分局")}).status_code == 400
    assert added() == set()
    assert press(given).status_code == 302
    assert press(given).status_code == 400, "pressed twice, it is in already"


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_empty_list_can_be_filled_in_and_read(form):
    admin = factories.browser(factories.the(Duty.ADMIN))
    given = admin.get(reverse("desk:agencies_template", args=[form])).content
    answer = admin.post(reverse("desk:import_agencies"), {"file": SimpleUploadedFile(f"a.{form}", given)})
    assert answer.status_code == 200, html.unescape(answer.content.decode())
    assert "甄县公安局" in answer.content.decode()
