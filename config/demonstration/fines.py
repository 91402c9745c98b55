"""A fine of a story or of a published case, and how two officers come to tell the party of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from accounts.models import User
from sanctions import services as sanctions
from sanctions.models import Penalty
from statutes.penalties import cited_provision

# Why a fine is outside: the cited text is not among the rule files, or its bracket does not hold the sum.
OUTSIDE = "所引条款未收入规则库，或者罚款数额由多项构成，按照案卷记载。"


# What the reviewers of the demonstration and of the replay write down.
PASSED: dict[str, str] = {
    "competence": "违法行为发生在本行政区域，属于本机关管辖；执法人员持有执法证件。",
    "facts_checked": "事实清楚，证据能够相互印证。",
    "law_applied": "适用法律正确，罚款数额在法定幅度以内。",
    "procedure": "已经告知当事人权利并听取意见，程序合法。",
    "qualification": "国家统一法律职业资格",
}


@dataclass(frozen=True, slots=True)
class Fine:
    """A fine in yuan, and on whom: the unit when no person is named."""

    amount: Decimal
    violated: str
    basis: str
    reasons: str
    person_name: str = ""
    cause: str = ""


def tell_party(penalty: Penalty, fine: Fine, *, officers: tuple[User, User], leader: User) -> None:
    """Report by two officers, with the leader's consent where no loaded bracket holds the fine, and tell the party."""
    first, second = officers
    provision = cited_provision(fine.basis, on=timezone.localdate(), party=penalty.party, fine=fine.amount)
    sanctions.report_penalty(
        penalty,
        actor=first,
        fine=fine.amount,
        provision=provision,
        violated=fine.violated,
        basis=fine.basis,
        reasons=fine.reasons,
        deviation="" if provision else OUTSIDE,
    )
    sanctions.countersign_penalty(penalty, actor=second)
    if penalty.is_deviating:
        sanctions.consent_to_deviation(penalty, actor=leader)
    sanctions.notify_penalty(penalty, actor=first)
