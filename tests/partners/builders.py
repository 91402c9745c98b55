"""A partner at its own machine: it speaks HTTP to the interface with a key of the administrator's making."""

from __future__ import annotations

import datetime
import itertools
from typing import Any

from django.test import Client
from django.utils import timezone

from accounts.models import Duty
from partners.models import Batch, Offer, Partner
from partners.services import check_list, close_batch, connect_partner, make_key, release_batch
from partners.states import Scope
from partners.tables import read_table
from reports.models import Report
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


def file_tip(of: Partner, number: str) -> Report:
    """Return a tip that came from a partner."""
    response = machine("file", of=of).file(number=number)
    assert response.status_code == 201, response.content.decode()
    report: Report = Report.objects.by_reference(response.json()["reference"])
    return report


def offer_in(state: str = "offered", **facts: Any) -> Offer:
    """Return a transfer to the market supervision in `state`; its program is connected."""
    department = partner("市场监管局系统（虚构）", "department", agency="market")
    report = factories.report_in("transferred", **facts)
    factories.settle()
    offer: Offer = Offer.objects.get(report=report)
    if state == "acknowledged":
        received = machine("transfer", of=department).post(
            f"/api/v1/transfers/{offer.reference}/acknowledgement",
            {"number": "市监〔2026〕9号"},
            "intention-1",
        )
        assert received.status_code == 200, received.content.decode()
    return Offer.objects.get(pk=offer.pk)


# ---- Lists -----------------------------------------------------------------------------------------------------
HEADS = "工单编号,举报类别,被举报单位,举报内容,所属街道,发生日期,姓名,联系电话,处理时限"
GOOD_LINE = (
    "GD-{n},事故隐患,白涛试验化工厂（虚构）,阀门一直在漏，没有人修。,500102013,2026-01-05,"
    "甄举报,19900000000,五个工作日"
)


def table_of(*lines: str) -> bytes:
    """Write a list as a hotline exports it."""
    return "\n".join([HEADS, *lines]).encode("gb18030")


def good_lines(count: int) -> list[str]:
    """Return lines that can be filed."""
    return [GOOD_LINE.format(n=number) for number in range(count)]


def batch_in(state: str = "checked", *lines: str) -> Batch:
    """Return an imported list in `state`."""
    desk = factories.the(Duty.DESK) if factories.office() else None
    table = read_table(table_of(*(lines or good_lines(2))), is_sheet=False)
    batch = check_list(partner(), table, actor=desk)
    if state == "filing":
        release_batch(batch, actor=desk)
    if state == "closed":
        close_batch(batch, actor=desk)
    return batch
