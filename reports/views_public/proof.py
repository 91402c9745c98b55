"""The proof of filing: handed to the reporter, and checked by anybody, here or without any network."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from reports.drafts import open_draft
from reports.forms_public import ProofForm
from reports.statements import as_pem, check_statement, opening_of, public_keys, statement_of
from reports.tracking import Tracked, private_page, with_receipt


def _file(text: str, *, name: str, kind: str = "text/plain") -> HttpResponse:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(text, content_type=f"{kind}; charset=utf-8", headers=headers)


@private_page
@require_GET
def statement(request: HttpRequest) -> HttpResponse:
    """Hand out the signed statement that something was filed, and when."""
    draft = open_draft(request)
    if draft is None or draft.sent is None:
        raise Http404
    return _file(draft.sent.statement, name="statement.txt")


@private_page
@require_GET
def opening(request: HttpRequest) -> HttpResponse:
    """Hand out what shows that the statement is about this very report. It holds the words: never by itself."""
    draft = open_draft(request)
    if draft is None or draft.sent is None:
        raise Http404
    return _file(draft.sent.opening, name="opening.txt")


@require_GET
@with_receipt
def statement_again(request: HttpRequest, tracked: Tracked) -> HttpResponse:
    """Hand out the statement once more."""
    if not tracked.report.commitment:
        raise Http404
    return _file(statement_of(tracked.report), name="statement.txt")


@require_GET
@with_receipt
def salt_again(request: HttpRequest, tracked: Tracked) -> HttpResponse:
    """Hand out the salt once more; the words lie sealed to the desk, so the record stays empty."""
    if not tracked.can_open_proof:
        raise Http404
    return _file(opening_of("", salt=tracked.commitment_salt), name="opening.txt")


@login_not_required
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Check a statement that somebody shows. Nothing of it is kept."""
    form = ProofForm(request.POST or None)
    page = {"form": form, "keys": public_keys()}
    if form.is_valid():
        page["checked"] = check_statement(
            form.cleaned_data["statement"], opening=form.cleaned_data["opening"]
        )
    return render(request, "public/proof/check.html", page, status=400 if form.errors else 200)


@login_not_required
@require_GET
def key(request: HttpRequest) -> HttpResponse:
    """Publish the keys that statements bear, the one in use first."""
    return HttpResponse("".join(map(as_pem, public_keys())), content_type="application/x-pem-file")


@login_not_required
@require_GET
def checker(request: HttpRequest) -> HttpResponse:
    """Hand out the page that checks a statement without any network."""
    page = render(request, "public/proof/checker.html", {"keys": public_keys()})
    return _file(page.content.decode(), name="check-filing.html", kind="text/html")
