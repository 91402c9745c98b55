"""The volume of a case that has ended: its papers in order behind an index, bound into one file."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from investigations.models import Case
from investigations.notices_file import OF_A_CASE, about_case, case_index, in_the_file
from investigations.policies import may_bind
from investigations.services.papers import issue_paper
from investigations.states import State
from notices.models import Notice
from notices.services import issue_index
from notices.volumes import INDEX
from workflow.models import LogEntry
from workflow.services import record
from workflow.verdicts import refuse_unless


def ask_volume(case: Case, *, actor: User, note: str = "") -> LogEntry:
    """Have the volume of a closed case made, where there is none: its index was voided, or it was closed long ago."""
    refuse_unless(may_bind(case, actor))
    return record(case, "bind_volume", actor=actor, note=note)


def bind_case(case: Case, **printing: Any) -> Notice | None:
    """Print what is not printed yet, count the pages and issue the index; binding twice gives the same one."""
    papers = in_the_file(about_case(case, OF_A_CASE))
    return issue_index(case, papers, issue=_index_of, **printing)


def _index_of(closed: Case) -> Notice | None:
    if closed.state != State.CLOSED:
        return None
    index = case_index(closed)
    # A case without a paper of its own has nothing to bind.
    return issue_paper(INDEX, closed, index, None, agency=closed.lead_agency) if index["items"] else None
