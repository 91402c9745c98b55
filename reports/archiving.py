"""Which papers a reporter got: those about the tip, and those that a higher floor says belong to it.

@tells
def of_rewards(report) -> Q: ...  # papers, in SQL
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q, QuerySet

from notices.kinds import Audience
from notices.models import Notice
from notices.states import STANDING
from reports.models import Report, Retaliation
from workflow.models import Subject

Teller = Callable[[Report], Q]
_tellers: dict[str, Teller] = {}


def tells(teller: Teller) -> Teller:
    """Register which papers about a tip's reporter a floor has issued. Registering twice changes nothing."""
    _tellers[f"{teller.__module__}.{teller.__qualname__}"] = teller
    return teller


def reporters_papers(report: Report) -> QuerySet[Notice]:
    """Return the standing papers that the reporter of a tip got, oldest first."""
    told = Q(subject_label=Report.label(), subject_id=report.pk)
    told |= papers_about(Retaliation, Retaliation.objects.filter(report=report))
    for teller in _tellers.values():
        told |= teller(report)
    papers = Notice.objects.filter(told, audience=Audience.REPORTER, state__in=STANDING)
    return papers.order_by("issued_at", "pk")


def papers_about(model: type[Subject], files: QuerySet[Subject]) -> Q:
    """Say in SQL which papers are about these files."""
    return Q(subject_label=model.label(), subject_id__in=files.order_by().values("pk"))
