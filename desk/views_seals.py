"""The seals that papers carry: hung, looked at and taken down by an administrator."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import Agency, Duty
from accounts.selectors import me
from desk.duties import only
from desk.forms_seals import SealForm
from desk.services.seals import hang_uploaded_seal
from notices.seals import seal_known_by, seals_hung, take_down_seal


@require_http_methods(["GET", "POST"])
def seals(request: HttpRequest) -> HttpResponse:
    """Show the seals that hang and those that hung, and hang another."""
    only(request, Duty.ADMIN)
    form = SealForm(request.POST, request.FILES) if request.method == "POST" else SealForm()
    if form.is_bound and form.is_valid() and _is_hung(form, request):
        messages.success(request, _("The seal stands on every paper that this agency issues from now on."))
        return redirect("desk:seals")
    page = {"form": form, "seals": seals_hung()}
    return render(request, "desk/seals.html", page, status=400 if form.is_bound else 200)


def _is_hung(form: SealForm, request: HttpRequest) -> bool:
    try:
        hang_uploaded_seal(**form.cleaned_data, actor=me(request))
    except ValidationError as refused:
        form.add_error(None, refused)
    return form.is_valid()


@require_GET
def seal_image(request: HttpRequest, digest: str) -> HttpResponse:
    """Show a seal."""
    only(request, Duty.ADMIN)
    seal = seal_known_by(digest)
    if seal is None:
        raise Http404
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store, private"}
    return HttpResponse(bytes(seal.image), content_type="image/png", headers=headers)


@require_POST
def take_down(request: HttpRequest, code: str) -> HttpResponse:
    """Have new papers of an agency carry no seal."""
    only(request, Duty.ADMIN)
    agency = Agency.objects.filter(code=code).first()
    if agency is None:
        raise Http404
    take_down_seal(agency, actor=me(request))
    messages.success(request, _("New papers carry no seal: its place is left for the stamp."))
    return redirect("desk:seals")
