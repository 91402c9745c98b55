"""The eight agencies and the staff of the demonstration district. Every person is invented."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from accounts.models import Agency, Duty, User
from accounts.services import create_agency, create_person
from statutes.codes import HOME
from vault.selectors import READERS
from vault.services import create_key, hold_ceremony

# Known to everybody on purpose: a demonstration has nothing to hide, and production refuses to load it.
PASSWORD = "chuishao-demo-2026"  # noqa: S105
OFFICE = "yingji"


@dataclass(frozen=True, slots=True)
class Post:
    """A post: its user name, who fills it, where, with which duties and which enforcement certificate."""

    username: str
    name: str
    agency: str
    duties: tuple[Duty, ...]
    certificate_no: str = ""


# Code, name, short name in the numbers of papers, kind of authority by the rules of routing.
AGENCIES = (
    (OFFICE, settings.OFFICE_NAME, "涪应急", "emergency"),
    ("gongan", "涪陵区公安局", "涪公", "police"),
    ("zhujian", "涪陵区住房和城乡建设委员会", "涪建", "construction"),
    ("jiaotong", "涪陵区交通运输委员会", "涪交", "transport"),
    ("shichang", "涪陵区市场监督管理局", "涪市监", "market"),
    ("xiaofang", "涪陵区消防救援支队", "涪消", "fire"),
    ("gonghui", "涪陵区总工会", "涪工", "union"),
    ("jianchayuan", "涪陵区人民检察院", "涪检", "procuratorate"),
)

# A person for each duty, and two wherever one person alone would not do: to decide and to confirm, to hand on
# and to stand in, to inspect (two officers, of different agencies in a joint team).
POSTS = (
    Post("desk", "文晓棠", OFFICE, (Duty.DESK,)),
    Post("desk2", "冉启明", OFFICE, (Duty.DESK,)),
    Post("investigator", "周砚秋", OFFICE, (Duty.INVESTIGATOR,), "99999900001"),
    Post("investigator2", "覃远山", "xiaofang", (Duty.INVESTIGATOR,), "99999900002"),
    Post("investigator3", "滕立群", "gongan", (Duty.INVESTIGATOR,), "99999900003"),
    Post("investigator4", "邬若岚", OFFICE, (Duty.INVESTIGATOR,), "99999900004"),
    Post("reviewer", "简青禾", OFFICE, (Duty.REVIEWER,)),
    Post("reviewer2", "殷守正", OFFICE, (Duty.REVIEWER,)),
    Post("leader", "贺长川", OFFICE, (Duty.LEADER,)),
    Post("leader2", "湛秀英", OFFICE, (Duty.LEADER,)),
    Post("rewards", "卢静姝", OFFICE, (Duty.REWARDS,)),
    Post("rewards2", "鲜于平", OFFICE, (Duty.REWARDS,)),
    Post("finance", "秦问渠", OFFICE, (Duty.FINANCE,)),
    Post("finance2", "向竹君", OFFICE, (Duty.FINANCE,)),
    Post("cashier", "舒小满", OFFICE, (Duty.CASHIER,)),
    Post("cashier2", "单怀瑾", OFFICE, (Duty.CASHIER,)),
    Post("custodian", "庹维真", OFFICE, (Duty.CUSTODIAN,)),
    Post("custodian2", "蒲若水", OFFICE, (Duty.CUSTODIAN,)),
    Post("chair", "柏思齐", OFFICE, (Duty.CHAIR,)),
    Post("supervision", "钟一鸣", OFFICE, (Duty.SUPERVISION,)),
    Post("supervision2", "安其玉", OFFICE, (Duty.SUPERVISION,)),
    Post("auditor", "费明镜", OFFICE, (Duty.AUDITOR,)),
    Post("admin", "易安然", OFFICE, (Duty.ADMIN,)),
)


# Who reads what is sealed needs a key before anything comes in, and so do the teams of cases, who take evidence,
# and reward officers, who read what a reporter contests; the others get theirs when they first sign in.
READING = (duty for layers in READERS.values() for duty in layers.values())
KEY_DUTIES = frozenset({Duty.SUPERVISION, Duty.INVESTIGATOR, Duty.REWARDS, *READING})


def found_office(posts: Iterable[Post] = POSTS, *, can_sign_in: bool = True) -> dict[str, Agency]:
    """Create the agencies, the escrow key and the people of `posts`, so that a tip can be received."""
    agencies = {
        code: create_agency(
            code=code,
            name=name,
            short_name=short_name,
            place=HOME,
            is_office=code == OFFICE,
            competence=competence,
        )
        for code, name, short_name, competence in AGENCIES
    }
    people = [hire(post, agencies[post.agency], can_sign_in=can_sign_in) for post in posts]
    # The sheets are thrown away: nobody in a demonstration is locked out for good.
    hold_ceremony(holders=people[:3], actor=None)
    return agencies


def hire(post: Post, agency: Agency, *, can_sign_in: bool) -> User:
    """Create a person, with a key where the post reads what is sealed."""
    user = create_person(
        username=post.username,
        name=post.name,
        agency=agency,
        password=PASSWORD if can_sign_in else None,
        duties=post.duties,
        certificate_no=post.certificate_no,
    )
    if user.has_duty(*KEY_DUTIES):
        create_key(user, password=PASSWORD)
    return user
