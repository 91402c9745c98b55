"""Pages of a case's evidence: the list, each piece with its chain, its files, and the bundle for an outsider."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.selectors import me
from investigations import bundling, policies_evidence, selectors, selectors_field, services
from investigations import selectors_evidence as evidence_selectors
from investigations.forms import evidence as forms
from vault.handing_out import hand_out, show_picture
from vault.opening import unlocked
from workflow.forms import MoveForm, NoteForm, ReasonForm
from workflow.selectors import Offer
from workflow.verdicts import refuse_unless
from workflow.views import perform, perform_annulment, perform_move

MOVES: dict[str, tuple[Callable[..., Any], type[MoveForm]]] = {
    "hand_over": (services.hand_over_evidence, forms.HandOverEvidenceForm),
    "receive": (services.receive_evidence, NoteForm),
    "call_off": (services.call_off_hand_over, ReasonForm),
    "give_back": (services.give_back_evidence, forms.GiveBackForm),
    "exclude": (services.exclude_evidence, ReasonForm),
}
page = require_http_methods(["GET", "POST"])


@require_GET
def case_evidence(request: HttpRequest, reference: str) -> HttpResponse:
    """List the evidence of a case."""
    case = selectors.get_case(request.user, reference)
    facts = {
        "case": case,
        "evidence": evidence_selectors.evidence_listed(case, request.user),
        "records": selectors_field.records_visible_to(request.user).filter(case=case).order_by("pk"),
        "may_take": policies_evidence.may_take(case, request.user),
        "may_export": policies_evidence.may_export(case, request.user),
    }
    return render(request, "investigations/case_evidence.html", facts)


@page
def take(request: HttpRequest, reference: str) -> HttpResponse:
    """Take evidence into the file."""
    case = selectors.get_case(request.user, reference)
    offer = Offer("take_evidence", _("Take evidence"), policies_evidence.may_take(case, request.user))
    return perform(request, case, offer, service=services.take_evidence, form_class=forms.TakeForm)


@require_GET
def evidence(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a piece of evidence with its files and who had it when; the log keeps who looked."""
    found = evidence_selectors.get_evidence(request.user, reference)
    services.note_view(found, actor=me(request))
    facts = {
        "subject": found,
        "files": evidence_selectors.files_of(found),
        "chain": found.custodies.select_related("giver__agency", "holder__agency"),
        "may_open": policies_evidence.may_open(found, request.user),
        "without_key": evidence_selectors.readers_without_key(found),
    }
    return render(request, "investigations/evidence.html", facts)


@page
def move(request: HttpRequest, reference: str, move: str) -> HttpResponse:
    """Make a move of a piece of evidence."""
    service, form_class = MOVES[move]
    found = evidence_selectors.get_evidence(request.user, reference)
    return perform_move(request, found, move, service=service, form_class=form_class)


@page
def annul(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the last move of a piece of evidence back, by two people."""
    return perform_annulment(request, evidence_selectors.get_evidence(request.user, reference))


@require_POST
def original(request: HttpRequest, reference: str, handle: UUID) -> HttpResponseBase:
    """Hand out an original as it came; the log keeps who opened it."""
    found = evidence_selectors.get_evidence(request.user, reference)
    file = evidence_selectors.get_file(found, handle)
    with unlocked(request, back=found.get_absolute_url()) as identity:
        chunks = services.read_evidence(file, actor=me(request), identity=identity)
    return hand_out(chunks, name=file.name)


@require_POST
def working_copy(request: HttpRequest, reference: str, handle: UUID) -> HttpResponseBase:
    """Hand out the working copy of a file; the log keeps who opened it."""
    found = evidence_selectors.get_evidence(request.user, reference)
    file = evidence_selectors.get_file(found, handle)
    with unlocked(request, back=found.get_absolute_url()) as identity:
        chunks = services.read_working_copy(file, actor=me(request), identity=identity)
    return hand_out(chunks, name=f"{found.reference}-{file.number:02d}-copy.{file.sealed.copy.extension}")


@require_GET
def picture(request: HttpRequest, reference: str, handle: UUID) -> HttpResponseBase:
    """Show the working copy of a photo on a page; the log keeps who saw it."""
    found = evidence_selectors.get_evidence(request.user, reference)
    file = evidence_selectors.get_file(found, handle)
    refuse_unless(policies_evidence.may_open(found, request.user))
    with unlocked(request, back=found.get_absolute_url()) as identity:
        chunks = services.read_working_copy(file, actor=me(request), identity=identity)
    return show_picture(chunks, extension=file.sealed.copy.extension)


@require_POST
def share(request: HttpRequest, reference: str) -> HttpResponse:
    """Seal the files to those who joined the team since."""
    found = evidence_selectors.get_evidence(request.user, reference)
    with unlocked(request, back=found.get_absolute_url()) as identity:
        services.share_evidence(found, actor=me(request), identity=identity)
    messages.success(request, _("The whole team can open the files now."))
    return redirect(found)


@page
def export(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Ask for whom the bundle is, then hand it out."""
    case = selectors.get_case(request.user, reference)
    refuse_unless(policies_evidence.may_export(case, request.user))
    form = forms.ExportForm(request.POST or None, subject=case)
    if form.is_bound and form.is_valid():
        with unlocked(request, back=case.get_absolute_url()) as identity:
            chunks = bundling.export_bundle(case, actor=me(request), identity=identity, **form.inputs)
        return hand_out(chunks, name=f"{case.reference}-evidence.zip")
    status = 400 if form.is_bound else 200
    return render(request, "investigations/export_evidence.html", {"case": case, "form": form}, status=status)
