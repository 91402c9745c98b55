"""Pages of accidents: the record, its moves, the report of the team with its signatures, what was promised."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from investigations import policies_accidents, selectors, services
from investigations.forms import accidents as forms
from investigations.models import Accident, AccidentReport
from workflow.errors import MoveRefused
from workflow.forms import MoveForm, ReasonForm
from workflow.selectors import Offer
from workflow.views import perform

ACCIDENT_MOVES: dict[str, tuple[Callable[..., Any], type[MoveForm]]] = {
    "receive_unit_report": (services.receive_unit_report, forms.UnitReportForm),
    "report_up": (services.report_up, forms.ReportUpForm),
    "update_casualties": (services.update_casualties, forms.CasualtiesForm),
    "begin_appraisal": (services.begin_appraisal, forms.AppraisalForm),
    "end_appraisal": (services.end_appraisal, forms.AppraisedForm),
    "extend_report": (services.extend_report, forms.ExtensionForm),
    "submit_report": (services.submit_report, forms.SubmitReportForm),
    "extend_reply": (services.extend_reply, forms.ExtensionForm),
    "reply": (services.reply_to_accident, forms.ReplyForm),
    "review": (services.review_accident, forms.ReviewForm),
    "cancel": (services.cancel_accident, ReasonForm),
    "pass_on": (services.pass_on_accident, forms.ReportUpForm),
    "take_mandate": (services.take_mandate, forms.MandateForm),
    "hand_up": (services.hand_up_accident, forms.HandUpForm),
    "publish": (services.publish_accident, forms.PublishForm),
}
page = require_http_methods(["GET", "POST"])


@require_GET
def accident(request: HttpRequest, reference: str) -> HttpResponse:
    """Show an accident with its reports and their periods."""
    found = selectors.get_accident(request.user, reference)
    case = selectors.cases_visible_to(request.user).filter(pk=found.case_id).first()
    facts = {"subject": found, "case": case, "team": selectors.team_of(found.case)}
    return render(request, "investigations/accident.html", {**facts, **_report(found, request.user)})


def _report(accident: Accident, user: Any) -> dict[str, Any]:
    """Return the report of the investigation, who signed it, what it asks for, and what this person may do."""
    report = AccidentReport.objects.filter(accident=accident).select_related("drafted_by").first()
    return {
        "report": report,
        "signatures": selectors.signatures_of(report),
        "promises": accident.promises.select_related("reviewed_by"),
        "may_draft": policies_accidents.may_draft_report(accident, user),
        "may_sign": policies_accidents.may_sign_report(accident, user),
        "may_review_promise": policies_accidents.may_review_promise(accident, user),
    }


@page
def draft_report(request: HttpRequest, reference: str) -> HttpResponse:
    """Write the report of the team."""
    may, form = policies_accidents.may_draft_report, forms.DraftReportForm
    return _act(request, reference, may, _("Write the report"), services.draft_accident_report, form)


@page
def promise(request: HttpRequest, reference: str) -> HttpResponse:
    """Say what has to be done so that it does not happen again."""
    may, form = policies_accidents.may_draft_report, forms.PromiseForm
    return _act(request, reference, may, _("Add a measure"), services.promise_measure, form)


@page
def sign_report(request: HttpRequest, reference: str) -> HttpResponse:
    """Sign the report."""
    may, form = policies_accidents.may_sign_report, forms.SignForm
    return _act(request, reference, may, _("Sign the report"), services.sign_report, form)


@page
def review_promise(request: HttpRequest, reference: str) -> HttpResponse:
    """Say whether a measure was carried out."""
    may, form = policies_accidents.may_review_promise, forms.ReviewPromiseForm
    return _act(request, reference, may, _("Review a measure"), services.review_promise, form)


def _act(
    request: HttpRequest, reference: str, may: Any, label: Any, service: Any, form: type[MoveForm]
) -> HttpResponse:
    found = selectors.get_accident(request.user, reference)
    offer = Offer(may.__name__, label, may(found, request.user))
    return perform(request, found, offer, service=service, form_class=form)


@page
def record_accident(request: HttpRequest) -> HttpResponse:
    """Record an accident with its fast report; its case opens with it."""
    if not policies_accidents.may_record_accident(request.user):
        raise Http404
    form = forms.AccidentForm(request.POST or None)
    if form.is_bound and form.is_valid() and (found := _recorded(form, request.user)):
        return redirect(found.get_absolute_url())
    status = 400 if form.is_bound else 200
    return render(request, "investigations/record_accident.html", {"form": form}, status=status)


def _recorded(form: forms.AccidentForm, user: Any) -> Any:
    """Record what the form says, or put into it what the service refuses."""
    try:
        return services.record_accident(actor=user, **form.cleaned_data)
    except MoveRefused as refusal:
        form.add_error(None, str(refusal.reason))
        return None
