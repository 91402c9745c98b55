"""Major hazards: on the register by the team, listed and lifted by a leader, with evidence that they are gone."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Duty
from investigations import services as cases
from investigations.models import MajorHazard
from notices.selectors import notices_of
from tests import factories
from tests.desk.builders import text_of, walk_move
from tests.factories import browser, case_in, evidence_in, hazard_in, order_in, the
from workflow.errors import MoveRefused

pytestmark = pytest.mark.django_db


def register(order, actor):
    return cases.register_hazard(order, actor=actor, item=order.items.get(), title="a", basis="b")


def test_the_team_registers_what_it_ordered_once():
    hazard = hazard_in()
    with pytest.raises(MoveRefused, match="on the register already"):
        register(hazard.order, the(Duty.INVESTIGATOR))
    with pytest.raises(MoveRefused, match="Only the team"):
        register(order_in(), the(Duty.LEADER))
    page = text_of(browser(the(Duty.LEADER)).get("/desk/cases/hazards/"))
    assert hazard.reference in page


def test_a_leader_lists_it_and_says_who_supervises_until_when():
    walk_move(
        hazard_in(),
        "list_up",
        by=the(Duty.LEADER),
        not_by=the(Duty.INVESTIGATOR),
        sends={"supervisor": "区安委会办公室", "listed_until": "2099-01-01"},
        needs=("supervisor", "listed_until"),
        target="listed",
    )


def test_it_is_lifted_after_the_recheck_with_evidence_of_the_case():
    hazard = hazard_in("listed")
    with pytest.raises(MoveRefused, match="No recheck has found"):
        cases.lift_hazard(hazard, actor=the(Duty.LEADER), proof=evidence_in(case=hazard.case, files=[]))
    gone = hazard_in("gone")
    with pytest.raises(MoveRefused, match="Only evidence of this case"):
        cases.lift_hazard(gone, actor=the(Duty.LEADER), proof=evidence_in(files=[]))
    with pytest.raises(IntegrityError, match="with_proof"), transaction.atomic():
        MajorHazard.objects.filter(pk=gone.pk).update(state="lifted")
    cases.lift_hazard(gone, actor=the(Duty.LEADER), proof=gone.case.evidence.get())
    assert gone.state == "lifted"


def test_one_item_of_an_order_is_the_hazard_and_is_lifted_when_it_is_gone():
    case, head, leader = case_in("investigating"), the(Duty.INVESTIGATOR), the(Duty.LEADER)
    order = cases.order_rectification(
        case, actor=head, items=[factories.demand("没有护罩"), factories.demand("堵塞通道")]
    )
    first, second = order.items.all()
    hazard = cases.register_hazard(order, actor=head, item=first, title="无护罩", basis="第七条")
    with pytest.raises(MoveRefused, match="another order"):
        cases.register_hazard(order, actor=head, item=order_in().items.get(), title="a", basis="b")
    until = timezone.localdate() + datetime.timedelta(days=60)
    cases.list_hazard(hazard, actor=leader, supervisor="区安委会办公室", listed_until=until)
    notice = notices_of(hazard).get(kind="hazard_listing")
    assert (notice.context["hazard"], notice.context["supervisor"]) == ("无护罩", "区安委会办公室")
    proof = evidence_in(case=case, files=[])
    found = {1: cases.Looked("done"), 2: cases.Looked("not_done", due_on=until)}
    other = the(Duty.INVESTIGATOR, 2)
    cases.fail_recheck(
        order, actor=head, rechecked_with=other, rechecked_on=timezone.localdate(), found=found
    )
    cases.lift_hazard(hazard, actor=leader, proof=proof)
    lifting = notices_of(hazard).get(kind="hazard_lifting").context
    assert lifting["notice_number"] == notice.number
    assert lifting["proof"] == proof.title
    assert second.order.state == "ordered"


def test_an_annulled_listing_voids_its_notice():
    hazard = hazard_in("listed")
    the(Duty.LEADER, 2)
    factories.annul(hazard, "leader1", "leader2")
    assert notices_of(hazard).get(kind="hazard_listing").state == "voided"


def test_a_hazard_that_was_never_listed_is_lifted_without_a_paper():
    assert not notices_of(hazard_in("lifted")).exists()


def test_a_case_does_not_close_over_a_hazard_on_the_register():
    case = case_in("investigating")
    hazard = hazard_in("gone", case=case)
    for stage in factories.STAGES[2:-1]:
        factories._step_case(case, stage, {})
    with pytest.raises(MoveRefused, match="still on the register"):
        cases.close_case(case, actor=the(Duty.LEADER))
    cases.lift_hazard(hazard, actor=the(Duty.LEADER), proof=case.evidence.get())
    cases.close_case(case, actor=the(Duty.LEADER))
    assert case.state == "closed"
