"""The file of a proceeding that has ended: its papers in order, their pages numbered, the index frozen."""

from __future__ import annotations

from django.db import transaction

from notices.files import page_count
from notices.models import Notice
from notices.selectors import notices_of, read_file
from notices.services import Draw, print_notice
from notices.states import STANDING, NoticeState
from sanctions.models import Penalty
from sanctions.notices_file import case_index, papers_of_file
from sanctions.services.penalties import issue
from sanctions.states import FINAL
from workflow.services.moves import lock_subject


def bind_file(penalty: Penalty, *, draw: Draw) -> Notice | None:
    """Draw what is not drawn yet, count the pages and issue the index; binding twice gives the same one."""
    if penalty.filed_on is None:
        return None
    for paper in papers_of_file(penalty):
        print_notice(paper, draw=draw)
    with transaction.atomic():
        locked = lock_subject(penalty)
        standing = notices_of(locked).filter(kind="case_index", state__in=STANDING).first()
        if standing is not None or locked.state not in FINAL:
            return standing
        papers = papers_of_file(locked)
        pages = {
            paper.pk: page_count(read_file(paper)) for paper in papers if paper.state == NoticeState.RENDERED
        }
        return issue(locked, "case_index", case_index(locked, pages), actor=None)
