"""Reminders of one's own work, and how one wants them."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.selectors import me
from desk.forms_mail import MailForm
from desk.models import MailChoice
from desk.selectors.reminders import TITLES, reminders_of, terms_of
from desk.services import reminders as services

ROWS = 50


@require_GET
def reminders(request: HttpRequest) -> HttpResponse:
    """Show what came to this person: the queue and the time, and the way to it."""
    found = reminders_of(me(request))
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    rows = [{"reminder": one, "title": TITLES.get(one.queue, one.queue)} for one in page]
    choice = MailChoice.objects.filter(person=me(request)).first()
    context = {
        "rows": rows,
        "page": page,
        "terms": terms_of(choice),
        "unread": found.filter(read_at=None).count(),
    }
    return render(request, "desk/reminders.html", context)


@require_POST
def read_reminders(request: HttpRequest) -> HttpResponse:
    """Note that all was read."""
    services.read_reminders(me(request))
    return redirect("desk:reminders")


@require_http_methods(["GET", "POST"])
def mail_choice(request: HttpRequest) -> HttpResponse:
    """Choose how one is reminded."""
    choice = MailChoice.objects.filter(person=me(request)).first()
    fields = ("way", "quiet_from", "quiet_until", "digest_hour")
    chosen = {name: getattr(choice, name) for name in fields} if choice else {"way": MailChoice.Way.EACH}
    form = MailForm(request.POST if request.method == "POST" else None, initial=chosen)
    if form.is_bound and form.is_valid():
        services.keep_mail_choice(me(request), **form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect("desk:reminders")
    return render(request, "desk/mail_choice.html", {"form": form}, status=400 if form.is_bound else 200)
