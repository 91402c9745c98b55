"""Reads of cases."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, TypeVar

from django.db.models import Case as Condition
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, When, prefetch_related_objects
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.grants import granted
from accounts.models import Duty, User
from accounts.selectors import people_with_duty
from enterprises.selectors import people_in_conflict, without_conflicts
from investigations.models import (
    Accident,
    AccidentReport,
    Allegation,
    Case,
    Delegate,
    FileAccess,
    Finding,
    ItemStep,
    OrderItem,
    Outcome,
    Preservation,
    Reading,
    RectificationOrder,
    Referral,
    Signature,
    Target,
    Task,
    TeamMember,
)
from investigations.states import FINAL, Kind, Role
from notices.models import Notice
from notices.selectors import register_visibility
from reports.models import Report
from statutes.rules import HOME, Rule, get_rule
from workflow.models import Subject
from workflow.selectors import get_by_reference

INVESTIGATE = "investigate_case"
S = TypeVar("S", bound=Subject)


def cases_visible_to(user: Any) -> QuerySet[Case]:
    """Return the cases that `user` may see: leaders all, reviewers too but for retaliation, others their own.

    Supervision sees those that it leads and retaliation; whoever has a conflict of interest sees none of either.
    """
    cases = without_conflicts(
        Case.objects.select_related("unit", "report", "lead_agency"),
        user,
        unit="unit",
        columns={Case.label(): "pk", Report.label(): "report"},
    )
    if user.has_duty(Duty.SUPERVISION):
        is_theirs = Q(is_internal=True) | Q(kind=Kind.RETALIATION)
        return cases if user.has_duty(Duty.LEADER, Duty.REVIEWER) else cases.filter(is_theirs)
    if user.has_duty(Duty.LEADER):
        return cases.filter(is_internal=False)
    if user.has_duty(Duty.REVIEWER):
        return cases.filter(is_internal=False).exclude(kind=Kind.RETALIATION)
    if user.has_duty(Duty.INVESTIGATOR):
        return granted(user, INVESTIGATE, cases)
    return cases.none()


def case_visible_to(user: Any, column: str = "case") -> Q | Exists:
    """Return the condition that the case in a row's `column` is one that `user` may see.

    Of who sees almost all it is asked row by row: SQLite would list every case of the office first. Where somebody
    sees a few, their rows are looked up.
    """
    cases = cases_visible_to(user).order_by()
    if user.has_duty(Duty.LEADER, Duty.REVIEWER):
        return Exists(cases.filter(pk=OuterRef(column)))
    return Q(**{f"{column}__in": cases.values("pk")})


def get_case(user: Any, reference: str) -> Case:
    """Return one case, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(cases_visible_to(user), reference)


def people_kept_away(case: Case) -> QuerySet[User]:
    """Return who has a conflict of interest in a case: kept away from it or its tip, or tied to its unit."""
    return people_in_conflict(case, case.report, unit=case.unit)


def team_of(case: Case) -> QuerySet[TeamMember]:
    """Return who sits on the team now, the head first, with their agencies."""
    members = case.members.filter(left_at=None).select_related("user__agency")
    return members.order_by(Condition(When(role=Role.HEAD, then=0), default=1), "pk")


def orders_visible_to(user: Any) -> QuerySet[RectificationOrder]:
    """Return the rectification orders that `user` may see, with what they order: with their cases."""
    orders = RectificationOrder.objects.select_related("unit", "case").prefetch_related("items")
    return orders.filter(case_visible_to(user))


def orders_in_full(user: Any) -> QuerySet[RectificationOrder]:
    """Return the same with photos, and with what was found of each item."""
    items = OrderItem.objects.select_related("before__evidence", "before__sealed", "hazard")
    steps = ItemStep.objects.select_related("after__evidence", "after__sealed")
    orders = orders_visible_to(user).select_related("rechecked_by", "rechecked_with")
    return orders.prefetch_related(None).prefetch_related(
        Prefetch("items", items), Prefetch("items__steps", steps)
    )


def get_order(user: Any, reference: str) -> RectificationOrder:
    """Return one rectification order of a case that `user` may see, or raise Http404."""
    return get_by_reference(orders_in_full(user), reference)


def accidents_visible_to(user: Any) -> QuerySet[Accident]:
    """Return the accidents that `user` may see: with their cases, and all for the duty desk that takes them in."""
    accidents = Accident.objects.select_related("case__unit", "case__lead_agency")
    if user.has_duty(Duty.DESK):
        return accidents
    return accidents.filter(case_visible_to(user))


def preservations_visible_to(user: Any) -> QuerySet[Preservation]:
    """Return the preserved evidence that `user` may see: with its case."""
    preservations = Preservation.objects.select_related("case__unit")
    return preservations.filter(case_visible_to(user))


def referrals_visible_to(user: Any) -> QuerySet[Referral]:
    """Return the referrals that `user` may see: with their case."""
    referrals = Referral.objects.select_related("case__unit")
    return referrals.filter(case_visible_to(user))


def accesses_visible_to(user: Any) -> QuerySet[FileAccess]:
    """Return who looked into the files of the cases that `user` may see."""
    accesses = FileAccess.objects.select_related("case__unit")
    return accesses.filter(case_visible_to(user))


def get_access(user: Any, reference: str) -> FileAccess:
    """Return one entry of the register, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(accesses_visible_to(user), reference)


def get_accident(user: Any, reference: str) -> Accident:
    """Return one accident, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(accidents_visible_to(user), reference)


def get_preservation(user: Any, reference: str) -> Preservation:
    """Return some preserved evidence, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(preservations_visible_to(user), reference)


def get_referral(user: Any, reference: str) -> Referral:
    """Return one referral, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(referrals_visible_to(user), reference)


def signatures_of(report: AccidentReport | None) -> QuerySet[Signature]:
    """Return who signed the report as it stands, with what they dissent from."""
    if report is None:
        return Signature.objects.none()
    signed = report.signatures.filter(digest=report.digest).select_related("member__user__agency", "delegate")
    return signed.order_by("pk")


# ---- The team at work ------------------------------------------------------------------------------------------
def tasks_visible_to(user: Any) -> QuerySet[Task]:
    """Return the tasks that `user` may see: with their case."""
    tasks = Task.objects.select_related("case__unit", "person", "checked_by")
    return tasks.filter(case_visible_to(user))


def get_task(user: Any, reference: str) -> Task:
    """Return one task, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(tasks_visible_to(user), reference)


# ---- Findings --------------------------------------------------------------------------------------------------
def allegations_of(case: Case) -> QuerySet[Allegation]:
    """Return what the tips of a case allege, in an order that does not tell which came together."""
    if case.report_id is None:
        return Allegation.objects.none()
    merged = Report.objects.filter(merged_into=case.report_id)
    theirs = Q(report=case.report_id) | Q(report__in=merged.values("pk"))
    return Allegation.objects.filter(theirs).order_by("mark", "pk")


def outcomes_of(finding: Finding | None) -> QuerySet[Outcome]:
    """Return what findings say about each allegation, in the same order."""
    if finding is None:
        return Outcome.objects.none()
    return finding.outcomes.select_related("allegation").order_by("allegation__mark", "allegation")


def provisions(rule_ids: Iterable[str]) -> list[Rule]:
    """Return the fines of the law that are called so today; raise RuleNotLoaded for any other."""
    return [get_rule(rule_id, place=HOME, on=timezone.localdate()) for rule_id in rule_ids]


def seats_of(person: User) -> QuerySet[TeamMember]:
    """Return the seats that somebody has on teams now."""
    return TeamMember.objects.filter(user=person, left_at=None).exclude(case__state__in=FINAL)


def possible_heirs(person: User) -> QuerySet[User]:
    """Return who can take over what somebody has in hand: the other investigators."""
    return people_with_duty(Duty.INVESTIGATOR).select_related("agency").exclude(pk=person.pk)


def targets_visible_to(user: Any) -> QuerySet[Target]:
    """Return the targets of crackdowns that `user` may see: with their case."""
    targets = Target.objects.select_related("case__unit", "unit", "agency", "visited_by")
    return targets.filter(case_visible_to(user))


def get_target(user: Any, reference: str) -> Target:
    """Return one target, or raise Http404 when it is missing or not for `user`."""
    return get_by_reference(targets_visible_to(user), reference)


def delegates_of(case: Case) -> QuerySet[Delegate]:
    """Return who sits on the team without an account."""
    return case.delegates.filter(left_at=None).order_by("pk")


class Parts:
    """What belongs to a case, as one person may see it; a kind of which there is nothing is not asked for."""

    def __init__(self, case: Case, user: Any) -> None:
        """Read the seats and the findings at once, which several questions of one page are about."""
        self.case, self.user = case, user
        findings = Finding.objects.select_related("drafted_by", "reviewed_by", "approved_by")
        prefetch_related_objects([case], "members", Prefetch("findings", findings))

    @cached_property
    def _present(self) -> frozenset[str]:
        """The relations to a case over which any row leads to this one. One query for all of them."""
        own = Case._meta.app_label
        relations = [
            relation
            for relation in Case._meta.related_objects
            if relation.field.name == "case" and relation.related_model._meta.app_label == own
        ]
        some = [Exists(one.related_model._base_manager.filter(case=self.case.pk)) for one in relations]
        found = Case.objects.filter(pk=self.case.pk).order_by().values_list(*some).get()
        return frozenset(
            str(one.get_accessor_name()) for one, has_some in zip(relations, found, strict=True) if has_some
        )

    def has(self, name: str) -> bool:
        """Say whether there is any of this, visible or not."""
        return name in self._present

    def of(
        self, name: str, visible_to: Callable[[Any], QuerySet[Any]], *order: str
    ) -> QuerySet[Any] | tuple[()]:
        """Return what the person may see of it, in this order."""
        return visible_to(self.user).filter(case=self.case).order_by(*order) if self.has(name) else ()

    def only(self, name: str, visible_to: Callable[[Any], QuerySet[Any]]) -> Any:
        """Return what there is at most one of, or None."""
        return next(iter(self.of(name, visible_to)), None)


@dataclass(frozen=True, slots=True)
class Readable:
    """A paper or findings that matter, and who of the team has read them."""

    label: str
    pk: int
    title: str
    at: datetime.datetime
    readers: tuple[Reading, ...] = ()
    others: tuple[TeamMember, ...] = ()

    @property
    def key(self) -> str:
        """The name in a form."""
        return f"{self.label}:{self.pk}"

    def is_read_by(self, user: Any) -> bool:
        """Say whether this person has confirmed that they read it."""
        return any(reading.member.user_id == user.pk for reading in self.readers)


def readable_of(case: Case, team: Sequence[TeamMember] | None = None) -> list[Readable]:
    """List what the team must have read, the newest first, with who has and who has not. Four queries.

    `team` is who sits on it now, where that is known already.
    """
    papers = Notice.objects.filter(
        Q(subject_label=Case.label(), subject_id=case.pk)
        | Q(
            subject_label=RectificationOrder.label(),
            subject_id__in=RectificationOrder.objects.filter(case=case).values("pk"),
        )
    )
    found = [
        (Finding._meta.label_lower, finding.pk, _("Findings"), finding.drafted_at)
        for finding in case.findings.all()
    ]
    found += [
        (Notice.label(), paper.pk, f"{paper.title} {paper.number}", paper.created_at) for paper in papers
    ]
    team = list(team_of(case)) if team is None else team
    readings = Reading.objects.filter(member__case=case, member__left_at=None).select_related("member__user")
    by_item: dict[tuple[str, int], list[Reading]] = {}
    for reading in readings.order_by("pk"):
        by_item.setdefault(reading.subject_key, []).append(reading)
    return [
        _readable(item, by_item.get(item[:2], []), team)
        for item in sorted(found, key=itemgetter(-1), reverse=True)
    ]


def _readable(
    item: tuple[str, int, Any, Any], readings: list[Reading], team: Sequence[TeamMember]
) -> Readable:
    done = {reading.member_id for reading in readings}
    label, pk, title, at = item
    others = tuple(member for member in team if member.pk not in done)
    return Readable(label, pk, title, at, tuple(readings), others)


register_visibility(Accident.label(), accidents_visible_to)
register_visibility(Preservation.label(), preservations_visible_to)
register_visibility(Referral.label(), referrals_visible_to)
register_visibility(Case.label(), cases_visible_to)
register_visibility(Target.label(), targets_visible_to)
register_visibility(Task.label(), tasks_visible_to)
register_visibility(RectificationOrder.label(), orders_visible_to)
