"""The file of a proceeding that has ended: its papers in order, their pages numbered, the index frozen."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from notices.models import Notice
from notices.selectors import notices_of
from notices.services import print_notice
from notices.states import STANDING
from notices.volumes import INDEX
from sanctions.models import Penalty
from sanctions.notices_file import case_index, papers_of_file
from sanctions.services.penalties import issue
from sanctions.states import FINAL
from workflow.services.moves import lock_subject


def bind_file(penalty: Penalty, **printing: Any) -> Notice | None:
    """Print what is not printed yet, count the pages and issue the index; binding twice gives the same one."""
    if penalty.filed_on is None:
        return None
    for paper in papers_of_file(penalty):
        print_notice(paper, **printing)
    with transaction.atomic():
        locked = lock_subject(penalty)
        standing = notices_of(locked).filter(kind=INDEX, state__in=STANDING).first()
        if standing is not None or locked.state not in FINAL:
            return standing
        return issue(locked, INDEX, case_index(locked), actor=None)
