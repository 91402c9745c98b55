"""Major hazards: on the register by the team, listed and lifted by a leader, with evidence that they are gone."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Duty
from investigations import services as cases
from investigations.models import MajorHazard
from tests import factories
from tests.desk.builders import text_of, walk_move
from tests.factories import browser, case_in, evidence_in, hazard_in, order_in, the
from workflow.errors import MoveRefused

pytestmark = pytest.mark.django_db


def test_the_team_registers_what_it_ordered_once():
    hazard = hazard_in()
    with pytest.raises(MoveRefused, match="on the register already"):
        cases.register_hazard(hazard.order, actor=the(Duty.INVESTIGATOR), title="a", basis="b")
    with pytest.raises(MoveRefused, match="Only the team"):
        cases.register_hazard(order_in(), actor=the(Duty.LEADER), title="a", basis="b")
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
    with pytest.raises(MoveRefused, match="not passed its recheck"):
        cases.lift_hazard(hazard, actor=the(Duty.LEADER), proof=evidence_in(case=hazard.case, files=[]))
    gone = hazard_in("gone")
    with pytest.raises(MoveRefused, match="Only evidence of this case"):
        cases.lift_hazard(gone, actor=the(Duty.LEADER), proof=evidence_in(files=[]))
    with pytest.raises(IntegrityError, match="with_proof"), transaction.atomic():
        MajorHazard.objects.filter(pk=gone.pk).update(state="lifted")
    cases.lift_hazard(gone, actor=the(Duty.LEADER), proof=gone.case.evidence.get())
    assert gone.state == "lifted"


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
