"""From an empty installation to its first tip, over HTTP alone: what an office does in its first half hour."""

from __future__ import annotations

import html
import io
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts.models import Agency, Duty, User
from desk.selectors.setup import steps
from reports.models import Report
from statutes import office
from statutes.models import SiteSwitch
from tests.public_site import Reporter

pytestmark = pytest.mark.django_db
PASSWORD = "erste-halbe-stunde-2026"
HEADS = "用户名,姓名,单位,职责,执法证号,邮箱"
LIST = f"""{HEADS}
desk,甲受理,,受理岗,,
inspector,乙调查,,investigator,99999900001,
inspector2,丙调查,消防支队,investigator,99999900002,
reviewer,丁审核,,reviewer,,
leader,戊领导,,leader,,
leader2,己领导,,leader,,
rewards,庚奖励,,rewards,,
finance,辛财务,,finance,,
cashier,壬出纳,,cashier,,
custodian,癸保管,,custodian,,
auditor,子审计,,auditor,,
chair,丑主持,,chair,,
supervision,寅监督,,supervision,,
"""


@pytest.fixture(autouse=True)
def _own_data(settings, tmp_path):
    settings.STATE_DIR = tmp_path
    office.keep(None)
    yield
    office.keep(None)


def text(response: Any) -> str:
    return html.unescape(response.content.decode())


def first_address() -> str:
    told = io.StringIO()
    call_command("first_code", stdout=told)
    return urlsplit(told.getvalue().strip()).path


def founding(**more: str) -> dict[str, str]:
    return {
        "name": "甄县应急管理局",
        "short_name": "甄应急",
        "name_en": "Zhen Emergency Bureau",
        "place": "500102",
        "phone": "12350",
        "person": "首管理",
        "username": "first",
        "password": PASSWORD,
        "again": PASSWORD,
        **more,
    }


def signed_in(username: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    answer = client.post(reverse("desk:login"), {"username": username, "password": PASSWORD})
    assert answer.status_code == 302, text(answer)
    return client


def founded() -> Client:
    address = first_address()
    assert Client().post(address, founding()).url == reverse("desk:login")
    return signed_in("first")


def choose(admin: Client, content: str) -> Any:
    file = SimpleUploadedFile("people.csv", content.encode("gb18030"))
    return admin.post(reverse("desk:import_people"), {"file": file})


def enter(admin: Client, content: str) -> Any:
    checked = choose(admin, content)
    hidden = dict(re.findall(r'name="(carried|checked)" value="([^"]*)"', checked.content.decode()))
    assert len(hidden) == 2, text(checked)
    given = {name: html.unescape(value) for name, value in hidden.items()}
    return admin.post(reverse("desk:import_people"), given)


def slips(admin: Client) -> list[str]:
    printed = text(admin.post(reverse("desk:invite_all")))
    return [urlsplit(address).path for address in re.findall(r"<code>(http[^<]+)</code>", printed)]


def open_steps() -> list[str]:
    office.keep(None)
    return [step.key for step in steps() if not step.is_done]


def a_seal() -> SimpleUploadedFile:
    picture = io.BytesIO()
    Image.new("RGBA", (400, 400), (0, 0, 0, 0)).save(picture, "PNG")
    return SimpleUploadedFile("seal.png", picture.getvalue())


def test_an_empty_installation_comes_to_its_first_tip():
    admin = founded()
    page = text(admin.get(reverse("desk:setup")))
    assert "甄县应急管理局" in page
    assert open_steps()[:4] == ["agencies", "people", "invitations", "keys"]
    agency = {"name": "消防支队", "short_name": "消", "code": "fire", "place": "500102", "competence": "fire"}
    assert admin.post(reverse("desk:add_agency"), agency).status_code == 302
    assert enter(admin, LIST).status_code == 302
    links = slips(admin)
    assert len(links) == LIST.count("\n") - 1
    for link in links:
        assert Client().post(link, {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    for person in User.objects.exclude(username="first"):
        signed_in(person.username)
    holders = User.objects.filter(username__in=["auditor", "chair", "reviewer"])
    sheets = {f"holder{number}": person.pk for number, person in enumerate(holders, 1)}
    assert admin.post(reverse("desk:ceremony"), sheets).status_code == 200
    seal = {"agency": Agency.objects.get(is_office=True).pk, "diameter": 42, "reason": "启用"}
    assert admin.post(reverse("desk:seals"), {**seal, "image": a_seal()}).status_code == 302
    assert open_steps() == ["rules", "tip", "live"]
    Reporter(office=False).file()
    report = Report.objects.get()
    desk = signed_in("desk")
    assert report.reference in text(desk.get(reverse("intake:queue")))
    assert open_steps() == ["rules", "live"]


def test_the_code_founds_one_office_and_no_other():
    address = first_address()
    assert Client().get(address).status_code == 200
    assert Client().get(address[:-3] + "/").status_code == 404
    assert Client().post(address, founding()).status_code == 302
    assert Client().get(address).status_code == 404
    assert Client().post(address, founding(username="second")).status_code == 404
    assert User.objects.get().username == "first"
    assert User.objects.get().duties == {Duty.ADMIN}


def test_a_weak_password_founds_nothing():
    address = first_address()
    answer = Client().post(address, founding(password="first", again="first"))
    assert answer.status_code == 400
    assert not User.objects.exists()
    assert Client().post(address, founding()).status_code == 302


def test_a_list_with_one_bad_line_enters_nobody_and_says_why():
    admin = founded()
    bad = LIST + "desk,卯重名,,受理岗,,\nodd,辰职责,nowhere,皇帝,,\nboth,巳兼任,,admin、desk,,\n"
    answer = choose(admin, bad)
    told = text(answer)
    assert answer.status_code == 400
    assert "Somebody has this user name already." in told
    assert "There is no agency “nowhere”." in told
    assert "Not a duty: 皇帝." in told
    assert "opens nothing that is sealed" in told
    assert 'name="carried"' not in told
    assert User.objects.count() == 1


def test_an_invitation_works_once_and_ends_with_the_next():
    admin = founded()
    enter(admin, f"{HEADS}\ndesk,甲受理,,desk,,\n")
    (first,), (second,) = slips(admin), slips(admin)
    chosen = {"password": PASSWORD, "again": PASSWORD}
    assert Client().get(first).status_code == 404
    assert Client().post(second, chosen).status_code == 302
    assert Client().post(second, chosen).status_code == 404
    assert slips(admin) == []


def test_an_invitation_is_too_old_after_a_week(settings):
    admin = founded()
    enter(admin, f"{HEADS}\ndesk,甲受理,,desk,,\n")
    (link,) = slips(admin)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert Client().get(link).status_code == 404


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_empty_list_can_be_filled_in_and_read(form):
    admin = founded()
    given = admin.get(reverse("desk:people_template", args=[form])).content
    answer = admin.post(reverse("desk:import_people"), {"file": SimpleUploadedFile(f"people.{form}", given)})
    assert answer.status_code == 200, text(answer)
    assert "王五" in text(answer)


def test_what_the_office_is_called_is_said_on_every_page_and_kept_in_the_history():
    admin = founded()
    named = {"name": "甄市应急管理局", "short_name": "甄市应急", "phone": "0239999999", "reason": "更名"}
    assert admin.post(reverse("desk:office"), named).status_code == 302
    page = text(admin.get(reverse("desk:office")))
    assert "更名" in page
    assert "甄县应急管理局" in page
    public = text(Client(headers={"accept-language": "zh-hans"}).get("/"))
    assert "甄市应急管理局" in public
    assert "0239999999" in public
    assert Agency.objects.get(is_office=True).short_name == "甄市应急"


def test_duties_are_given_and_ended_in_the_site_and_nobody_gives_their_own():
    admin = founded()
    enter(admin, f"{HEADS}\ndesk,甲受理,,desk,,\n")
    assert admin.post(reverse("desk:duties", args=["first"]), {"duties": ["auditor"]}).status_code == 404
    both = {"duties": ["finance", "cashier"]}
    assert admin.post(reverse("desk:duties", args=["desk"]), both).status_code == 400
    assert admin.post(reverse("desk:duties", args=["desk"]), {"duties": ["finance"]}).status_code == 302
    assert User.objects.get(username="desk").duties == {Duty.FINANCE}


def test_what_came_in_before_going_live_is_marked_as_a_test_for_ever(settings):
    admin = founded()
    enter(admin, LIST.replace("消防支队", ""))
    for link in slips(admin):
        Client().post(link, {"password": PASSWORD, "again": PASSWORD})
    people = [person.username for person in User.objects.exclude(username="first")]
    desk = {name: signed_in(name) for name in people}["desk"]
    Reporter(office=False).file()
    page = Report.objects.get().get_absolute_url()
    assert "it is a test" not in text(desk.get(page))
    SiteSwitch.objects.create(is_live=True, reason="启用", by=User.objects.get(username="first"))
    settings.IS_PRODUCTION = True
    office.keep(None)
    Reporter(office=False).file()
    assert "it is a test" in text(desk.get(page))
    assert "it is a test" not in text(desk.get(Report.objects.latest("pk").get_absolute_url()))
