"""The file of a proceeding that has ended: its papers in order, their pages numbered, the index frozen."""

from __future__ import annotations

from typing import Any

from notices.models import Notice
from notices.services import issue_index
from notices.volumes import INDEX
from sanctions.models import Penalty
from sanctions.notices_file import case_index, papers_of_file
from sanctions.services.penalties import issue
from sanctions.states import FINAL


def bind_file(penalty: Penalty, **printing: Any) -> Notice | None:
    """Print what is not printed yet, count the pages and issue the index; binding twice gives the same one."""
    if penalty.filed_on is None:
        return None
    return issue_index(penalty, papers_of_file(penalty), issue=_index_of, **printing)


def _index_of(ended: Penalty) -> Notice | None:
    return issue(ended, INDEX, case_index(ended), actor=None) if ended.state in FINAL else None
