"""Before sending, an anonymous reporter is told of what points to them; nothing is hindered."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reports.telltales import is_resident_number, telltales
from tests.factories import office
from tests.journeys import public_form
from vault.receipts import Receipt, check_digit

NAME, PHONE = "a name after “I am called”", "a telephone number"
ID, CARD = "an identity number", "the number of a bank card"
MAIL, CHAT, CODE = "an address of mail", "a name in WeChat or QQ", "the receipt code of an earlier report"


def with_sign(seventeen: str) -> str:
    """Return an identity number with its check sign; the region 999999 is nobody's."""
    return next(seventeen + sign for sign in "0123456789X" if is_resident_number(seventeen + sign))


IDENTITY = with_sign("99999919900101001")
BODY = "31415926535897932384626"
RECEIPT = Receipt(code=BODY + check_digit(BODY))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("我叫甄举报，在冲压车间。", [NAME]),
        ("姓名：甄举报", [NAME]),
        ("my name is Zhen", [NAME]),
        ("打 19900000000 找我", [PHONE]),
        ("199 0000 0000", [PHONE]),
        ("+86 199-0000-0000", [PHONE]),
        ("１９９００００００００", [PHONE]),
        ("电话023-72000000", [PHONE]),
        (f"证件号{IDENTITY}。", [ID]),
        (f"{IDENTITY[:6]} {IDENTITY[6:14]} {IDENTITY[14:]}", [ID]),
        ("6200 0000 0000 0000 003", []),
        ("9999 9900 0000 0006", [CARD]),
        ("写信到 zhen@example.cn", [MAIL]),
        ("微信号 zhen_jubao88", [CHAT]),
        ("QQ：99999123", [CHAT]),
        (f"上次的回执是{RECEIPT.grouped}", [CODE]),
        (f"我叫甄举报，电话19900000000，证件{IDENTITY}", [NAME, PHONE, ID]),
    ],
)
def test_what_points_to_a_person_is_named(text: str, found: list[str]) -> None:
    assert [str(label) for label in telltales([text])] == found


@pytest.mark.parametrize(
    "text",
    [
        "2025年3月14日上午9点，3号冲压机压死1人，赔了800000元。",
        "产品编号 1234567890，合同 20250314-0099",
        "统一社会信用代码 91500102MA5U00000X",
        "我是冲压车间的工人，叫了安全员也没用。",
        "the name is on the gate; call 12350",
        IDENTITY[:-1] + ("1" if IDENTITY[-1] != "1" else "2"),
        "1" * 24,
        "",
    ],
)
def test_what_points_to_nobody_is_left_alone(text: str) -> None:
    assert telltales([text]) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("mode", "is_warned"), [("anonymous", True), ("confidential", False)])
def test_the_check_page_warns_and_the_report_can_be_sent(mode: str, is_warned: bool) -> None:
    office()
    client = Client(headers={"accept-language": "en"})
    you: dict[str, Any] = {"mode": mode}
    if mode == "anonymous":
        you |= {"name": "", "phone": "", "reach": ""}
    words = {"text": "我叫甄举报，打19900000000。"}
    public_form.answer_all(client, you=you, words=words)
    page = client.get(reverse("tips:check")).content.decode()
    assert ("your answers seem to hold: a name after “I am called”, a telephone number." in page) is is_warned
    assert public_form.send(client)
