"""A receipt session: the report that a receipt has opened in this browser, for an hour at most.

The report's key and the mailbox seed lie sealed in the session; the cookie holds the key of the box. Views of higher
floors under /track/ take the session through `with_receipt`.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control

from reports.models import Report
from vault import sessions
from vault.receipts import ReceiptKeys, commitment_salt, opens_mailbox

OPEN_FOR = datetime.timedelta(hours=1)
P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Tracked:
    """A report in the hands of who holds its receipt; `seed` opens its mailbox."""

    report: Report
    seed: bytes = field(repr=False)

    @property
    def commitment_salt(self) -> bytes:
        """What opens the reporter's proof of filing."""
        return commitment_salt(self.seed)

    @property
    def can_open_proof(self) -> bool:
        """Whether this receipt is the one that the proof was made with."""
        return bool(self.report.commitment) and self.report.receipt_reissued_at is None


def begin_tracking(request: HttpRequest, report: Report, keys: ReceiptKeys) -> None:
    """Open a report in this browser."""
    box = {"report": report.pk, "seed": keys.mailbox_seed.hex(), "at": timezone.now().isoformat()}
    sessions.keep(request, json.dumps(box).encode(), name=sessions.RECEIPT)


def tracked(request: HttpRequest) -> Tracked | None:
    """Return the report that is open in this browser, or None."""
    data = sessions.recall(request, name=sessions.RECEIPT)
    if data is None:
        return None
    box = json.loads(data)
    if timezone.now() - datetime.datetime.fromisoformat(box["at"]) > OPEN_FOR:
        return None
    report, seed = Report.objects.filter(pk=box["report"]).first(), bytes.fromhex(box["seed"])
    # A receipt that was exchanged meanwhile is dead in the browsers where it was entered, too.
    if report is None or not opens_mailbox(seed, bytes(report.mailbox_public_key)):
        return None
    return Tracked(report=report, seed=seed)


def is_tracking(request: HttpRequest) -> bool:
    """Tell whether a report is open in this browser. No query beyond the session's."""
    data = sessions.recall(request, name=sessions.RECEIPT)
    return data is not None and (
        timezone.now() - datetime.datetime.fromisoformat(json.loads(data)["at"]) <= OPEN_FOR
    )


def end_tracking(request: HttpRequest) -> None:
    """Close the report in this browser."""
    if sessions.recall(request, name=sessions.RECEIPT) is not None:
        sessions.forget(request, name=sessions.RECEIPT)


def private_page(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Mark a page of the public site that holds something of a report: no sign-in, and no copy kept anywhere."""
    stored_nowhere: Callable[P, HttpResponse] = cache_control(no_store=True, private=True)(view)
    return login_not_required(stored_nowhere)


def with_receipt(
    view: Callable[Concatenate[HttpRequest, Tracked, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Hand the open report to a view. Without one a reader is asked for the code, and a writer keeps the words."""

    @wraps(view)
    def opened(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        found = tracked(request)
        if found is not None:
            return view(request, found, *args, **kwargs)
        end_tracking(request)
        if request.method == "POST":
            words: dict[str, Any] = {"typed": request.POST.get("text", "")}
            return render(request, "public/track/closed.html", words, status=409)
        return redirect(f"{reverse('tips:track')}?again")

    return private_page(opened)
