"""What a clerk has at hand and has not finished: files that came, and receipts that were not read back yet.

It lies sealed in the session like a reporter's draft, by the mark of the page it belongs to; once the last four digits
were read back nothing of it is left. The answers themselves are never kept.
"""

from __future__ import annotations

import json
import re

from django.http import HttpRequest
from django.utils import timezone

from reports.drafts import KEPT_FOR, Draft, Sent
from reports.services import Filing
from vault import sessions

MARK = re.compile(r"[0-9a-f]{64}")


def open_draft(request: HttpRequest, mark: str = "") -> Draft:
    """Return what is kept under a page's mark, or a new draft.

    The browser gets its half of the key with the first page, and a second click writes nothing: of two answers to a
    double click the browser reads the later one only.
    """
    drafts = _drafts(request)
    if found := drafts.get(mark):
        return found
    if sessions.recall(request, name=sessions.ENTRY) is None:
        _keep(request, drafts)
    return Draft(filing_key=mark) if MARK.fullmatch(mark) else Draft()


def keep_draft(request: HttpRequest, draft: Draft) -> None:
    """Keep the files of a page that could not be sent yet."""
    if draft.files:
        draft.saved_at = timezone.now()
        _keep(request, {**_drafts(request), draft.filing_key: draft})


def keep_receipt(request: HttpRequest, draft: Draft, filing: Filing) -> None:
    """Keep the receipt until it was read back; all else goes."""
    report = filing.report
    sent = Sent(filing.receipt.code, report.reference, report.created_at.isoformat(), statement="")
    _keep(request, {**_drafts(request), draft.filing_key: Draft(filing_key=draft.filing_key, sent=sent)})


def waiting_receipt(request: HttpRequest) -> Draft | None:
    """Return the last receipt that was not read back yet, or None."""
    return next((draft for draft in reversed(_drafts(request).values()) if draft.sent), None)


def drop(request: HttpRequest, draft: Draft) -> None:
    """Forget it."""
    _keep(request, {mark: each for mark, each in _drafts(request).items() if mark != draft.filing_key})


def _drafts(request: HttpRequest) -> dict[str, Draft]:
    data = sessions.recall(request, name=sessions.ENTRY)
    drafts = [Draft.from_json(text.encode()) for text in json.loads(data)] if data else []
    oldest = timezone.now() - KEPT_FOR
    return {draft.filing_key: draft for draft in drafts if draft.saved_at > oldest}


def _keep(request: HttpRequest, drafts: dict[str, Draft]) -> None:
    texts = [draft.as_json().decode() for draft in drafts.values()]
    sessions.keep(request, json.dumps(texts).encode(), name=sessions.ENTRY)
