"""Tips in flight come in from paper: the empty list, its check line by line, and the taking in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Duty
from accounts.selectors import me
from desk.arrivals import take_over
from desk.duties import only
from desk.forms_arrival import ArrivalForm
from desk.list_pages import ARRIVAL
from desk.lists import check_list, empty_list
from interface.uploads import with_small_files


@require_http_methods(["GET", "POST"])
@with_small_files
def arrival(request: HttpRequest) -> HttpResponse:
    """Check a list of tips in flight, then take all of it in; what is in already stays as it is."""
    only(request, Duty.DESK)
    return check_list(request, ARRIVAL, lambda form: _take_in(request, form))


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
    return empty_list(ARRIVAL, form)
