"""My work: what needs me now, what others have in hand, and the lists I have saved."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.selectors import me
from alarms.policies import may_keep_roster
from alarms.selectors import is_nobody_on_duty
from desk import selectors, services
from desk.forms_work import SaveViewForm
from desk.selectors import WORK_ROWS
from desk.several import KINDS
from desk.wording import capped
from investigations.kinds import kinds_open_to
from investigations.policies_accidents import may_record_accident

OTHERS = "others"


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show my work: what needs me now, the nearest deadline first, by what to do."""
    key, due, number = request.GET.get("do", ""), request.GET.get("due", ""), _page_number(request)
    due = due if due in (selectors.OVERDUE, selectors.TODAY) else ""
    work = selectors.work_of(request.user, key=key, due=due, page=number)
    shown = _in_other_hands(request, work) if key == OTHERS else None
    others = shown.paginator.count if shown else selectors.count_in_other_hands(request.user, mine=work.keys)
    page = {"work": work, "number": number, "previous_number": number - 1, "next_number": number + 1}
    page |= {
        "others": shown,
        "has_next": shown.has_next() if shown else work.has_next,
        "figures": _figures(work, others, key, due),
        "tabs": _work_tabs(work, key if not due else None),
        "views": selectors.views_of(request.user),
        "is_whole": not key and not due,
    }
    return render(request, "desk/home.html", {**page, **_signposts(request), "key": key})


def _in_other_hands(request: HttpRequest, work: selectors.Work) -> Page[selectors.Elsewhere]:
    """Return the page that is asked for of the files that others have now."""
    files = selectors.in_other_hands(request.user, mine=work.keys)
    return Paginator(files, WORK_ROWS).get_page(_page_number(request))


def _signposts(request: HttpRequest) -> dict[str, Any]:
    """Say what stands above the work: alerts, and what this person may begin."""
    return {
        "alerts": selectors.alerts_of(request.user),
        "mentions": selectors.mentions_of(request.user),
        "may_record": may_record_accident(request.user),
        "may_open_case": kinds_open_to(request.user),
        "bulk_keys": KINDS.keys(),
        "is_nobody_on_duty": may_keep_roster(request.user) and is_nobody_on_duty(),
    }


def _figures(work: selectors.Work, others: int, key: str, due: str) -> list[dict[str, Any]]:
    nothing: dict[str, str] = {}
    whole = (_("wait for me"), work.total, nothing, not key and not due)
    late = (_("overdue"), work.overdue, {"due": selectors.OVERDUE}, due == selectors.OVERDUE)
    today = (_("due today"), work.today, {"due": selectors.TODAY}, due == selectors.TODAY)
    elsewhere = (_("in other hands"), others, {"do": OTHERS}, key == OTHERS)
    return [
        {"label": label, "count": capped(count), "url": _home_url(**query), "is_current": is_current}
        for label, count, query, is_current in (late, today, whole, elsewhere)
    ]


def _work_tabs(work: selectors.Work, key: str | None) -> list[dict[str, Any]]:
    first = {"label": _("All"), "url": _home_url(), "count": capped(work.total), "is_current": key == ""}
    return [first] + [
        {
            "label": queue.title,
            "url": _home_url(do=queue.key),
            "count": capped(queue.total),
            "is_current": key == queue.key,
        }
        for queue in work.queues
        if queue.total or key == queue.key
    ]


def _home_url(**query: str) -> str:
    return f"{reverse('desk:home')}?{urlencode(query)}" if query else reverse("desk:home")


def _page_number(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return max(1, min(int(text), 200)) if text.isascii() and text.isdigit() else 1


# ---- Saved lists -----------------------------------------------------------------------------------------------
@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep a list as it is narrowed, under a name; the same name again takes its place."""
    form = SaveViewForm(request.POST, user=request.user)
    if not form.is_valid():
        return render(request, "desk/save_view.html", {"form": form}, status=400)
    given = form.cleaned_data
    view = services.save_view(name=given["name"], address=given["list_address"], actor=me(request))
    messages.success(request, _("Saved. You find it on the page of your work."))
    return redirect(view.address)


@require_POST
def forget_view(request: HttpRequest, handle: uuid.UUID) -> HttpResponse:
    """Forget one of the person's own saved lists; a second click changes nothing."""
    selectors.views_of(request.user).filter(handle=handle).delete()
    messages.success(request, _("The saved list is gone."))
    return redirect("desk:home")
