"""Pages of listed supervision of a case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from investigations import policies_supervisions, selectors, services
from investigations.forms import supervisions as forms
from workflow.forms import MoveForm, ReasonForm
from workflow.selectors import Offer
from workflow.views import perform

SUPERVISION_MOVES: dict[str, tuple[Callable[..., Any], type[MoveForm]]] = {
    "extend": (services.extend_supervision, forms.ExtendSupervisionForm),
    "lift": (services.lift_supervision, forms.LiftSupervisionForm),
    "cancel": (services.cancel_supervision, ReasonForm),
}


@require_http_methods(["GET", "POST"])
def supervise(request: HttpRequest, reference: str) -> HttpResponse:
    """Put a case under listed supervision."""
    case = selectors.get_case(request.user, reference)
    verdict = policies_supervisions.may_supervise_case(case, request.user)
    offer = Offer("supervise", _("Put under listed supervision"), verdict)
    return perform(request, case, offer, service=services.supervise_case, form_class=forms.SuperviseForm)
