"""The room in which members of staff declare their ties to units."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.selectors import me
from desk.forms import TieForm
from enterprises.selectors import ties_of
from enterprises.services import declare_tie, end_tie
from reports.services import keep_tied_out


@require_http_methods(["GET", "POST"])
def ties(request: HttpRequest) -> HttpResponse:
    """Show a person's own ties, and take a new one."""
    form = TieForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        declare_tie(form.cleaned_data["unit"], actor=me(request), why=form.cleaned_data["why"])
        keep_tied_out(form.cleaned_data["unit"], person=me(request))
        messages.success(request, _("Declared. No file about this unit reaches you from now on."))
        return redirect("desk:ties")
    page = {"form": form, "ties": ties_of(request.user)}
    return render(request, "desk/ties.html", page, status=400 if form.is_bound else 200)


@require_POST
def end(request: HttpRequest, uscc: str) -> HttpResponse:
    """End one of the person's own ties; a second click changes nothing."""
    for tie in ties_of(request.user).filter(unit__uscc=uscc):
        end_tie(tie)
    messages.success(request, _("The tie has ended. Files that were sealed without you stay so."))
    return redirect("desk:ties")
