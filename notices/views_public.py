"""Anybody may ask whether a paper is genuine; the answer never shows what it says."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from interface.uploads import with_small_files
from notices import selectors
from notices.certificates import Busy, own_certificates
from notices.forms import CodeForm, FileForm


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


@login_not_required
@require_http_methods(["GET", "POST"])
@with_small_files
def verify_file(request: HttpRequest) -> HttpResponse:
    """Compare a file with what was issued, and read its signature. It is not kept."""
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if not form.is_valid():
        page = {"form": form, "has_certificate": bool(own_certificates())}
        return render(request, "verify/file.html", page, status=422 if form.is_bound else 200)
    try:
        found = selectors.verify_file(form.cleaned_data["file"].read())
    except Busy:
        return render(request, "429.html", {"reason": _("Other files are being checked.")}, status=429)
    return render(request, "verify/file_result.html", {"found": found, "known": found.known})


@login_not_required
@require_GET
def announcements(request: HttpRequest) -> HttpResponse:
    """Name whose papers are served by public notice, until they count as served."""
    return render(request, "verify/announcements.html", {"announced": selectors.announced()})


@login_not_required
@require_GET
def certificate(request: HttpRequest) -> HttpResponse:
    """Hand out the certificates by which a paper can be checked without this site."""
    if not (known := own_certificates()):
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="certificate.pem"'}
    return HttpResponse(known, content_type="application/x-pem-file", headers=headers)
