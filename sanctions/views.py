"""Pages of penalties and of the list of dishonest subjects, for the staff."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Duty
from investigations.selectors import cases_visible_to, team_of
from sanctions import forms, policies, selectors, services, steps
from sanctions import forms_collecting as collecting
from sanctions import forms_hearings as hearings
from sanctions import forms_proceeding as proceeding
from sanctions.forms import PayForm, ServeForm
from sanctions.models import Listing, Penalty
from sanctions.policies_credit import may_hand_over
from workflow.forms import MoveForm, NoteForm, ReasonForm
from workflow.selectors import Offer, has_run_out
from workflow.views import Column, Tab, perform, perform_annulment, perform_move, show_list

PENALTY_COLUMNS = (
    Column(_("Cause"), lambda penalty: penalty.cause),
    Column(_("Party"), lambda penalty: penalty.party_name),
    Column(
        _("Fine in yuan"), lambda penalty: f"{penalty.fine:,.2f}" if penalty.fine_fen else "", is_number=True
    ),
)
LISTING_COLUMNS = (
    Column(_("Cause"), lambda listing: listing.cause),
    Column(_("Party"), lambda listing: listing.party_name),
    Column(_("Unit"), lambda listing: listing.unit.name),
)
CASE_DUTIES = (Duty.LEADER, Duty.REVIEWER, Duty.INVESTIGATOR)
PENALTY_DUTIES = (*CASE_DUTIES, Duty.FINANCE, Duty.CHAIR)
# The service and the form of each move of a proceeding that has nothing more to it.
MOVES: dict[str, tuple[Callable[..., Any], type[MoveForm]]] = {
    "file": (services.file_penalty, NoteForm),
    "extend": (services.extend_penalty, forms.ExtendForm),
    "extend_further": (services.extend_penalty_further, proceeding.ExtendFurtherForm),
    "report": (services.report_penalty, proceeding.ReportForm),
    "countersign": (services.countersign_penalty, NoteForm),
    "withdraw_report": (services.withdraw_report, ReasonForm),
    "consent": (services.consent_to_deviation, NoteForm),
    "notify": (services.notify_penalty, NoteForm),
    "decide_on_spot": (services.decide_on_spot, proceeding.SpotForm),
    "request_hearing": (services.request_hearing, NoteForm),
    "set_hearing": (services.set_hearing, proceeding.HearingForm),
    "announce_hearing": (services.announce_hearing, NoteForm),
    "waive_hearing": (services.waive_hearing, ReasonForm),
    "hold_hearing": (services.hold_hearing, hearings.HoldForm),
    "report_hearing": (services.report_hearing, hearings.OpinionForm),
    "hear": (services.hear_party, proceeding.PartyDefenceForm),
    "review": (services.review_penalty, hearings.ReviewForm),
    "send_back": (services.send_back_penalty, hearings.SendBackForm),
    "discuss": (services.discuss_penalty, hearings.DiscussForm),
    "publish": (services.publish_penalty, forms.PublishForm),
    "withdraw_publication": (services.withdraw_publication, forms.UnpublishForm),
    "ask_for_time": (services.ask_for_time, forms.AskForm),
    "grant_delay": (services.grant_delay, forms.DelayForm),
    "grant_instalments": (services.grant_instalments, forms.PlanForm),
    "refuse_time": (services.refuse_time, ReasonForm),
    "propose_closing": (services.propose_closing, forms.ProposeClosingForm),
    "keep_open": (services.keep_open, ReasonForm),
    "remind": (services.remind_party, NoteForm),
    "demand": (services.demand_payment, NoteForm),
    "serve_demand": (services.serve_demand, collecting.ServeDemandForm),
    "hear_demand": (services.hear_demand, collecting.HearDemandForm),
    "apply_to_court": (services.apply_to_court, NoteForm),
    "note_acceptance": (services.note_acceptance, collecting.AcceptanceForm),
    "note_ruling": (services.note_ruling, collecting.RulingForm),
    "end_enforcement": (services.end_enforcement, ReasonForm),
    "open_review": (services.open_review, forms.OpenRemedyForm),
    "open_suit": (services.open_suit, forms.OpenRemedyForm),
    "uphold": (services.uphold_penalty, forms.UpholdForm),
    "reduce": (services.reduce_penalty, forms.ReduceForm),
    "revoke": (services.revoke_penalty, forms.RevokeForm),
}
page = require_http_methods(["GET", "POST"])


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    """List the penalty proceedings."""
    return show_list(
        request,
        selectors.penalties_visible_to(request.user),
        title=_("Penalties"),
        columns=PENALTY_COLUMNS,
        search=("cause", "person_name", "unit__name", "unit__uscc"),
        duties=PENALTY_DUTIES,
        tabs=_tabs(request, Penalty),
        first_act=_first_act(request),
    )


@require_GET
def listings(request: HttpRequest) -> HttpResponse:
    """List the entries of the list of dishonest subjects, candidates too."""
    return show_list(
        request,
        selectors.listings_visible_to(request.user),
        title=_("List of dishonest subjects"),
        columns=LISTING_COLUMNS,
        search=("cause", "person_name", "unit__name", "unit__uscc"),
        duties=CASE_DUTIES,
        tabs=_tabs(request, Listing),
        first_act=Tab(_("What was public on a day"), reverse("sanctions:public_record")),
    )


def _first_act(request: HttpRequest) -> Tab | None:
    """Lead finance to the files of payments, and whoever hands penalties over to the handovers."""
    if request.user.has_duty(Duty.FINANCE):  # type: ignore[union-attr]
        return Tab(_("Files of payments"), reverse("sanctions:remittances"))
    if may_hand_over(None, request.user):
        return Tab(_("Handovers to the platform"), reverse("sanctions:handovers"))
    return None


def _tabs(request: HttpRequest, current: type[Penalty] | type[Listing]) -> list[Tab]:
    if not request.user.has_duty(*CASE_DUTIES):  # type: ignore[union-attr]
        return []
    return [
        Tab(_("Penalties"), reverse("sanctions:list"), current is Penalty),
        Tab(_("List of dishonest subjects"), reverse("sanctions:listings"), current is Listing),
        Tab(_("Interviews"), reverse("sanctions:interviews")),
        Tab(_("Exposures"), reverse("sanctions:exposures")),
        Tab(_("Further measures"), reverse("sanctions:measures")),
        Tab(_("Good-credit list"), reverse("sanctions:good_credits")),
    ]


@require_GET
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a penalty proceeding; its case and team only to those who may see the case."""
    penalty = selectors.get_penalty(request.user, reference)
    case = cases_visible_to(request.user).filter(pk=penalty.case_id).first()
    facts = {
        "subject": penalty,
        "case": case,
        "finding": case.finding if case else None,
        "team": team_of(case) if case else None,
        "steps": steps.steps_of(penalty),
        "similar": selectors.similar_penalties(request.user, penalty),
        "may_file": case is not None and bool(policies.may_handle(penalty, request.user)),
        **_money_of(penalty),
        **_came_of(request.user, penalty),
    }
    return render(request, "sanctions/detail.html", facts)


def _came_of(user: Any, penalty: Penalty) -> dict[str, Any]:
    """Return the listings and the further measures of a penalty that `user` may see."""
    return {
        "measures": selectors.measures_of_penalty(user, penalty),
        "listings": selectors.listings_visible_to(user).filter(penalty=penalty).order_by("pk"),
    }


def _money_of(penalty: Penalty) -> dict[str, Any]:
    return {
        "surcharge": services.surcharge_of(penalty),
        "received": services.received_for(penalty),
        "is_overdue": has_run_out(penalty, "penalty.pay"),
    }


@page
def decide(request: HttpRequest, reference: str) -> HttpResponse:
    """Decide the penalty."""
    return _move(request, reference, "decide", service=services.decide_penalty)


@page
def drop(request: HttpRequest, reference: str) -> HttpResponse:
    """Impose no penalty, with a reason."""
    return _move(request, reference, "drop", service=services.drop_penalty, form_class=ReasonForm)


@page
def serve(request: HttpRequest, reference: str) -> HttpResponse:
    """Record service."""
    return _move(request, reference, "serve", service=services.serve_penalty, form_class=ServeForm)


@page
def pay(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that the fine reached the treasury."""
    return _move(request, reference, "pay", service=services.record_penalty_payment, form_class=PayForm)


@page
def close(request: HttpRequest, reference: str) -> HttpResponse:
    """Approve the closing of a proceeding."""
    return _move(request, reference, "close", service=services.close_penalty)


@page
def move(request: HttpRequest, reference: str, move: str) -> HttpResponse:
    """Make one of the moves of a hearing, of publication, of payment, or of a remedy."""
    service, form_class = MOVES[move]
    return _move(request, reference, move, service=service, form_class=form_class)


@page
def file_another(request: HttpRequest, reference: str) -> HttpResponse:
    """Propose to file a proceeding against somebody else of the same case."""
    penalty = selectors.get_penalty(request.user, reference)
    offer = Offer(
        "file_another", _("Propose to file against somebody else"), policies.may_handle(penalty, request.user)
    )
    return perform(request, penalty, offer, service=services.propose_beside, form_class=proceeding.FileForm)


@page
def annul(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the last move of a penalty back, by two people."""
    return perform_annulment(request, selectors.get_penalty(request.user, reference))


def _move(request: HttpRequest, reference: str, move: str, **how: Any) -> HttpResponse:
    return perform_move(request, selectors.get_penalty(request.user, reference), move, **how)
