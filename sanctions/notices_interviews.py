"""The dicts of the papers of an interview."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from notices.wording import date_words, moment_words
from sanctions.models import Exposure, Interview
from sanctions.notices import CONTACT
from statutes.rules import HOME, get_rule


def talk_notice(interview: Interview) -> dict[str, Any]:
    """Build the notice 约谈通知书."""
    return {
        "addressee": f"{interview.unit.name}（{interview.interviewee}）",
        "reason": interview.problems,
        "held_at": _moment(interview),
        "place": interview.place,
        "requirements": get_rule("interview.within", place=HOME, on=timezone.localdate()).text,
        "contact": f"{CONTACT['contact_person']}，{CONTACT['contact_phone']}",
    }


def talk_minutes(interview: Interview) -> dict[str, Any]:
    """Build the minutes 约谈纪要: problems, reply, and each measure with its day."""
    return {
        "addressee": f"{interview.unit.name}（{interview.interviewee}）",
        "held_at": date_words(interview.held_on) if interview.held_on else "",
        "place": interview.place,
        "present": interview.present,
        "problems": interview.problems,
        "reply": interview.reply,
        "measures": [f"{one['measure']}（{_day(one)}前完成）" for one in interview.measures],
        "time_limits": [_day(one) for one in interview.measures],
    }


def non_compliance_words(interview: Interview) -> tuple[str, str]:
    """Draft headline and text of what is published of a unit that did not comply; who was called stays unnamed."""
    name = interview.unit.name
    if interview.held_on is None:
        told = f"因{_clause(interview.problems)}，本局通知约谈{name}，该单位没有按照要求参加约谈。"
    else:
        measures = "；".join(f"{one['measure']}（{_day(one)}前完成）" for one in interview.measures)
        told = (
            f"因{_clause(interview.problems)}，本局于{date_words(interview.held_on)}约谈{name}，"
            f"确定以下整改措施：{measures}。该单位没有按照要求落实。"
        )
    return f"{name}未落实约谈要求"[: Exposure._meta.get_field("headline").max_length], told


def _clause(words: str) -> str:
    return words.strip().rstrip("。；，")


def _day(measure: dict[str, str]) -> str:
    return date_words(datetime.date.fromisoformat(measure["due_on"]))


def _moment(interview: Interview) -> str:
    return moment_words(interview.planned_at) if interview.planned_at else ""
