"""Pages of notice boards: make one, print its sheets, see about how much comes by each."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import Duty
from accounts.selectors import me
from interface.figures import SMALLEST_CELL
from notices.files import read
from outreach.forms import BoardForm
from outreach.models import Board, Sheet
from outreach.selectors import participation, reach_of_boards
from outreach.services import make_board, retire_board

KEEPERS = (Duty.DESK, Duty.LEADER)
ROWS = 25


def _only_keepers(request: HttpRequest) -> None:
    if not request.user.has_duty(*KEEPERS):  # type: ignore[union-attr]
        raise Http404


@require_http_methods(["GET", "POST"])
def boards(request: HttpRequest) -> HttpResponse:
    """Show the boards with their sheets and counts, and make another."""
    _only_keepers(request)
    form = BoardForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        make_board(**form.cleaned_data, actor=me(request))
        messages.success(request, _("Made. Its sheets are being drawn; load this page again in a moment."))
        return redirect("outreach:boards")
    found = Board.objects.select_related("unit").prefetch_related("sheets")
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    reach = reach_of_boards()
    rows = [{"board": board, "reach": reach.get(board.pk)} for board in page]
    context = {"form": form, "rows": rows, "page": page, "all": participation(), "smallest": SMALLEST_CELL}
    return render(request, "outreach/boards.html", context, status=400 if form.is_bound else 200)


@require_GET
def sheet(request: HttpRequest, code: str, size: str) -> HttpResponse:
    """Hand out a sheet to print."""
    _only_keepers(request)
    found = get_object_or_404(Sheet.objects.exclude(file=""), board__code=code, size=size)
    headers = {"Content-Disposition": f'attachment; filename="{code}-{size}.pdf"'}
    return HttpResponse(read(found.file), content_type="application/pdf", headers=headers)


@require_POST
def retire(request: HttpRequest, code: str) -> HttpResponse:
    """Take a board out of use."""
    _only_keepers(request)
    retire_board(get_object_or_404(Board, code=code))
    messages.success(request, _("Out of use. The code still opens the form and is counted no more."))
    return redirect("outreach:boards")
