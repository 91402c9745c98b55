"""Papers issued, printed and looked at beside those of many reports: `python -m bench.floor.issuing REPORTS`.

Each older report has its notice of acceptance. What drawing alone takes is measured beside it, with the same contents.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command

django.setup()

from django.db import connection  # noqa: E402
from django.urls import reverse  # noqa: E402

from accounts.models import Duty, User  # noqa: E402
from bench.floor.desk import Watch, asked, quantile  # noqa: E402
from bench.floor.loading import load, walk_one  # noqa: E402
from config.celery import app  # noqa: E402
from config.replay.house import House  # noqa: E402
from notices import rendering  # noqa: E402
from notices.kinds import GIVEN  # noqa: E402
from notices.models import Notice  # noqa: E402
from notices.seals import with_seal  # noqa: E402
from notices.services import issue_notice  # noqa: E402
from reports.models import Report  # noqa: E402
from workflow.services import delivering_inline  # noqa: E402
from workflow.services.deliveries import deliver, pending  # noqa: E402

PAPERS = 60


def measured(count: int) -> dict[str, Any]:
    """Load, issue papers, print them, draw the same once more, and look at them; milliseconds of one."""
    call_command("migrate", verbosity=0, interactive=False)
    with tempfile.TemporaryDirectory() as out:
        house = House(Path(out))
        walk = walk_one(house)
    if count:
        load(walk, count, [], has_papers=True)
    held = Notice.objects.count()
    former = Notice.objects.filter(subject_label=Report.label(), subject_id=walk.report.pk).earliest("pk")
    facts = {key: value for key, value in former.context.items() if key not in GIVEN}
    app.loader.import_default_modules()
    desk, leader = (house._staff.one(duty, turn=0) for duty in (Duty.DESK, Duty.LEADER))
    with delivering_inline():
        issued = [
            lambda: issue_notice(
                former.kind, subject=walk.report, context=facts, actor=desk, agency=former.agency
            )
        ] * PAPERS
        steps = {"issue": each(issued)}
        waiting = list(pending().values_list("pk", flat=True))
        steps["print"] = each(printing(key) for key in waiting)
    papers = list(Notice.objects.order_by("-pk")[:PAPERS])
    steps["draw alone"] = each(drawing(paper) for paper in papers)
    pages = {name: asked(user, addresses) for name, user, addresses in places(papers, leader)}
    return {"database": connection.vendor, "reports": count, "papers": held, "steps": steps, "pages": pages}


def printing(delivery: int) -> Callable[[], object]:
    """Do what the worker does with one delivery."""

    def print_one() -> None:
        if not deliver(delivery):
            raise AssertionError("A paper was not printed.")

    return print_one


def drawing(paper: Notice) -> Callable[[], object]:
    """Draw a paper and keep nothing."""
    return lambda: rendering.render_pdf(paper.kind, with_seal(paper.context))


def each(acts: Iterable[Callable[[], object]]) -> dict[str, Any]:
    """Do them one after another: milliseconds and queries of one."""
    took, watch = [], Watch()
    for act in acts:
        began = time.perf_counter()
        with connection.execute_wrapper(watch):
            act()
        took.append(time.perf_counter() - began)
    return {"p50": quantile(took, 0.5), "p95": quantile(took, 0.95), "queries": watch.count / len(took)}


def places(papers: list[Notice], leader: User) -> Iterable[tuple[str, User, list[str]]]:
    """Return the pages on which papers are looked at: name, who looks, addresses."""
    one = papers[0]
    register = reverse("notices:register", args=[one.agency.code, one.year, one.form])
    yield "register of numbers", leader, [reverse("notices:series"), register]
    yield "paper", leader, [paper.get_absolute_url() for paper in papers]
    yield "verify", leader, [f"/verify/{paper.code}/" for paper in papers]


if __name__ == "__main__":
    print(json.dumps(measured(int(sys.argv[1]))))
