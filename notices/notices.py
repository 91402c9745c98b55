"""The dicts of the papers of service. They never say that a tip existed."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from notices.models import Service
from notices.states import RECEIVER_TITLES, RULES, TITLES, Receiver, Way
from notices.wording import date_words
from statutes.clocks import due_of, get_clock
from statutes.rules import HOME, Rule, get_rule


def rule_of(way: str) -> Rule:
    """Return the rule that says from which day this way counts."""
    return get_rule(RULES[Way(way)], place=HOME, on=timezone.localdate())


def deemed_on(sent_on: datetime.date) -> datetime.date:
    """Return the day on which a public notice counts as service."""
    began = timezone.make_aware(datetime.datetime.combine(sent_on, datetime.time.min))
    return timezone.localdate(due_of(get_clock("service.public_notice", on=sent_on), began).due_at)


def service_proof(service: Service) -> dict[str, Any]:
    """Build the proof of service 送达回证."""
    rule, paper = rule_of(service.way), service.notice
    people = [person for person in (service.served_by, service.served_with) if person is not None]
    return {
        "document_title": paper.title,
        "document_number": paper.number,
        "recipient": service.recipient,
        "way": TITLES[Way(service.way)],
        "place": service.place or service.channel,
        "sent_on": service.sent_on,
        "served_on": service.served_on,
        "counts_by": f"{rule.citation}：{rule.text}",
        "officers": [{"name": one.name, "certificate_no": one.certificate_no or "—"} for one in people],
        "remarks": _remarks(service),
        **_hands(service),
    }


def _hands(service: Service) -> dict[str, Any]:
    """Say who signed, or that it was refused and before whom."""
    if service.way == Way.LEFT:
        on = date_words(service.sent_on)
        return {
            "is_refused": True,
            "refusal": f"{on}，{service.reason}",
            "witness": service.witness or "无见证人到场，已拍照",
            "photo_sha256": service.photo_sha256,
        }
    if not service.received_by:
        return {"receipt": service.receipt, "photo_sha256": service.photo_sha256}
    return {
        "is_signed": True,
        "receiver": service.received_by,
        "received_as": RECEIVER_TITLES[Receiver(service.received_as)],
        "signed_how": _signed_how(service),
        "signature": service.signature,
        "receipt": service.receipt,
        "photo_sha256": service.photo_sha256,
    }


def _signed_how(service: Service) -> str:
    if service.signature:
        return "已手写签名"
    return "已在纸质回证上签名，照片随案存档" if service.photo_sha256 else "见回执"


def _remarks(service: Service) -> str:
    """Say what the way itself needs: the post's number, the consent, the course of a public notice."""
    if service.way == Way.PUBLIC:
        return f"公告日期：{date_words(service.sent_on)}。公告原因：{service.reason}"
    said = {
        Way.POST: f"邮件号：{service.channel}",
        Way.ENTRUSTED: f"受委托机关：{service.channel}；委托原因：{service.reason}",
        Way.ELECTRONIC: f"送达地址：{service.channel}；确认书：{service.consent}",
    }
    return said.get(Way(service.way), "")


def public_service_notice(service: Service, *, content: str, collect_at: str) -> dict[str, Any]:
    """Build the public notice 送达公告 of a paper that reached nobody otherwise."""
    clock = get_clock("service.public_notice", on=service.sent_on)
    return {
        "recipient": service.recipient,
        "document_title": service.notice.title,
        "document_number": service.notice.number,
        "reason": service.reason,
        "content": content,
        "period": clock.period.title_zh,
        "deemed_on": deemed_on(service.sent_on),
        "collect_at": collect_at,
        "basis": [str(rule_of(Way.PUBLIC).citation)],
    }
