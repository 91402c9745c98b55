"""Load the whole demonstration at once, or nothing of it."""

from __future__ import annotations

import datetime
import json
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from accounts.models import Agency, Duty, User
from config.demonstration.afterwards import add_what_follows
from config.demonstration.beside import add_what_stands_beside, connect_partners
from config.demonstration.duty import plan_duty
from config.demonstration.matters import play_matters
from config.demonstration.people import PASSWORD, POSTS, found_office
from config.demonstration.staff import Staff
from config.demonstration.stories import STORIES
from config.demonstration.telling import District, tell
from config.demonstration.units import register_units
from notices.keys import has_key, make_key
from reports.models import Report
from statutes.rules import HOME, get_rule
from statutes.services import set_office_setting
from workflow.services import delivering_inline, watch_clocks

PAYS_ANONYMOUS = "reward.setting.anonymous"
# Before the first story.
FOUNDED_ON = datetime.date(2018, 1, 4)


def is_empty() -> bool:
    """Say whether this database has neither people nor agencies yet."""
    return not (User.objects.exists() or Agency.objects.exists())


def card_path() -> Path:
    """Return where the accounts and receipts of the demonstration are noted, outside the database."""
    return Path(settings.STATE_DIR) / "demonstration.json"


def load() -> int:
    """Load the district in one transaction and note its receipts; return how many cases there are.

    Paper is left to the worker: drawing it takes longer than all the rest.
    """
    if not has_key():
        make_key(f"{settings.OFFICE_NAME}（演示，无效）")
    with delivering_inline(leave_slow=True), transaction.atomic():
        district = District(Staff(password=PASSWORD), found_office(), register_units())
        plan_duty(district.staff)
        decide_settings(district.staff)
        connect_partners(district.staff)
        receipts = _tell_all(district)
        add_what_stands_beside(district.staff)
        add_what_follows(district.staff)
        play_matters(district.staff, district.units["builder"])
        watch_clocks()
    _write_card({"receipts": receipts})
    return len(STORIES)


def decide_settings(staff: Staff) -> None:
    """Have the invented office decide what the law leaves open: whoever agreed a password is paid without a name."""
    set_office_setting(
        get_rule(PAYS_ANONYMOUS, place=HOME, on=FOUNDED_ON),
        "true",
        effective_from=FOUNDED_ON,
        reason="演示：参照矿山安全生产举报奖励实施细则第七条，对约定密码的匿名举报人给予奖励。",
        actor=staff.one(Duty.ADMIN),
        is_founding=True,
    )


def _tell_all(district: District) -> list[dict[str, str]]:
    receipts: list[dict[str, str]] = []
    first_about: dict[str, Report] = {}
    for number, story in enumerate(STORIES):
        walk = tell(story, number, district, earlier=first_about)
        first_about.setdefault(story.unit, walk.report)
        if story.receipt_about:
            receipts.append(
                {
                    "reference": walk.report.reference,
                    "about": story.receipt_about,
                    "code": walk.receipt.grouped,
                }
            )
    return receipts


def _write_card(card: dict[str, Any]) -> None:
    path = card_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(card, file, ensure_ascii=False, indent=1)


def read_receipts() -> list[dict[str, str]]:
    """Return the receipts that were noted and still belong to a tip of this database."""
    try:
        card = json.loads(card_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    locators = {row["code"].replace(" ", "")[:7]: row for row in card["receipts"]}
    known = Report.objects.filter(receipt_locator__in=locators).values_list("receipt_locator", flat=True)
    return [locators[locator] for locator in known.order_by("pk")]


def accounts() -> list[tuple[str, str, str, str]]:
    """List user name, name, agency and duties of the demonstration's people who are in this database."""
    people = {
        user.username: user
        for user in User.objects.filter(username__in=[post.username for post in POSTS]).select_related(
            "agency"
        )
    }
    return [
        (
            post.username,
            post.name,
            str(people[post.username].agency),
            "、".join(str(duty.label) for duty in post.duties),
        )
        for post in POSTS
        if post.username in people and people[post.username].name == post.name
    ]
