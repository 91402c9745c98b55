"""Tips as people really write them, all invented: wrong characters, several matters in one, no names, no dates.

Each is told as the pages of the public form ask it; what a person leaves empty is absent.
"""

from __future__ import annotations

from typing import Any

Told = dict[str, dict[str, Any]]
ANONYMOUS = {"mode": "anonymous"}


def _told(
    kind: str,
    text: str,
    *,
    unit: str,
    division: str = "500102",
    you: dict[str, str] | None = None,
    **more: Any,
) -> Told:
    """Fill the form; `more` are the details, and `address` and `how_known` where somebody says them."""
    address, how_known = more.pop("address", ""), more.pop("how_known", "unsaid")
    return {
        "what": {"kind": kind, "is_danger_now": more.pop("is_danger_now", "no")},
        "details": more,
        "place": {"division": division, "address": address},
        "unit": {"unit_name": unit},
        "words": {"text": text, "how_known": how_known},
        "files": {},
        "you": you or ANONYMOUS,
    }


MESSY: dict[str, Told] = {
    "a goat beside the reactor, the point comes last": _told(
        "hazard",
        "我们领导过年的时候人家送了两只羊他就栓在装置后面养起了，到现在都三个多月了喂的菜叶子堆了一地，"
        "我们上夜班的人都单心它把仪表管碰坏，那个是甲醇啊！！！求求你们来看一哈嘛😭😭",
        unit="江边那个化工厂",
        persistence="always",
        since="今年九月还是八月",
        who_knows=["workers", "owner"],
        how_known="saw",
    ),
    "shouting, no facts, an accusation of officials": _told(
        "inaction",
        "又在炸山了！！！以经打了好多次电话，来的人前脚走后脚就开工，肯定是一伙的！你们到底管不管？？？",
        unit="不知道",
        officer="来过的那几个人",
        what_came=["goes_on", "warned"],
        about_when="上个月底，天天",
    ),
    "a second letter on an old matter": _told(
        "violation",
        "补充上次的：执法队走了以后又开采，离高压线基座只有10来米，下面是隧道，怕下大雨塌方。\r\n\r\n\t以上。",
        unit="某采石场（老板姓什么不清楚）",
        acts=["no_permit"],
        address="从老公路上去，过了第二个弯",
    ),
    "a telephone number for a name, a street's business": _told(
        "hazard",
        "根据相关法律法规，请贵局依法处理：车库老板把消防楼梯间租给人堆货，我是１９９００００００００",
        unit="某小区物业",
    ),
    "numbers that are too high": _told(
        "hidden_accident",
        "听说井下瓦斯燃了，死了5个伤8个，家属都被接走了，一家给了一百多万喊莫说。",
        unit="某煤矿",
        claimed_deaths="５",
        claimed_injuries="8",
        happened_on_year="2025",
        happened_on_month="4",
        happened_on_day="",
        how_known="heard",
    ),
    "a whole house signs, one sentence of a page": _told(
        "hazard",
        "我们是家属院全体居民和全体职工97户一千多口人更甚的是唯一的消防通道被占了加盖了两层更甚的是消防水池被填了"
        * 12,
        unit="名称不清楚，原来的厂子改制了",
        you={
            "mode": "confidential",
            "name": "甄代表（全体居民）",
            "phone": "023-7299 9999",
            "reach": "白天都在",
        },
    ),
    "short and exact, with a time": _told(
        "violation",
        "09:10 一根钢筋从1#楼11层左右掉进隔壁院子，差点打到人，外架上堆满了料。",
        unit="某楼盘工地",
        acts=["device"],
        how_known="saw",
        about_when="今早九点十分",
    ),
    "a body that nobody saw": _told(
        "service_body",
        "Nobody came, the report was ready the next day. 报告上签字的人已经死了两年了",
        unit="某安全评价公司",
        cheats=["false_report", "lent_name"],
        made_for="我们厂",
        how_known="papers",
        you={"mode": "employee", "name": "甄职工", "phone": "19900000000", "reach": "不要打厂里的电话"},
    ),
}
