"""The one page of the staff's site that asks for no sign-in: it stops one's own mails, and shows nothing."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from desk.services import reminders


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
