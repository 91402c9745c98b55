"""Pages of the service of papers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from notices import selectors, serving
from notices.forms_service import FORMS, ChooseForm, FailForm, ProveForm
from notices.policies import may_serve
from workflow.selectors import Offer
from workflow.verdicts import refuse_unless
from workflow.views import perform, perform_move


@require_http_methods(["GET", "POST"])
def serve(request: HttpRequest, reference: str) -> HttpResponse:
    """Choose how a paper is served, and serve it."""
    notice = selectors.get_notice(request.user, reference)
    verdict = may_serve(notice, request.user)
    by = request.POST.get("by") or request.GET.get("by", "")
    if by not in FORMS:
        refuse_unless(verdict)
        form = ChooseForm(request.POST or None)
        page = {"notice": notice, "form": form}
        return render(request, "notices/serve.html", page, status=400 if form.is_bound else 200)
    offer = Offer("serve", _("Record the service"), verdict)
    return perform(request, notice, offer, service=serving.serve_notice, form_class=FORMS[by])


@require_http_methods(["GET", "POST"])
def prove(request: HttpRequest, reference: str) -> HttpResponse:
    """Enter the receipt of a paper that was sent."""
    service = selectors.get_service(request.user, reference)
    return perform_move(request, service, "prove", service=serving.prove_service, form_class=ProveForm)


@require_http_methods(["GET", "POST"])
def fail(request: HttpRequest, reference: str) -> HttpResponse:
    """Note that a paper was not delivered."""
    service = selectors.get_service(request.user, reference)
    return perform_move(request, service, "fail", service=serving.fail_service, form_class=FailForm)
