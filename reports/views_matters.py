"""Pages of several tips on one matter, for the staff."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.selectors import me
from reports import policies, services
from reports.forms_desk import FirstForm
from reports.matters import places_of
from reports.selectors import alike_to, can_read_words, get_report
from reports.views import draw_report, report_opened_by
from vault.opening import unlocked
from workflow.errors import StalePage
from workflow.selectors import Offer
from workflow.views import perform


@require_POST
def compare(request: HttpRequest, reference: str) -> HttpResponse:
    """Compare the original words with those of the tips that look alike, in this session; the log keeps who did."""
    report = report_opened_by(request, reference)
    alike = alike_to(report, request.user)
    others = [one.report for one in alike if can_read_words(one.report, request.user)]
    with unlocked(request, back=report.get_absolute_url()) as identity:
        found = services.compare_words(report, others, actor=me(request), identity=identity)
    compared = [replace(one, word_score=found.get(one.report.pk)) for one in alike]
    return draw_report(request, report, alike=compared)


@require_http_methods(["GET", "POST"])
def find_first(request: HttpRequest, reference: str) -> HttpResponse:
    """Find who of several reporters was the first."""
    report = get_report(request.user, reference)
    if not places_of(report):
        raise StalePage(_("This is the only report on its matter."))
    offer = Offer("find_first", _("Find who was first"), policies.may_find_first(report, request.user))
    return perform(request, report, offer, service=services.find_first, form_class=FirstForm)
