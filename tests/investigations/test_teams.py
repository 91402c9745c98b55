"""Joint teams: seats of the law, declared interests, tasks, hand-overs, and who has read what."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.grants import has_grant
from accounts.models import Duty
from accounts.services import recuse
from desk.selectors import work_of
from desk.selectors.files import VISIBLE
from investigations import services as cases
from investigations.handing import holdings_of
from investigations.models import Case, Task
from investigations.selectors import INVESTIGATE, readable_of
from reports.selectors import VIEW
from tests import factories
from tests.desk.builders import text_of
from tests.factories import browser, case_in, the
from workflow.errors import MoveRefused
from workflow.models import Subject

pytestmark = pytest.mark.django_db


def third():
    return factories.person("third", Duty.INVESTIGATOR)


def reach_of(user):
    """List every file of every kind that a person can reach."""
    user.forget("duties")
    return [file for read in VISIBLE.values() for file in read(user)]


# ---- Seats of the law ------------------------------------------------------------------------------------------
def test_a_team_for_an_accident_without_a_seat_of_the_law_is_refused_with_the_rule():
    case = factories.accident_in("fresh").case
    team = {"head": the(Duty.INVESTIGATOR), "members": [the(Duty.INVESTIGATOR, 2)]}
    with pytest.raises(MoveRefused) as refusal:
        cases.form_team(case, actor=the(Duty.LEADER), **team, delegates=factories.DELEGATES[:2])
    assert "工会、人民检察院" in str(refusal.value.reason)
    assert "第二十二条" in str(refusal.value.reason)
    assert not case.members.exists()


def test_the_form_of_a_team_asks_for_every_seat_and_is_refused_in_words_without_one():
    case = factories.accident_in("fresh").case
    leader, url = browser(the(Duty.LEADER)), f"{case.get_absolute_url()}form_team/"
    asked = leader.get(url).context["form"].fields
    assert {"seat_government", "seat_supervision", "seat_police", "seat_union", "seat_procuratorate"} <= set(
        asked
    )
    sends = {
        "seen": "opened",
        "head": the(Duty.INVESTIGATOR).pk,
        "members": [the(Duty.INVESTIGATOR, 2).pk],
        "seat_government": "甄政府",
        "seat_supervision": "甄监察",
        "seat_union": "甄工会",
    }
    alone = leader.post(url, sends)
    assert alone.status_code == 400
    assert "人民检察院" in text_of(alone)
    assert "甄工会" in text_of(alone)
    assert leader.post(url, {**sends, "seat_procuratorate": "甄检察"}).status_code == 302
    page = text_of(leader.get(case.get_absolute_url()))
    for words in ("甄政府", "甄检察", "Invited (procuratorate)"):
        assert words in page


def test_a_tip_needs_no_seat_of_the_accident_regulation():
    assert case_in("investigating").delegates.count() == 0


def test_an_expert_with_an_interest_is_refused_with_the_rule_and_one_without_sits_with_the_declaration():
    case, leader = case_in("investigating"), browser(the(Duty.LEADER))
    url = f"{case.get_absolute_url()}invite/"
    sends = {"name": "甄教授", "agency_name": "重庆大学", "declaration": "无利害关系，已签字。"}
    assert leader.post(url, sends).status_code == 400  # nothing was declared
    tied = leader.post(url, {**sends, "has_interest": "yes"})
    assert tied.status_code == 400
    assert "第二十三条" in text_of(tied)
    assert leader.post(url, {**sends, "has_interest": "no"}).status_code == 302
    assert "无利害关系，已签字。" in text_of(leader.get(case.get_absolute_url()))


# ---- Tasks -----------------------------------------------------------------------------------------------------
def test_a_task_is_set_done_and_checked_by_another_person():
    case, head, colleague = case_in("investigating"), the(Duty.INVESTIGATOR), the(Duty.INVESTIGATOR, 2)
    due = timezone.localdate() + datetime.timedelta(days=2)
    url = f"{case.get_absolute_url()}set_task/"
    told = {"title": "询问班组长", "person": colleague.pk, "due_on": due}
    assert browser(colleague).get(url).status_code == 403
    assert browser(head).post(url, {**told, "person": third().pk}).status_code == 400
    assert browser(head).post(url, told).status_code == 302
    task = Task.objects.get()
    assert task in [row.subject for row in work_of(colleague).rows]
    with pytest.raises(MoveRefused, match="given the task"):
        cases.report_task(task, actor=head, result="已询问。")
    cases.report_task(task, actor=colleague, result="已询问2人。")
    with pytest.raises(MoveRefused, match="cannot check it"):
        cases.check_task(task, actor=colleague)
    assert "check_tasks" in {queue.key for queue in work_of(head).queues if queue.total}
    cases.give_back_task(task, actor=head, due_on=due, note="还差一人。")
    cases.report_task(task, actor=colleague, result="已询问3人。")
    cases.check_task(task, actor=head)
    assert task.state == "checked"


def test_the_database_refuses_one_person_for_doing_and_checking_a_task():
    task = factories.task_in("done")
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(checked_by=task.done_by)


def test_a_case_does_not_close_over_an_open_task():
    case = case_in("investigating")
    task = factories.task_in(case=case)
    for stage in factories.STAGES[2:-1]:
        factories._step_case(case, stage, {})
    with pytest.raises(MoveRefused, match="not done and checked"):
        cases.close_case(case, actor=the(Duty.LEADER))
    cases.cancel_task(task, actor=the(Duty.LEADER), note="不再需要。")
    cases.close_case(case, actor=the(Duty.LEADER))


# ---- Handing over ----------------------------------------------------------------------------------------------
def test_who_hands_over_keeps_nothing_and_the_colleague_has_it_all():
    case, head, heir = case_in("investigating"), the(Duty.INVESTIGATOR), third()
    task = factories.task_in(case=case)
    client = browser(head)
    url = f"{case.get_absolute_url()}hand_over/"
    to_a_colleague_alone = {"leaver": head.pk, "to": the(Duty.INVESTIGATOR, 2).pk, "note": "调走"}
    thin = client.post(url, to_a_colleague_alone)
    assert thin.status_code == 400
    assert "two officers" in text_of(thin)
    answer = client.post(url, {"leaver": head.pk, "to": heir.pk, "note": "调走"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/desk/"
    assert reach_of(head) == []
    assert holdings_of(head) == []
    assert work_of(head).rows == []
    assert not has_grant(head, INVESTIGATE, case)
    assert not has_grant(head, VIEW, case.report)
    assert holdings_of(heir, case) == [Task.objects.get(pk=task.pk)]
    assert case.is_member(heir, role="head")
    assert {file.label() for file in reach_of(heir)} >= {Case.label(), Task.label()}


def test_a_departed_person_leaves_nothing_in_any_case():
    leaver, heir = the(Duty.INVESTIGATOR), third()
    first, second = case_in("investigating"), case_in("found")
    factories.task_in(case=first)
    assert cases.hand_over_all(leaver, to=heir, actor=the(Duty.ADMIN), note="退休") == 2
    assert reach_of(leaver) == holdings_of(leaver) == []
    assert all(case.is_member(heir, role="head") for case in (first, second))


def test_nobody_is_let_go_before_a_colleague_takes_over():
    case, leaver, heir = case_in("investigating"), the(Duty.INVESTIGATOR), third()
    admin, url = browser(the(Duty.ADMIN)), reverse("desk:let_go", args=[leaver.username])
    refused = admin.post(url, {"heir": ""})
    assert refused.status_code == 403
    assert "name who takes over" in text_of(refused)
    assert "Who takes over?" in text_of(admin.get(reverse("desk:person", args=[leaver.username])))
    assert admin.post(url, {"heir": heir.username}).status_code == 302
    leaver.refresh_from_db()
    assert not leaver.is_active
    assert case.is_member(heir, role="head")
    assert not case.is_member(leaver)


def test_a_whole_desk_is_handed_over_while_the_person_stays():
    case, holder, heir = case_in("investigating"), the(Duty.INVESTIGATOR), third()
    admin, url = browser(the(Duty.ADMIN)), reverse("desk:hand_over_desk", args=[holder.username])
    assert "Name the colleague" in text_of(admin.post(url, {"heir": ""}, follow=True))
    assert case.is_member(holder)
    assert admin.post(url, {"heir": heir.username, "note": "驻村半年"}).status_code == 302
    holder.refresh_from_db()
    assert holder.is_active
    assert case.is_member(heir, role="head")
    assert not case.is_member(holder)


def test_a_colleague_in_conflict_cannot_take_over_and_nothing_is_half_done():
    case, head, heir = case_in("investigating"), the(Duty.INVESTIGATOR), third()
    recuse({heir: "declared"}, case)
    with pytest.raises(MoveRefused, match="conflict of interest"):
        cases.hand_over(case, actor=the(Duty.LEADER), leaver=head, to=heir, note="调走")
    assert case.is_member(head, role="head")
    assert has_grant(head, INVESTIGATE, case)


def test_a_member_hands_over_their_own_work_and_nobody_elses():
    case, member = case_in("investigating"), the(Duty.INVESTIGATOR, 2)
    with pytest.raises(MoveRefused, match="their own work"):
        cases.hand_over(case, actor=member, leaver=the(Duty.INVESTIGATOR), to=third(), note="调走")


# ---- Reading ---------------------------------------------------------------------------------------------------
def test_it_shows_which_member_has_read_which_findings():
    case, head, member = case_in("found"), the(Duty.INVESTIGATOR), the(Duty.INVESTIGATOR, 2)
    url = f"{case.get_absolute_url()}read/"
    (item,) = readable_of(case)
    assert [seat.user for seat in item.others] == [head, member]
    assert browser(the(Duty.LEADER)).post(url, {"papers": [item.key]}).status_code == 403
    assert browser(member).post(url, {"papers": ["x:1"]}).status_code == 400
    assert browser(member).post(url, {"papers": [item.key]}).status_code == 302
    (item,) = readable_of(case)
    assert [reading.member.user for reading in item.readers] == [member]
    assert [seat.user for seat in item.others] == [head]
    assert "Not yet:" in text_of(browser(the(Duty.LEADER)).get(case.get_absolute_url()))


# ---- The prefixes of references --------------------------------------------------------------------------------
def test_no_two_kinds_of_file_bear_the_same_letters():
    kinds = [kind for kind in _all(Subject) if not kind._meta.abstract]
    assert len({kind.PREFIX for kind in kinds}) == len(kinds)


def _all(kind):
    return [found for child in kind.__subclasses__() for found in (child, *_all(child))]
