"""A partner at its own machine: it speaks HTTP to the interface with a key of the administrator's making."""

from __future__ import annotations

import datetime
import itertools
from typing import Any

from django.test import Client
from django.utils import timezone

from accounts.models import Duty
from partners.models import Partner
from partners.services import connect_partner, make_key
from partners.states import Scope
from tests import factories

_numbers = itertools.count(1)
TIP: dict[str, Any] = {
    "kind": "hazard",
    "unit_name": "白涛试验化工厂（虚构）",
    "text": "阀门一直在漏，没有人修。",
    "division": "500102013",
}
REPORTER = {"name": "甄举报", "phone": "19900000000"}


def partner(name: str = "12345热线（虚构）", kind: str = "line", agency: str = "") -> Partner:
    """Return the partner of this name, connected at the first call."""
    found = Partner.objects.filter(name=name).first()
    if found:
        return found
    factories.office()
    return connect_partner(
        name=name,
        kind=kind,
        agency=factories.agency(agency) if agency else None,
        actor=factories.the(Duty.ADMIN),
    )


def key_of(of: Partner, *scopes: str, **limits: Any) -> str:
    """Make a key for these scopes, all of them where none is named."""
    _key, text = make_key(
        of,
        scopes=scopes or [scope.value for scope in Scope],
        expires_on=limits.pop("expires_on", timezone.localdate() + datetime.timedelta(days=30)),
        **{"a_minute": 60, "a_day": 1000, **limits},
        actor=factories.the(Duty.ADMIN),
    )
    return text


class Machine:
    """A partner's program."""

    def __init__(self, key: str) -> None:
        self.client = Client(headers={"accept-language": "en", "authorization": f"Bearer {key}"})

    def file(self, *, intention: str = "", where: str = "/api/v1/tips", **facts: Any) -> Any:
        """File a tip; `facts` replace fields, and None leaves one out."""
        given = {"number": f"GD{next(_numbers):06d}", **TIP, **facts}
        body = {name: value for name, value in given.items() if value is not None}
        return self.post(where, body, intention or f"intention-{next(_numbers):08d}")

    def post(self, where: str, body: Any, intention: str | None = None) -> Any:
        """Send JSON."""
        headers = {"idempotency-key": intention} if intention is not None else {}
        return self.client.post(where, body, content_type="application/json", headers=headers)

    def status(self, number: str) -> Any:
        """Ask how a tip stands."""
        return self.client.get("/api/v1/tips/status", {"number": number})


def machine(*scopes: str, of: Partner | None = None, **limits: Any) -> Machine:
    """Return a partner's program with a key of its own."""
    return Machine(key_of(of or partner(), *scopes, **limits))
