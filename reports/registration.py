"""The registration form 举报登记表: drawn from what a session has opened, handed over once, kept nowhere.

The desk opens the words and gets the form with the reporter's name sealed; a custodian, to whom a leader has agreed,
gets it with the name (docs/adr/0036-a-registration-form-is-drawn-in-a-session.md). Both are in the log.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from accounts.selectors import get_office
from notices.kinds_sheets import REGISTRATION
from notices.sheets import draw_sheet
from reports.disclosing import open_identity
from reports.models import Disclosure, Report
from reports.notices import DECLINE_GROUNDS, matter_of
from reports.questions import WORDS
from reports.services import read_words
from reports.states import Mode, State
from workflow.selectors import timeline_of
from workflow.services import record

# Where nothing was said, and where it was said and stays sealed.
NOT_SAID, SEALED = "未登记", "已登记，密封保管"
REPORTER: Final = ("name", "sex", "unit", "phone", "address")
HANDLED: Final = {
    State.SUBMITTED: "待审查。",
    State.ACCEPTED: "予以受理。",
    State.MERGED: "予以受理，与在先的举报一并办理。",
    State.DECLINED: "不予受理。",
    State.TRANSFERRED: "不属于本机关职责范围，转办。",
    State.WITHDRAWN: "举报人已撤回。",
    State.ANSWERED: "已受理、核查，并答复举报人。",
    State.OBJECTED: "已答复；举报人提出异议，正在复核。",
    State.RECHECKED: "已答复；举报人提出异议，已经复核。",
    State.CLOSED: "已办结。",
}


def print_registration(report: Report, *, actor: User, identity: str) -> bytes:
    """Draw the form with the original words and with the reporter's name sealed, in a session that may open the words.

    Raises `CannotOpen` when this person's key is not among the readers.
    """
    words = read_words(report, actor=actor, identity=identity)
    sheet = draw_sheet(REGISTRATION, registration_sheet(report, opened_by=actor.name, words=words))
    record(report, "print_registration", actor=actor)
    return sheet


def print_named_registration(disclosure: Disclosure, *, actor: User, identity: str) -> bytes:
    """Draw the form with the reporter's name while the identity is open; this is a look like any other.

    The words are sealed to others: the matter stands in the words of the office.
    """
    named = open_identity(disclosure, actor=actor, identity=identity)
    words = {"working_text": disclosure.report.working_text}
    sheet = draw_sheet(
        REGISTRATION, registration_sheet(disclosure.report, opened_by=actor.name, words=words, named=named)
    )
    record(disclosure, "print_registration", actor=actor)
    return sheet


def registration_sheet(
    report: Report, *, opened_by: str, words: Mapping[str, Any], named: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Build the dict of the form; `named` is the opened identity, None where it stays sealed. Never to be stored."""
    with override("zh-hans"):
        told = [f"{WORDS[key]}：{text}" if key in WORDS else str(text) for key, text in words.items() if text]
        mode, channel = report.get_mode_display(), report.get_channel_display()
    entered_by = timeline_of(report).filter(move="submit", actor__isnull=False).first()
    return {
        "agency_name": get_office().name,
        "reference": report.reference,
        "mode": mode,
        **_reporter(report, named),
        "reported_party": report.unit_name,
        "matter": [f"{matter_of(report)}。", *told],
        "channel": channel,
        "recorded_at": timezone.localtime(report.created_at),
        "recorder": entered_by.actor.name if entered_by and entered_by.actor else "举报人自行填报",
        "handling_opinion": _handled(report),
        "opened_by": opened_by,
        "opened_at": timezone.localtime(),
    }


def _reporter(report: Report, named: Mapping[str, Any] | None) -> dict[str, str]:
    """Say who reported: what was opened, that it is sealed, or that nothing was said."""
    if report.mode == Mode.ANONYMOUS:
        return {f"reporter_{key}": "匿名" if key == "name" else NOT_SAID for key in REPORTER}
    if named is None:
        return {f"reporter_{key}": SEALED if key in ("name", "phone") else NOT_SAID for key in REPORTER}
    said = {f"reporter_{key}": str(named.get(key) or NOT_SAID) for key in REPORTER}
    if reach := named.get("reach"):
        said["reporter_phone"] += f"（{reach}）"
    return said


def _handled(report: Report) -> str:
    """Say what the office does with the tip."""
    if report.state == State.DECLINED:
        return HANDLED[State.DECLINED] + DECLINE_GROUNDS.get(report.decline_ground, "")
    if report.state == State.TRANSFERRED and report.transferred_to:
        return f"不属于本机关职责范围，转{report.transferred_to.name}办理。"
    return HANDLED[State(report.state)]
