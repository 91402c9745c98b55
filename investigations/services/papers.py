"""The papers that the moves of this floor issue, for the agency that leads the case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts.models import User
from notices.models import Notice
from notices.services import issue_notice


def issue_paper(
    kind: str, subject: Any, context: Mapping[str, Any], actor: User | None, *, agency: Any = None
) -> Notice:
    """Issue a paper about a file of a case."""
    return issue_notice(
        kind, subject=subject, context=context, actor=actor, agency=agency or subject.case.lead_agency
    )
