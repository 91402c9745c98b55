"""First page, the form, the receipt. It seals and never unseals."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from enterprises.models import Unit
from enterprises.selectors import suggest_units
from interface.features import HEADER, features_policy
from interface.forms import search_text
from outreach.models import CODE_LENGTH
from outreach.services import count_filing, count_opening
from reports import questions
from reports.admission import Delayed, Door, admit, ticket_for
from reports.drafts import Draft, Sent, drop_draft, keep_draft, open_draft
from reports.forms_public import LONGEST_NAME, LastFourForm, QuestionForm, tile_rows
from reports.prospects import is_name_needed, prospects
from reports.services import Filing, submit_report
from reports.statements import statement_of
from reports.tracking import private_page
from reports.uploading import add_files, remove_file
from reports.views_public.waiting import put_off
from vault.errors import NoReaders
from workflow.errors import StalePage


@login_not_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Say what can be reported, how it is protected, what it may earn."""
    today = timezone.localdate()
    page = {"prospects": prospects(today), "is_name_needed": is_name_needed(today)}
    return render(request, "public/home.html", page)


@private_page
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Ask the first question; who comes by the code of a notice board is counted there."""
    if request.method == "GET" and "from" in request.GET:
        count_opening(request.GET["from"])
    return _ask(request, questions.FIRST)


@private_page
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, step: str) -> HttpResponse:
    """Ask a question of the form, or take its answer."""
    if step not in questions.STEPS or step == questions.FIRST:
        raise Http404
    return _ask(request, step)


def _ask(request: HttpRequest, step: str) -> HttpResponse:
    draft = open_draft(request)
    if draft is not None and draft.sent:
        return redirect("tips:receipt")
    if request.method == "POST":
        return _take(request, step, draft or Draft())
    if draft is None and step != questions.FIRST:
        return _gone()
    return _question_page(request, step, questions.shown_form(step, draft), draft)


def _take(request: HttpRequest, step: str, draft: Draft) -> HttpResponse:
    form = questions.posted_form(step, draft, request.POST, request.FILES)
    is_good = form.is_valid()
    draft.board = request.GET.get("from", draft.board)[:CODE_LENGTH]
    if step == questions.FILES_STEP:
        is_good = add_files(draft, form, request)
        remove_file(draft, request.POST.get("remove", ""))
    keep_draft(request, draft)
    if "back" in request.POST:
        return redirect(questions.url_before(step))
    if "look" in request.POST or "tile" in request.POST:
        return _question_page(request, step, questions.shown_form(step, draft), draft)
    if not is_good or "more" in request.POST:
        return _question_page(request, step, form, draft, status=200 if is_good else 400)
    return redirect(_way_on(request, step, draft))


def _way_on(request: HttpRequest, step: str, draft: Draft) -> str:
    if "change" in request.GET:
        return reverse("tips:check")
    if missing := questions.first_unasked(draft, before=step):
        return f"{questions.step_url(missing)}?gone"
    if step == questions.FIRST and questions.is_danger(draft):
        return reverse("tips:danger")
    return questions.url_after(step)


def _question_page(
    request: HttpRequest, step: str, form: QuestionForm, draft: Draft | None, *, status: int = 200
) -> HttpResponse:
    page = {
        "form": form,
        "step": step,
        "draft": draft,
        "is_gone": "gone" in request.GET,
        **_aids(request, step, draft),
        **_steps(step),
    }
    response = _way_page(request, f"public/report/{_template_of(step)}.html", page, status=status)
    if step == questions.PLACE_STEP:  # asked for on a press alone, and by the browser once more
        response[HEADER] = features_policy("geolocation")
    return response


def _template_of(step: str) -> str:
    return step if step in {"what", "place", "unit", "files"} else "question"


def _aids(request: HttpRequest, step: str, draft: Draft | None) -> dict[str, Any]:
    """Return what helps to answer a step: squares for the place, what the register has for the unit."""
    if step == questions.PLACE_STEP:
        return {"tiles": tile_rows, "chosen": questions.chosen_division(draft)}
    if step == questions.UNIT_STEP and "look" in request.POST:
        return {"has_looked": True, "units": _offered(request)}
    return {}


def _offered(request: HttpRequest) -> list[Unit]:
    return suggest_units(search_text(request.POST.get("unit_name", ""), longest=LONGEST_NAME))


def _steps(step: str) -> dict[str, Any]:
    return {"steps": tuple(questions.LABELS.values()), "current": list(questions.LABELS).index(step) + 1}


def _way_page(
    request: HttpRequest, template: str, page: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    leave_url = reverse("tips:away")
    return render(request, template, {"way": "report", "leave_url": leave_url, **page}, status=status)


def _gone() -> HttpResponseRedirect:
    return redirect(f"{reverse('tips:report')}?gone")


@private_page
@require_GET
def danger(request: HttpRequest) -> HttpResponse:
    """Somebody is in danger now: whom to call before anything else."""
    return _way_page(request, "public/report/danger.html", {"next_url": questions.url_after(questions.FIRST)})


@private_page
@require_POST
def suggest(request: HttpRequest) -> HttpResponse:
    """Offer units while somebody types. By POST, so that no name of a unit stands in an address or a log."""
    return render(request, "public/report/units.html", {"units": _offered(request)})


def _filled(request: HttpRequest) -> tuple[Draft, dict[str, QuestionForm]] | HttpResponse:
    """Return the draft with its forms when all are answered well, else where to go instead."""
    draft = open_draft(request)
    if draft is None:
        return _gone()
    if draft.sent:
        return redirect("tips:receipt")
    forms = questions.saved_forms(draft)
    if missing := questions.first_open(forms):
        return redirect(f"{questions.step_url(missing)}?change")
    return draft, forms


@private_page
@require_GET
def check(request: HttpRequest) -> HttpResponse:
    """Show all answers before they are sent."""
    filled = _filled(request)
    if isinstance(filled, HttpResponse):
        return filled
    return _check_page(request, *filled, ticket=ticket_for(Door.FILE, draft=filled[0].filing_key))


def _check_page(
    request: HttpRequest, draft: Draft, forms: dict[str, QuestionForm], **more: Any
) -> HttpResponse:
    page = {
        "answers": questions.answers_of(draft, forms),
        "tells_who": questions.tells_who(draft),
        "is_danger": questions.is_danger(draft),
        "back_url": questions.url_before("check"),
        **_steps("check"),
        **more,
    }
    return _way_page(request, "public/report/check.html", page)


@private_page
@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """File the report. However often it is clicked, it is filed once."""
    filled = _filled(request)
    if isinstance(filled, HttpResponse):
        return filled
    draft, forms = filled
    try:
        admit(Door.FILE, request.POST, draft=draft.filing_key)
        filing = submit_report(questions.tip_from(forms), files=draft.files, filing_key=draft.filing_key)
    except Delayed as error:
        return put_off(_check_page(request, draft, forms, ticket=error.ticket, delay=error.reason), error)
    except NoReaders as error:
        return _way_page(request, "public/report/no_readers.html", {"reason": error.reason}, status=503)
    except StalePage as error:
        page = {"reason": error.reason, "url": reverse("tips:receipt"), "link": _("Show the receipt")}
        return render(request, "409.html", page, status=409)
    count_filing(draft.board)
    keep_draft(request, Draft(sent=_sent(filing)))
    return redirect("tips:receipt")


def _sent(filing: Filing) -> Sent:
    report = filing.report
    return Sent(
        code=filing.receipt.code,
        reference=report.reference,
        filed_at=report.created_at.isoformat(),
        statement=statement_of(report),
        opening=filing.opening,
    )


@private_page
@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """Show the receipt until its last four digits have been typed; then it is shown no more."""
    draft = open_draft(request)
    if draft is None or draft.sent is None:
        return _way_page(
            request, "public/report/no_receipt.html", {"has_draft": draft is not None}, status=410
        )
    form = LastFourForm(request.POST or None, code=draft.sent.code)
    if form.is_valid():
        drop_draft(request)
        return redirect("tips:done")
    code = draft.sent.code
    groups = [code[start : start + 4] for start in range(0, len(code), 4)]
    page = {"sent": draft.sent, "groups": groups, "form": form}
    return _way_page(request, "public/report/receipt.html", page, status=400 if form.is_bound else 200)


@login_not_required
@require_GET
def done(request: HttpRequest) -> HttpResponse:
    """Say what happens now. It holds nothing of a report."""
    return render(request, "public/report/done.html", {"way": "report"})
