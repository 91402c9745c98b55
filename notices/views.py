"""Pages of paper for the staff."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from notices import selectors, services
from notices.forms import CorrectForm, VoidForm
from notices.models import Notice
from notices.policies import may_serve
from workflow.errors import StalePage
from workflow.selectors import moves_for
from workflow.verdicts import refuse_unless
from workflow.views import perform_move


@require_GET
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a paper: number, state, code, what may be done with it."""
    notice = selectors.get_notice(request.user, reference)
    page = {
        "notice": notice,
        "offers": {offer.move: offer for offer in moves_for(notice, request.user)},
        "services": [(one, moves_for(one, request.user)) for one in selectors.services_of(notice)],
        "later": Notice.objects.filter(supersedes=notice).first(),
        "may_serve": may_serve(notice, request.user),
    }
    return render(request, "notices/detail.html", page)


@require_GET
def download(request: HttpRequest, reference: str) -> HttpResponse:
    """Hand out the file."""
    notice = selectors.get_notice(request.user, reference)
    if not notice.is_downloadable:
        raise StalePage(_("This paper has not been printed yet."))
    return HttpResponse(
        selectors.read_file(notice),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{notice.filename}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store, private",
        },
    )


@require_POST
def retry(request: HttpRequest, reference: str) -> HttpResponse:
    """Have a failed paper printed again."""
    notice = selectors.get_notice(request.user, reference)
    services.retry_notice(notice, actor=request.user)
    return redirect("notices:detail", reference=reference)


@require_http_methods(["GET", "POST"])
def void(request: HttpRequest, reference: str) -> HttpResponse:
    """Void a paper, with the reason."""
    notice = selectors.get_notice(request.user, reference)
    _refuse_void(notice, request.user)
    form = VoidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.void_notice(notice, actor=request.user, note=form.cleaned_data["note"])
        return redirect("notices:detail", reference=reference)
    status = 422 if form.is_bound else 200
    return render(request, "notices/void.html", {"notice": notice, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, reference: str) -> HttpResponse:
    """Correct the free text of a paper: a new version, shown before it is issued."""
    notice = selectors.get_notice(request.user, reference)
    return perform_move(request, notice, "correct", service=services.correct_notice, form_class=CorrectForm)


def _refuse_void(notice: Notice, user: Any) -> None:
    """Say before anything is typed that this paper cannot be voided now, or not by this person."""
    offer = next((offer for offer in moves_for(notice, user) if offer.move == "void"), None)
    if offer is None:
        raise StalePage
    refuse_unless(offer.verdict)
