"""What an administrator does about people and the escrow key. Nothing of it opens anything."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import services as accounts
from accounts.models import DELEGABLE, Duty, User
from accounts.selectors import delegations_to_come, me, people_directory
from desk import selectors
from desk.duties import somebody_else
from desk.forms import DelegateForm
from desk.forms_keys import CeremonyForm, RecoverForm
from investigations.selectors import possible_heirs, seats_of
from investigations.services import hand_over_all
from vault import services
from vault.sealing import CannotOpen
from vault.selectors import active_key
from workflow.errors import MoveRefused

page = require_http_methods(["GET", "POST"])
# A browser waits for the answer; a large store is recovered by the command, which takes its time.
RECOVERY_SECONDS = 20.0
NOTE = 200


# ---- A person --------------------------------------------------------------------------------------------------
@require_GET
def person(request: HttpRequest, username: str) -> HttpResponse:
    """Show a person with their key, and what an administrator can do."""
    found = _colleague(request, username)
    shown = {
        "person": found,
        "key": active_key(found),
        "is_me": found == request.user,
        "is_invitable": not found.has_usable_password(),
        "seats": seats_of(found).count(),
        "heirs": possible_heirs(found),
        "delegations": delegations_to_come(found),
        "delegable": found.duties & set(DELEGABLE),
    }
    return render(request, "desk/person.html", shown)


@require_POST
def reset_password(request: HttpRequest, username: str) -> HttpResponse:
    """Set a password anew and show it once; the person's key stays locked."""
    found = somebody_else(request, username)
    fresh = services.reset_password(found, actor=me(request))
    response = render(request, "desk/password_reset.html", {"person": found, "password": fresh})
    response["Cache-Control"] = "no-store, private"
    return response


@require_POST
def let_go(request: HttpRequest, username: str) -> HttpResponse:
    """Let a person go: access ends at once, and a named colleague takes over what they had in hand."""
    found = somebody_else(request, username)
    _let_go(
        found, heir=possible_heirs(found).filter(username=request.POST.get("heir", "")), actor=me(request)
    )
    said = _("Access has ended. Colleagues should now seal anew what %(name)s could read.")
    messages.success(request, said % {"name": found.name})
    return redirect("desk:person", username)


@transaction.atomic
def _let_go(found: User, *, heir: QuerySet[User], actor: User) -> None:
    """Hand everything over before access ends; without a colleague who takes it the person stays."""
    to = heir.first()
    if to is None and seats_of(found).exists():
        raise MoveRefused(_("%(name)s sits on teams: name who takes over.") % {"name": found.name})
    if to is not None:
        hand_over_all(found, to=to, actor=actor, note=_("The person leaves the service."))
    services.let_go(found, actor=actor)


@require_POST
def hand_over_desk(request: HttpRequest, username: str) -> HttpResponse:
    """Hand everything that a person has in hand to a colleague, while the person stays."""
    found = somebody_else(request, username)
    heir = possible_heirs(found).filter(username=request.POST.get("heir", "")).first()
    if heir is None:
        messages.error(request, _("Name the colleague who takes over."))
        return redirect("desk:person", username)
    note = request.POST.get("note", "").strip()[:NOTE] or _("The whole desk was handed over.")
    count = hand_over_all(found, to=heir, actor=me(request), note=note)
    said = ngettext("%(count)d case was handed over.", "%(count)d cases were handed over.", count)
    messages.success(request, said % {"count": count})
    return redirect("desk:person", username)


@require_POST
def shut_out(request: HttpRequest, username: str) -> HttpResponse:
    """Shut out whoever may hold a person's password, and list what the key could have opened."""
    found = somebody_else(request, username)
    services.shut_out(found, actor=me(request))
    shown = {"person": found, "exposure": selectors.exposure_of(found)}
    return render(request, "desk/shut_out.html", shown)


@page
def delegate(request: HttpRequest, username: str) -> HttpResponse:
    """Let a deputy stand in for a person in one duty, from a day to a day."""
    found, admin = somebody_else(request, username), me(request)
    form = DelegateForm(request.POST or None, delegator=found)
    if form.is_bound and form.is_valid():
        try:
            accounts.delegate(found, **form.cleaned_data, actor=admin)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, _("Entered. The two count as one person meanwhile."))
            return redirect("desk:person", username)
    status = 400 if form.is_bound else 200
    return render(request, "desk/delegate.html", {"form": form, "person": found}, status=status)


@require_POST
def end_delegation(request: HttpRequest, username: str, deputy: str, duty: str) -> HttpResponse:
    """End a delegation early."""
    running = delegations_to_come(somebody_else(request, username)).filter(deputy__username=deputy, duty=duty)
    for delegation in running:
        accounts.end_delegation(delegation)
    messages.success(request, _("The delegation has ended. What was done under it stays done."))
    return redirect("desk:person", username)


def _colleague(request: HttpRequest, username: str) -> User:
    _admin(request)
    return get_object_or_404(people_directory(), username=username)


# ---- The escrow key --------------------------------------------------------------------------------------------
@require_GET
def escrow(request: HttpRequest) -> HttpResponse:
    """Show the fingerprint of the escrow key, when it was made and who keeps the sheets."""
    if not me(request).has_duty(Duty.ADMIN, Duty.AUDITOR):
        raise Http404
    return render(request, "desk/escrow.html", {"escrow": selectors.escrow_view()})


@page
def ceremony(request: HttpRequest) -> HttpResponse:
    """Make the escrow key before its three holders, and print the sheets once."""
    user = _admin(request)
    form = CeremonyForm(request.POST or None, user=user)
    if form.is_bound and form.is_valid():
        made = services.hold_ceremony(holders=form.holders, actor=user)
        sheets = list(zip(made.shares, form.holders, strict=True))
        response = render(request, "desk/sheets.html", {"escrow": made.escrow, "sheets": sheets})
        response["Cache-Control"] = "no-store, private"
        return response
    status = 400 if form.is_bound else 200
    return render(
        request, "desk/ceremony.html", {"form": form, "escrow": selectors.escrow_view()}, status=status
    )


@sensitive_post_parameters()
@page
def recover(request: HttpRequest) -> HttpResponse:
    """Let two holders type their codes: they vouch for new keys, and what waits is sealed anew."""
    user = _admin(request)
    form = RecoverForm(request.POST or None)
    if form.is_bound and form.is_valid() and _is_recovered(request, form, user):
        return redirect("desk:escrow")
    return render(request, "desk/recover.html", {"form": form}, status=400 if form.is_bound else 200)


def _is_recovered(request: HttpRequest, form: RecoverForm, user: User) -> bool:
    given = form.cleaned_data
    codes = given["first"], given["second"]
    try:
        run = services.recover(*codes, actor=user, confirmed=given["keys"], seconds=RECOVERY_SECONDS)
    except CannotOpen:
        form.add_error(
            None,
            _("These two codes do not belong together. Look at the dates and fingerprints of the sheets."),
        )
        return False
    messages.success(request, _("The escrow key was used: %(count)d sealed anew.") % {"count": run.done})
    if not run.is_complete:
        messages.warning(request, _("Not all are done yet. Type the codes again to go on."))
    return True


def _admin(request: HttpRequest) -> User:
    user = me(request)
    if not user.has_duty(Duty.ADMIN):
        raise Http404
    return user
