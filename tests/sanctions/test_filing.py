"""The filing approved by a leader, more time to decide, the closing approved by a leader, and the index of the file."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Duty
from investigations.models import Evidence
from notices.models import Notice
from notices.selectors import notices_of, read_file
from sanctions import services as sanctions
from sanctions.models import Penalty
from tests import factories
from tests.factories import allow_extension, penalty_in, settle, the
from tests.notices.test_paper import page_texts
from workflow.errors import MoveRefused
from workflow.models import Clock
from workflow.selectors import running_clock

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def head():
    return the(Duty.INVESTIGATOR)


def leader(number=1):
    return the(Duty.LEADER, number)


def paper(penalty, kind):
    return notices_of(penalty).get(kind=kind)


def fresh(penalty):
    return Penalty.objects.get(pk=penalty.pk)


# ---- Filing ----------------------------------------------------------------------------------------------------
def test_findings_propose_a_proceeding_and_a_leader_files_it():
    with time_machine.travel("2026-06-01 10:00+08:00", tick=False) as now:
        penalty = penalty_in("proposed")
        assert not Clock.objects.filter(subject_label=penalty.label(), subject_id=penalty.pk).exists()
        now.shift(5 * DAY)
        sanctions.file_penalty(penalty, actor=leader())
        assert (penalty.state, penalty.filed_on, penalty.filed_by) == (
            "filed",
            datetime.date(2026, 6, 6),
            leader(),
        )
        assert running_clock(penalty, "penalty.decide").due_at.date() == datetime.date(2026, 9, 4)
        form = paper(penalty, "filing_approval").context
    assert form["head_approval"] == f"同意立案。{leader().name}"
    assert [officer["name"] for officer in form["officers"]] == [head().name, the(Duty.INVESTIGATOR, 2).name]


@pytest.mark.parametrize(
    ("who", "sentence"),
    [(Duty.INVESTIGATOR, "A leader approves the filing"), (Duty.REVIEWER, "A leader approves the filing")],
)
def test_nobody_but_a_leader_files(who, sentence):
    with pytest.raises(MoveRefused, match=sentence):
        sanctions.file_penalty(penalty_in("proposed"), actor=the(who))


def test_a_leader_on_the_team_does_not_file_its_penalty():
    penalty = penalty_in("proposed")
    head().duty_assignments.create(duty=Duty.LEADER)
    with pytest.raises(MoveRefused, match="team cannot approve the filing"):
        sanctions.file_penalty(penalty, actor=factories.User.objects.get(pk=head().pk))


def test_the_table_lets_nothing_be_reported_before_the_filing_nor_filed_by_an_officer():
    penalty = penalty_in("reported")
    for wrong in ({"filed_on": None}, {"filed_by": head()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Penalty.objects.filter(pk=penalty.pk).update(**wrong)


def test_an_annulled_filing_takes_its_form_and_its_clock_back():
    penalty = penalty_in("filed")
    factories.annul(penalty, "leader1", "investigator1")
    penalty = fresh(penalty)
    assert (penalty.state, penalty.filed_on) == ("proposed", None)
    assert paper(penalty, "filing_approval").state == "voided"
    assert Clock.objects.get(rule_id="penalty.decide").outcome == "cancelled"


# ---- More time to decide ---------------------------------------------------------------------------------------
def put_off(penalty, *, days=120, by=None):
    until_on = timezone.localdate() + days * DAY
    return sanctions.extend_penalty(penalty, actor=by or leader(), until_on=until_on, note="鉴定尚未完成。")


def put_off_further(penalty, *, days=150, present=()):
    until_on = timezone.localdate() + days * DAY
    return sanctions.extend_penalty_further(
        penalty, actor=leader(), until_on=until_on, present=present or [leader(2)], note="案情复杂。"
    )


def test_without_a_rule_that_the_office_confirmed_ninety_days_are_all_there_is():
    penalty = penalty_in("filed")
    with pytest.raises(MoveRefused, match="lets nobody put the decision off"):
        put_off(penalty)
    allow_extension("leader")
    put_off(penalty)
    with pytest.raises(MoveRefused, match="no rule by which the decision can be put off twice"):
        put_off_further(penalty)


def test_the_head_puts_off_once_and_the_heads_together_once_more():
    allow_extension()
    with time_machine.travel("2026-06-01 10:00+08:00", tick=False):
        penalty = penalty_in("filed")
        with pytest.raises(MoveRefused, match="head puts a decision off first"):
            put_off_further(penalty)
        with pytest.raises(MoveRefused, match="after the one that counts now"):
            put_off(penalty, days=30)
        put_off(penalty)
        with pytest.raises(MoveRefused, match="put this decision off already"):
            put_off(penalty, days=200)
        with pytest.raises(MoveRefused, match="At least two heads"):
            put_off_further(penalty, present=[leader()])
        with pytest.raises(MoveRefused, match="does not discuss"):
            put_off_further(penalty, present=[head()])
        put_off_further(penalty)
        assert running_clock(penalty, "penalty.decide").due_at.date() == penalty.further_extended_to
        assert penalty.extension_present == [leader(2).name, leader().name]
        with pytest.raises(MoveRefused, match="no third time"):
            put_off_further(penalty, days=300)


def test_what_ran_out_is_not_put_off_and_nobody_else_puts_off():
    allow_extension()
    with time_machine.travel("2026-06-01 10:00+08:00", tick=False) as now:
        penalty = penalty_in("filed")
        with pytest.raises(MoveRefused, match="A leader puts a decision off"):
            put_off(penalty, by=head())
        now.shift(95 * DAY)
        with pytest.raises(MoveRefused, match="ran out before"):
            put_off(penalty)


# ---- Closing and archive ---------------------------------------------------------------------------------------
def close(penalty):
    sanctions.propose_closing(penalty, actor=head(), grounds="罚款已经缴清。")
    sanctions.close_penalty(penalty, actor=leader())


def test_officers_propose_and_a_leader_closes_with_a_form():
    penalty = penalty_in("paid")
    with pytest.raises(MoveRefused, match="have not proposed"):
        sanctions.close_penalty(penalty, actor=leader())
    with pytest.raises(MoveRefused, match="Only an investigator"):
        sanctions.propose_closing(penalty, actor=leader(), grounds="已执行。")
    sanctions.propose_closing(penalty, actor=head(), grounds="罚款已经缴清。")
    with pytest.raises(MoveRefused, match="proposed already"):
        sanctions.propose_closing(penalty, actor=head(), grounds="罚款已经缴清。")
    with pytest.raises(MoveRefused, match="A leader approves the closing"):
        sanctions.close_penalty(penalty, actor=head())
    sanctions.close_penalty(penalty, actor=leader())
    form = paper(penalty, "case_closing").context
    assert (form["grounds"], form["head_approval"]) == ("罚款已经缴清。", f"同意结案。{leader().name}")
    assert "缴清" in form["execution"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Penalty.objects.filter(pk=penalty.pk).update(closed_by=head())


def test_a_leader_gives_the_file_back_and_it_can_be_proposed_again():
    penalty = penalty_in("ending")
    sanctions.keep_open(penalty, actor=leader(), note="送达回证没有归卷。")
    with pytest.raises(MoveRefused, match="have not proposed"):
        sanctions.close_penalty(penalty, actor=leader())
    close(penalty)
    assert penalty.state == "closed"


def test_an_unpaid_or_contested_proceeding_is_not_closed():
    with pytest.raises(MoveRefused, match="not paid yet"):
        sanctions.propose_closing(penalty_in("served"), actor=head(), grounds="已执行。")
    penalty = penalty_in("reviewing", case=factories.case_in("concluded", proposes_penalty=True))
    sanctions.record_penalty_payment(penalty, actor=the(Duty.FINANCE), paid_on=timezone.localdate())
    with pytest.raises(MoveRefused, match="under way already"):
        sanctions.propose_closing(penalty, actor=head(), grounds="已执行。")


def test_the_index_lists_the_papers_in_order_with_their_pages_and_never_changes():
    penalty = penalty_in("paid")
    for title in ("冲压机现场照片", "群众举报材料复印件"):
        Evidence.objects.filter(pk=factories.evidence_in().pk).update(case=penalty.case, title=title)
    close(penalty)
    settle(prints=True)
    index = paper(penalty, "case_index")
    assert [one["title"] for one in index.context["evidence"]] == ["冲压机现场照片", "视听资料"]
    items = index.context["items"]
    titles = [item["title"] for item in items]
    review = "重大执法决定法制审核意见书"
    first = ["行政处罚决定书", "立案审批表", "行政处罚告知书", review]
    assert titles == [*first, "结案审批表", "送达回证"]
    assert [item["order"] for item in items] == [1, 2, 3, 4, 5, 6]
    numbered = [page for item in items for page in pages_of(item["pages"])]
    assert numbered == list(range(1, index.context["page_total"] + 1))
    frozen = dict(index.context)
    sanctions.bind_file(fresh(penalty), draw=None)
    assert paper(penalty, "case_index").context == frozen
    assert penalty.case.report.reference not in "".join(
        page_texts(read_file(Notice.objects.get(pk=index.pk)))
    )


def pages_of(words):
    first, _dash, last = words.partition("-")
    return range(int(first), int(last or first) + 1)


@pytest.mark.parametrize("wrong", [0, -1], ids=["right clock", "slow clock"])
def test_an_annulled_closing_opens_the_file_and_its_index_is_void(wrong):
    penalty = penalty_in("closed")
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=wrong), tick=True):  # the worker's
        settle(prints=True)
    factories.annul(penalty, "leader1", "investigator1")
    penalty = fresh(penalty)
    assert (penalty.state, penalty.closed_by) == ("paid", None)
    assert {paper(penalty, kind).state for kind in ("case_closing", "case_index")} == {"voided"}


def test_a_proceeding_without_penalty_has_an_index_too_and_an_unfiled_one_has_none():
    penalty = penalty_in("investigated")
    sanctions.drop_penalty(penalty, actor=leader(), note="情节轻微，及时改正。")
    settle(prints=True)
    assert paper(penalty, "case_index").context["result"] == "不予行政处罚"
    unfiled = penalty_in("dropped", case=factories.case_in("concluded", proposes_penalty=True))
    settle(prints=True)
    assert not notices_of(unfiled).filter(kind="case_index").exists()
