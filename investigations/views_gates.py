"""Pages at the end of a case: the supervisors' side, and the papers that open the four gates."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from investigations import policies, selectors, services
from investigations.forms.gates import ProofForm
from workflow.forms import NoteForm, ReasonForm
from workflow.selectors import Offer
from workflow.views import perform

page = require_http_methods(["GET", "POST"])


@page
def prove_gate(request: HttpRequest, reference: str) -> HttpResponse:
    """Bring a paper that opens a gate."""
    case = selectors.get_case(request.user, reference)
    offer = Offer("prove_gate", _("Bring evidence"), policies.may_prove(case, request.user))
    return perform(request, case, offer, service=services.prove_gate, form_class=ProofForm)


@page
def order_examination(request: HttpRequest, reference: str) -> HttpResponse:
    """Have the supervisors' side examined."""
    return _decide(
        request, reference, _("Have the supervisors' side examined"), services.order_examination, NoteForm
    )


@page
def waive_examination(request: HttpRequest, reference: str) -> HttpResponse:
    """Sign why the supervisors' side is not examined."""
    return _decide(
        request,
        reference,
        _("Sign why the supervisors' side is not examined"),
        services.waive_examination,
        ReasonForm,
    )


def _decide(request: HttpRequest, reference: str, label: Any, service: Any, form: Any) -> HttpResponse:
    case = selectors.get_case(request.user, reference)
    offer = Offer("examine", label, policies.may_examine(case, request.user))
    return perform(request, case, offer, service=service, form_class=form)
