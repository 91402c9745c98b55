"""How somebody who has no password yet gets a link to choose one: on a printed slip, or by mail."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.invitations import is_to_invite, people_to_invite
from accounts.models import Duty, User
from accounts.selectors import me
from desk.duties import only, somebody_else
from desk.forms_people import AddressForm
from desk.services.invitation_mails import ask_for_mail, ask_for_mails, invitation_mail
from desk.services.joining import invite_people

# What stands in the place of a link that is not made yet.
UNMADE = "..."
page = require_http_methods(["GET", "POST"])


@require_POST
def invite(request: HttpRequest, username: str) -> HttpResponse:
    """Print the invitation of somebody who has no password yet."""
    return _slips(request, User.objects.filter(pk=somebody_else(request, username).pk))


@require_POST
def invite_all(request: HttpRequest) -> HttpResponse:
    """Print the invitations of everybody who has no password yet."""
    only(request, Duty.ADMIN)
    return _slips(request, people_to_invite())


@page
def mail_invitation(request: HttpRequest, username: str) -> HttpResponse:
    """Show what the mail to somebody says, and have it sent."""
    found = somebody_else(request, username)
    if not is_to_invite(found):
        raise Http404
    form = AddressForm(request.POST if request.method == "POST" else None, initial={"email": found.email})
    if form.is_bound and form.is_valid():
        ask_for_mail(found, email=form.cleaned_data["email"], actor=me(request))
        messages.success(request, _("The mail goes out within a minute. Earlier links have ended."))
        return redirect("desk:person", username)
    shown = {"form": form, "person": found, "mail": invitation_mail(found, UNMADE)}
    return render(request, "desk/mail_invitation.html", shown, status=400 if form.is_bound else 200)


@page
def mail_invitations(request: HttpRequest) -> HttpResponse:
    """Show whom a mail would invite and what it says, and have all of them sent."""
    only(request, Duty.ADMIN)
    if request.method == "POST":
        asked = ask_for_mails(people_to_invite(), actor=me(request))
        said = ngettext(
            "%(count)d mail goes out within a minute.", "%(count)d mails go out within a minute.", len(asked)
        )
        messages.success(request, said % {"count": len(asked)})
        return redirect("desk:people")
    people = list(people_to_invite().select_related("invitation_mail"))
    reached = [person for person in people if person.email]
    others = [person for person in people if not person.email]
    sample = invitation_mail(reached[0], UNMADE) if reached else None
    shown = {"reached": reached, "others": others, "mail": sample}
    return render(request, "desk/mail_invitations.html", shown)


def _slips(request: HttpRequest, people: QuerySet[User]) -> HttpResponse:
    slips = invite_people(people.select_related("agency"), actor=me(request))
    response = render(request, "desk/slips.html", {"slips": slips})
    response["Cache-Control"] = "no-store, private"
    return response
