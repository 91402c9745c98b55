"""Tips in flight come in from paper: the empty list, its check line by line, and the taking in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Duty
from accounts.selectors import me
from desk.arrivals import HEADS, kinds_to_write, take_over
from desk.duties import only
from desk.forms_arrival import ArrivalForm
from interface.sheets import template_answer
from interface.uploads import with_small_files


@require_http_methods(["GET", "POST"])
@with_small_files
def arrival(request: HttpRequest) -> HttpResponse:
    """Check a list of tips in flight, then take all of it in; what is in already stays as it is."""
    only(request, Duty.DESK)
    form = ArrivalForm(request.POST or None, request.FILES or None)
    if not (form.is_bound and form.is_valid()):
        status = 400 if form.is_bound else 200
        return render(request, "desk/arrival.html", {"form": form}, status=status)
    if form.cleaned_data["checked"] and form.is_good:
        _take_in(request, form)
    again = ArrivalForm(initial={"checked": form.digest})
    shown = {"form": again, "lines": form.lines, "is_good": form.is_good, "is_checked": True}
    return render(request, "desk/arrival.html", shown, status=200 if form.is_good else 400)


def _take_in(request: HttpRequest, form: ArrivalForm) -> None:
    taken = 0
    for line in form.lines:
        made = take_over(line, actor=me(request))
        if made is not None:
            line.before, taken = made, taken + 1
    said = ngettext("%(count)d tip has arrived.", "%(count)d tips have arrived.", taken)
    messages.success(request, said % {"count": taken})
    if not form.is_good:
        messages.warning(request, _("Some could not be taken in; the reasons stand below."))


@require_GET
def arrival_template(request: HttpRequest, form: str) -> HttpResponse:
    """Give the empty list to fill in, with an example and, in Excel, a sheet that explains it."""
    only(request, Duty.DESK)
    choices = ("可填的类别", kinds_to_write())
    return template_answer(HEADS, form=form, file="arrival", name="在办举报", choices=choices)
