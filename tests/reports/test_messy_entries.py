"""Tips as people really tell them, typed by a clerk: no unit, several matters at once, numbers in the text, dialect.

All invented, in the shape of published ones. Whatever they are like, they end as a tip with its words untouched.
"""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Duty
from reports.models import Report
from reports.services import read_words
from tests import factories
from tests.factories import browser, the
from tests.factories import identity_of as key_of
from tests.reports.test_entry import read_out, save

pytestmark = pytest.mark.django_db
MESSY = [
    ("不清楚，河边那个厂", "有个厂夜里冒黄烟，呛得睡不着，哪个管哦？？？"),
    ("ＡＢＣ石料（虚构）", "采石场１２３号平台，炮眼没得警戒，石头飞到路上！！"),
    (
        "某工地",
        "1、塔吊没证；2、脚手架晃；3、老板欠工资三个月；4、工棚拉电线。\n以上都是真的，\n不信你们来看。",
    ),
    ("幸福小区3期（虚构）", "楼道充电瓶车 电话13900000000 找我婆婆，她在家"),
    ("涪陵试验厂\t（虚构）", "“护罩”拆了<三>个月 & 没人管；工资表见附件（没有附件）"),
    ("无名作坊", "啥子都不说了，反正要出事" + "。" * 40),
    ("同一家公司，上次也报过", "上回说处理了，结果还是一样，编号我搞丢了，姓名不说。😡"),
    ("涪陵试验运输队（虚构）", "渣土车超载超速。" * 300),
]
WAYS = ("call", "counter", "letter")


@pytest.mark.parametrize(("number", "unit_name", "told"), [(at, *row) for at, row in enumerate(MESSY)])
def test_whatever_people_tell_ends_as_a_tip_with_its_words(number, unit_name, told):
    factories.office()
    desk, way = the(Duty.DESK), WAYS[number % len(WAYS)]
    clerk = browser(desk)
    late = (
        {"received_on": timezone.localdate().isoformat(), "number": f"信{number}"} if way == "letter" else {}
    )
    answers = {
        "unit_name": unit_name,
        "text": told,
        "sector": "",
        "address": "",
        "how_known": "unsaid",
        **late,
    }
    response = save(clerk, way, kind="hazard", **answers)
    assert response.status_code == 302, [form.errors for form in response.context["forms"]]
    report = Report.objects.get()
    words = read_words(report, actor=desk, identity=key_of(desk))
    assert re.sub(r"\s", "", words["text"]) == re.sub(r"\s", "", told)
    assert report.channel == ("hotline" if way == "call" else way)
    assert browser(None).post(reverse("tips:track"), {"code": read_out(clerk)}).status_code == 302
