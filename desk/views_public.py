"""The pages of the staff's site that ask for no sign-in: whoever holds a link stops mails, joins, founds the office."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.invitations import accept_invitation, invited
from desk.forms_setup import FoundForm, JoinForm
from desk.services import reminders
from desk.services.founding import found_office, is_first_code


@login_not_required
@csrf_exempt  # a mail program presses it, as RFC 8058 says; the token is the proof, and it stops mails and no more
@require_http_methods(["GET", "POST"])
def stop_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether the mails are to stop, and stop them on a press."""
    person = reminders.person_of_token(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        reminders.stop_mail(person)
    return render(request, "desk/stop_mail.html", {"is_stopped": request.method == "POST"})


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Let whoever started the installation found the office and become its first administrator."""
    if not is_first_code(code):
        raise Http404
    form = FoundForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            found_office(code, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("The office is founded. Sign in: the next steps are listed there."))
            return redirect("desk:login")
    return render(request, "desk/begin.html", {"form": form}, status=400 if form.is_bound else 200)


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, username: str, secret: str) -> HttpResponse:
    """Let somebody who was invited choose a password; the link works once."""
    person = invited(username, secret)
    if person is None:
        raise Http404
    form = JoinForm(request.POST if request.method == "POST" else None, person=person)
    if form.is_bound and form.is_valid():
        if accept_invitation(username, secret, password=form.cleaned_data["password"]) is None:
            raise Http404
        messages.success(request, _("The password is kept. Sign in with it."))
        return redirect("desk:login")
    shown = {"form": form, "person": person}
    return render(request, "desk/join.html", shown, status=400 if form.is_bound else 200)
