"""The anonymous surface: first page, the form, the receipt, the track page. It seals and never unseals."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from enterprises.selectors import suggest_units
from interface.forms import search_text
from notices.selectors import read_file
from reports import questions
from reports.drafts import Draft, Sent, drop_draft, keep_draft, open_draft
from reports.explanations import meaning_of, promised_to, stages_of
from reports.forms_public import LastFourForm, MessageForm, QuestionForm, ReceiptForm
from reports.panels import panels_for
from reports.prospects import is_name_needed, prospects
from reports.selectors import get_report_by_receipt, mail_for_reporter, notice_for_reporter
from reports.services import Filing, submit_report, withdraw_report, write_to_desk
from reports.statements import statement_of
from reports.tracking import (
    Tracked,
    begin_tracking,
    end_tracking,
    is_tracking,
    private_page,
    with_receipt,
)
from reports.uploading import add_files, remove_file
from vault.errors import NoReaders
from workflow.errors import StalePage
from workflow.selectors import transition_from

QUIET_PLACE = "https://www.weather.com.cn/"
"""Where "leave now" leads: a page that anybody could have open."""


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
    """Ask the first question."""
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
    if step == questions.FILES_STEP:
        is_good = add_files(draft, form, request) and "more" not in request.POST
        remove_file(draft, request.POST.get("remove", ""))
    keep_draft(request, draft)
    if "back" in request.POST:
        return redirect(questions.url_before(step))
    if not is_good:
        status = 400 if form.errors else 200
        return _question_page(request, step, form, draft, status=status)
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
        **_steps(step),
    }
    return _way_page(request, f"public/report/{_template_of(step)}.html", page, status=status)


def _template_of(step: str) -> str:
    return step if step in {"what", "unit", "files"} else "question"


def _steps(step: str) -> dict[str, Any]:
    return {"steps": list(questions.LABELS.values()), "current": list(questions.LABELS).index(step) + 1}


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
    units = suggest_units(search_text(request.POST.get("unit_name", ""), longest=120))
    return render(request, "public/report/units.html", {"units": units})


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
    draft, forms = filled
    page = {
        "answers": questions.answers_of(draft, forms),
        "tells_who": questions.tells_who(draft),
        "is_danger": questions.is_danger(draft),
        "back_url": questions.url_before("check"),
        **_steps("check"),
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
        filing = submit_report(questions.tip_from(forms), files=draft.files, filing_key=draft.filing_key)
    except NoReaders as error:
        return _way_page(request, "public/report/no_readers.html", {"reason": error.reason}, status=503)
    except StalePage as error:
        page = {"reason": error.reason, "url": reverse("tips:receipt"), "link": _("Show the receipt")}
        return render(request, "409.html", page, status=409)
    keep_draft(request, Draft(sent=_sent(filing)))
    return redirect("tips:receipt")


def _sent(filing: Filing) -> Sent:
    report = filing.report
    return Sent(
        code=filing.receipt.code,
        reference=report.reference,
        filed_at=report.created_at.isoformat(),
        statement=statement_of(report.stored_receipt, filed_at=report.created_at),
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


@private_page
@require_GET
def statement(request: HttpRequest) -> HttpResponse:
    """Hand out the signed statement that something was filed, and when."""
    draft = open_draft(request)
    if draft is None or draft.sent is None:
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="statement.txt"'}
    return HttpResponse(draft.sent.statement, content_type="text/plain; charset=utf-8", headers=headers)


@login_not_required
@require_GET
def done(request: HttpRequest) -> HttpResponse:
    """Say what happens now. It holds nothing of a report."""
    return render(request, "public/report/done.html", {"way": "report"})


@private_page
@require_http_methods(["GET", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Ask for a receipt code and open its report. Wrong and unknown codes get one sentence, one status, one cost."""
    if request.method == "GET" and is_tracking(request):
        return redirect("tips:panels")
    form = ReceiptForm(request.POST or None)
    status = 400 if form.is_bound else 200
    if form.is_valid():
        found = get_report_by_receipt(form.cleaned_data["code"])
        if found:
            begin_tracking(request, *found)
            return redirect("tips:panels")
        form.add_error(
            "code", _("No report can be opened with this code. Compare it with what you wrote down.")
        )
        status = 404
    page = {"form": form, "way": "track", "is_again": "again" in request.GET}
    return render(request, "public/track/code.html", page, status=status)


@require_GET
@with_receipt
def panels(request: HttpRequest, tracked: Tracked) -> HttpResponse:
    """Show the report that the receipt opened: status, periods, messages, notices, and the panels of other floors."""
    return _panels_page(request, tracked, MessageForm())


def _panels_page(
    request: HttpRequest, tracked: Tracked, form: MessageForm, *, status: int = 200
) -> HttpResponse:
    report = tracked.report
    page = {
        "report": report,
        "meaning": meaning_of(report),
        "stages": stages_of(report),
        "promised": promised_to(report),
        "mail": mail_for_reporter(report, seed=tracked.seed),
        "panels": panels_for(tracked),
        "can_withdraw": transition_from(report, "withdraw") is not None,
        "form": form,
    }
    return _track_page(request, "public/track/panels.html", page, status=status)


def _track_page(
    request: HttpRequest, template: str, page: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    return render(
        request, template, {"way": "track", "leave_url": reverse("tips:away"), **page}, status=status
    )


@require_POST
@with_receipt
def message(request: HttpRequest, tracked: Tracked) -> HttpResponse:
    """Seal a message to the intake desk."""
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _panels_page(request, tracked, form, status=400)
    try:
        write_to_desk(tracked.report, text=form.cleaned_data["text"])
    except NoReaders as error:
        form.add_error("text", error.reason)
        return _panels_page(request, tracked, form, status=503)
    messages.success(request, _("Your message is sealed and sent."))
    return redirect("tips:panels")


@require_GET
@with_receipt
def notice(request: HttpRequest, tracked: Tracked, reference: str) -> HttpResponse:
    """Hand out a paper that lies in the mailbox of the report."""
    paper = notice_for_reporter(tracked.report, reference)
    headers = {
        "Content-Disposition": f'attachment; filename="{paper.filename}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(read_file(paper), content_type="application/pdf", headers=headers)


@require_http_methods(["GET", "POST"])
@with_receipt
def withdraw(request: HttpRequest, tracked: Tracked) -> HttpResponse:
    """Explain what withdrawing means, and do it."""
    if transition_from(tracked.report, "withdraw") is None:
        raise StalePage(_("This report can no longer be withdrawn, or was withdrawn already."))
    if request.method == "GET":
        return _track_page(request, "public/track/withdraw.html", {})
    withdraw_report(tracked.report)
    messages.success(request, _("Your report is withdrawn."))
    return redirect("tips:panels")


@private_page
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Close the report and have the browser forget what it kept of it."""
    end_tracking(request)
    return _cleared(redirect("tips:left"))


@login_not_required
@require_GET
def left(request: HttpRequest) -> HttpResponse:
    """Say that nothing is open any more."""
    return render(request, "public/track/left.html", {"way": "track"})


@private_page
@require_GET
def away(request: HttpRequest) -> HttpResponse:
    """Leave at once: forget draft and receipt, and go to a page that says nothing."""
    end_tracking(request)
    drop_draft(request)
    return _cleared(redirect(QUIET_PLACE))


def _cleared(response: HttpResponseRedirect) -> HttpResponseRedirect:
    # Not "cookies": where staff and public share a host, this would sign an officer out as well.
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
