"""Anybody may ask whether a paper is genuine; the answer never shows what it says."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from notices import selectors
from notices.forms import CodeForm


@login_not_required
@require_GET
def verify_box(request: HttpRequest) -> HttpResponse:
    """Ask for a code and lead to its page; what cannot be a code is answered at once."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if not form.is_valid():
        return render(request, "verify/box.html", {"form": form}, status=422 if form.is_bound else 200)
    code = selectors.normal_code(form.cleaned_data["code"])
    return redirect("genuine:verify", code=code) if code else verify(request, form.cleaned_data["code"])


@login_not_required
@require_GET
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether the paper with this code is genuine, superseded or voided; 404 with a sentence when unknown."""
    known = selectors.verify_code(code)
    page = {"known": known, "form": CodeForm()}
    return render(request, "verify/result.html", page, status=200 if known else 404)
