"""The dict of the index of a case's file, and which papers lie in it. Neither names a tip."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import override
from django_stubs_ext import StrOrPromise

from investigations.models import (
    Accident,
    Case,
    Disaster,
    Evidence,
    FieldRecord,
    MajorHazard,
    Preservation,
    RectificationOrder,
    Referral,
    Supervision,
)
from investigations.states import Conclusion, EvidenceKind, EvidenceState
from notices.kinds import Audience
from notices.models import Notice
from notices.services import REVEALING
from notices.states import STANDING
from notices.volumes import INDEX, index_of
from workflow.models import Subject

# What a reporter or another department got does not lie in the file: the party may read that.
IN_THE_FILE = (Audience.PARTY, Audience.INTERNAL, Audience.PUBLIC)
# The kinds of evidence in the words of the law (Penalties Law art. 46), and where a piece is.
EVIDENCE_ZH = {
    EvidenceKind.DOCUMENTARY: "书证",
    EvidenceKind.PHYSICAL: "物证",
    EvidenceKind.AUDIOVISUAL: "视听资料",
    EvidenceKind.ELECTRONIC: "电子数据",
    EvidenceKind.TESTIMONY: "证人证言",
    EvidenceKind.STATEMENT: "当事人的陈述",
    EvidenceKind.APPRAISAL: "鉴定意见",
    EvidenceKind.SITE_RECORD: "勘验笔录、现场笔录",
}
KEPT_ZH = {
    EvidenceState.KEPT: "在案保管",
    EvidenceState.RETURNED: "已退还",
    EvidenceState.EXCLUDED: "已排除",
}
OF_A_CASE: tuple[type[Subject], ...] = (
    FieldRecord,
    RectificationOrder,
    Preservation,
    Referral,
    Supervision,
    MajorHazard,
    Accident,
    Disaster,
)


def case_index(case: Case) -> dict[str, Any]:
    """Build the index of a case's file 案卷目录, in the order in which its papers were issued."""
    papers = in_the_file(about_case(case, OF_A_CASE)).order_by("issued_at", "pk")
    return {
        "case_name": REVEALING.sub("", case.title),
        "reference": case.reference,
        "result": _result_words(case),
        "opened_on": timezone.localdate(case.created_at),
        "closed_on": timezone.localdate(case.closed_at) if case.closed_at else None,
        "evidence": evidence_rows(case),
        **index_of(papers),
    }


def in_the_file(papers: Q) -> QuerySet[Notice]:
    """Return the standing papers that lie in a file which the party may read; an index is none of them."""
    return Notice.objects.filter(papers, state__in=STANDING, audience__in=IN_THE_FILE).exclude(kind=INDEX)


def about_case(case: Case, models: Iterable[type[Subject]]) -> Q:
    """Say in SQL which papers are about a case or about what stands under it."""
    found = Q(subject_label=Case.label(), subject_id=case.pk)
    for model in models:
        under = model._default_manager.filter(case=case).values("pk")
        found |= Q(subject_label=model.label(), subject_id__in=under)
    return found


def evidence_rows(case: Case) -> list[dict[str, Any]]:
    """List the evidence of a case with where it is; a title that would give a tip away gives way to the kind."""
    return [
        {
            "number": one.reference,
            "title": EVIDENCE_ZH[one.kind] if REVEALING.search(one.title) else one.title,
            "kind": EVIDENCE_ZH[one.kind],
            "taken_on": timezone.localdate(one.taken_at),
            "kept": KEPT_ZH.get(one.state, KEPT_ZH[EvidenceState.KEPT]),
        }
        for one in Evidence.objects.filter(case=case).order_by("pk")
    ]


def _result_words(case: Case) -> str:
    """Say how the case ended: what was found, or no more than that it ended."""
    found = case.findings.order_by("pk").last()
    return in_chinese(Conclusion(found.conclusion).label) if found else "已办结"


def in_chinese(words: StrOrPromise) -> str:
    """Return words of the house as paper writes them, whatever language the process speaks."""
    with override("zh-hans"):
        return str(words)
