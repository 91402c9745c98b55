"""The road to a decision: two officers, discretion in sight, hearing, review, discussion; and what is refused."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import Duty
from notices.models import Notice
from sanctions import services as sanctions
from sanctions.models import Penalty
from sanctions.states import IMPOSED
from tests import factories
from tests.desk.builders import text_of
from tests.factories import FINE, browser, let_pass, penalty_in, the
from workflow.errors import MoveRefused, StalePage
from workflow.models import LogEntry

pytestmark = pytest.mark.django_db

NINE = datetime.time(9)
WITH_CONSENT = {"provision": "", "deviation": "所引条款未收入规则库。"}


def head():
    return the(Duty.INVESTIGATOR)


def report(penalty, **changes):
    return sanctions.report_penalty(penalty, actor=head(), **{**FINE, **changes})


def told(**changes):
    """A proceeding whose party was told of what the changed report proposes."""
    penalty = penalty_in("filed")
    report(penalty, **changes)
    sanctions.countersign_penalty(penalty, actor=the(Duty.INVESTIGATOR, 2))
    if penalty.is_deviating:
        sanctions.consent_to_deviation(penalty, actor=the(Duty.LEADER))
    sanctions.notify_penalty(penalty, actor=head())
    return penalty


# ---- Two officers, and everybody apart -------------------------------------------------------------------------
def test_two_officers_sign_the_report_and_the_table_knows_it():
    penalty = penalty_in("reported")
    with pytest.raises(MoveRefused, match="you drafted it, another one signs"):
        sanctions.countersign_penalty(penalty, actor=head())
    sanctions.countersign_penalty(penalty, actor=the(Duty.INVESTIGATOR, 2))
    with pytest.raises(IntegrityError), transaction.atomic():
        Penalty.objects.filter(pk=penalty.pk).update(countersigned_by=head())


@pytest.mark.parametrize("column", ["chair", "consented_by"])
def test_who_signed_the_report_neither_chairs_nor_consents_by_the_table(column):
    penalty = penalty_in("investigated")
    with pytest.raises(IntegrityError), transaction.atomic():
        Penalty.objects.filter(pk=penalty.pk).update(**{column: head()})


def test_who_chaired_the_hearing_cannot_review_or_decide():
    everything = factories.person("everything", Duty.CHAIR, Duty.REVIEWER, Duty.LEADER)
    penalty = penalty_in("hearing_requested")
    on = timezone.localdate() + datetime.timedelta(days=40)
    sanctions.set_hearing(
        penalty, actor=head(), hearing_on=on, hearing_time=NINE, hearing_place="会议室", chair=everything
    )
    sanctions.announce_hearing(penalty, actor=head())
    Penalty.objects.filter(pk=penalty.pk).update(hearing_on=timezone.localdate())
    penalty = Penalty.objects.get(pk=penalty.pk)
    sanctions.hold_hearing(penalty, actor=everything, **factories.HEARD)
    sanctions.report_hearing(penalty, actor=everything, opinion="同意。")
    with pytest.raises(MoveRefused, match="You chaired the hearing"):
        sanctions.review_penalty(penalty, actor=everything, **factories.CHECKED)
    sanctions.review_penalty(penalty, actor=the(Duty.REVIEWER), **factories.CHECKED)
    with pytest.raises(MoveRefused, match="You chaired the hearing"):
        sanctions.decide_penalty(penalty, actor=everything)


def test_who_investigated_is_not_named_as_chair():
    penalty = penalty_in("hearing_requested")
    partner = the(Duty.INVESTIGATOR, 2)
    partner.duty_assignments.create(duty=Duty.CHAIR)
    on = timezone.localdate() + datetime.timedelta(days=40)
    with pytest.raises(MoveRefused, match="cannot chair"):
        sanctions.set_hearing(
            penalty, actor=head(), hearing_on=on, hearing_time=NINE, hearing_place="会议室", chair=partner
        )


# ---- Discretion ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"fine": Decimal(50001)}, "higher than the bracket"),
        ({"fine": Decimal(0)}, "more than nothing"),
        ({"kinds": ()}, "at least one kind"),
        ({"kinds": ("fine", "licence_revoked")}, "other penalties"),
        ({"factors": ("no_fault",)}, "spares the party"),
        ({"provision": ""}, "Say why; a leader must consent"),
        ({"confiscated": Decimal(10)}, "what is confiscated"),
    ],
)
def test_what_no_reason_makes_lawful_is_refused_in_words(changes, words):
    with pytest.raises(MoveRefused, match=words):
        report(penalty_in("filed"), **changes)


def test_below_the_bracket_lies_only_what_a_mitigating_circumstance_allows_with_consent():
    penalty = penalty_in("filed")
    low = {
        "provision": "fine.work_safety.97.1_2_3_4_5_6_7.unit.overdue",
        "fine": Decimal(60000),
        "deviation": "主动消除危害后果。",
    }
    with pytest.raises(MoveRefused, match="only what a mitigating circumstance"):
        report(penalty, **low)
    report(penalty, **low, factors=("removes_harm",))
    sanctions.countersign_penalty(penalty, actor=the(Duty.INVESTIGATOR, 2))
    with pytest.raises(MoveRefused, match="a leader must consent first"):
        sanctions.notify_penalty(penalty, actor=head())
    sanctions.consent_to_deviation(penalty, actor=the(Duty.LEADER))
    sanctions.notify_penalty(penalty, actor=head())
    with pytest.raises(IntegrityError), transaction.atomic():
        Penalty.objects.filter(pk=penalty.pk).update(consented_by=None)


def test_the_page_shows_bracket_circumstances_place_and_similar_decisions():
    earlier = penalty_in("decided", case=factories.case_in("concluded", proposes_penalty=True))
    penalty = penalty_in("filed", case=factories.case_in("concluded", proposes_penalty=True))
    report(penalty, fine=Decimal(20000), factors=("first_and_slight", "confesses"))
    page = text_of(browser(the(Duty.LEADER)).get(penalty.get_absolute_url()))
    for words in ("0 to 50,000 yuan", "40% of the way", "told the office what it did not know", "第三十二条"):
        assert words in page
    assert earlier.reference in page


def test_the_calculation_stays_as_it_was_weighed():
    penalty = penalty_in("reported")
    assert penalty.weighing["high"] == "50000"
    assert penalty.calculation.citation.endswith("第九十九条")
    assert (penalty.is_deviating, penalty.kinds) == (False, ["fine"])


# ---- Statement, defence, hearing -------------------------------------------------------------------------------
def test_silence_counts_only_when_the_period_is_over_or_given_up_in_writing():
    penalty = told(fine=Decimal(20000))
    with pytest.raises(MoveRefused, match="can still answer"):
        sanctions.hear_party(penalty, actor=head())
    let_pass(penalty, "hearing.request")
    sanctions.hear_party(penalty, actor=head())
    assert penalty.defence == sanctions.NO_DEFENCE


def test_a_defence_does_not_cut_off_the_period_to_ask_for_a_hearing():
    penalty = told()
    with pytest.raises(MoveRefused, match="can still ask for a hearing"):
        sanctions.hear_party(penalty, actor=head(), defence="没有意见。")


@pytest.mark.parametrize(
    ("changes", "has_right"),
    [
        ({"fine": Decimal(49999)}, False),
        ({"fine": Decimal(50000)}, True),
        ({"fine": Decimal(1), "kinds": ("fine", "stop_production"), "measures": "责令停产停业整顿"}, True),
        ({"fine": Decimal(1), "kinds": ("fine", "licence_suspended"), "measures": "暂扣许可证三十日"}, False),
        (
            {"fine": Decimal(1), "kinds": ("fine", "confiscation"), "confiscated": Decimal(50000)},
            True,
        ),
    ],
)
def test_the_right_to_a_hearing_follows_kind_and_amount(changes, has_right):
    penalty = told(**changes)
    notice = Notice.objects.get(kind="penalty_prior_notice", subject_id=penalty.pk)
    assert notice.context["hearing_right"] is has_right
    if has_right:
        sanctions.request_hearing(penalty, actor=head())
    else:
        with pytest.raises(MoveRefused, match="gives no right"):
            sanctions.request_hearing(penalty, actor=head())


def test_the_penalty_is_never_heavier_because_the_party_defended_itself():
    penalty = penalty_in("heard")
    sanctions.send_back_penalty(penalty, actor=the(Duty.REVIEWER), note="证据不足。", **factories.CHECKED)
    Penalty.objects.filter(pk=penalty.pk).update(most_fen=3_000_000, fine_fen=3_000_000)
    penalty = Penalty.objects.get(pk=penalty.pk)
    for heavier in (
        {"fine": Decimal(30001)},
        {"fine": Decimal(30000), "kinds": ("fine", "warning")},
    ):
        with pytest.raises(MoveRefused, match="cannot be heavier"):
            report(penalty, **heavier)
    with pytest.raises(IntegrityError), transaction.atomic():
        Penalty.objects.filter(pk=penalty.pk).update(fine_fen=3_000_100)
    report(penalty, fine=Decimal(30000))


# ---- Review, discussion, decision ------------------------------------------------------------------------------
def test_without_a_trigger_the_legal_review_may_be_left_out():
    penalty = penalty_in("heard")
    sanctions.decide_penalty(penalty, actor=the(Duty.LEADER))
    assert penalty.state == "decided"


@pytest.mark.parametrize("ground", ["is_public_interest", "is_complex"])
def test_where_a_trigger_asks_for_it_the_review_comes_first(ground):
    penalty = told(fine=Decimal(20000), **{ground: True})
    sanctions.hear_party(penalty, actor=head(), defence="没有意见。")
    with pytest.raises(MoveRefused, match="must pass the legal review"):
        sanctions.decide_penalty(penalty, actor=the(Duty.LEADER))
    with pytest.raises(IntegrityError), transaction.atomic():
        Penalty.objects.filter(pk=penalty.pk).update(state="decided", decided_on=timezone.localdate())


def test_a_complex_or_serious_case_is_discussed_by_two_who_did_not_investigate():
    penalty = told(fine=Decimal(20000), is_grave=True)
    sanctions.hear_party(penalty, actor=head(), defence="没有意见。")
    leader = the(Duty.LEADER)
    with pytest.raises(MoveRefused, match="must discuss"):
        sanctions.decide_penalty(penalty, actor=leader)
    said = {"discussed_on": timezone.localdate(), **factories.DISCUSSED}
    with pytest.raises(MoveRefused, match="At least two heads"):
        sanctions.discuss_penalty(penalty, actor=leader, present=[leader], **said)
    with pytest.raises(MoveRefused, match="investigated this case"):
        sanctions.discuss_penalty(penalty, actor=leader, present=[head()], **said)
    sanctions.discuss_penalty(penalty, actor=leader, present=[the(Duty.LEADER, 2)], **said)
    sanctions.decide_penalty(penalty, actor=leader)


# ---- On the spot -----------------------------------------------------------------------------------------------
def test_a_small_fine_is_decided_on_the_spot_and_needs_review_before_a_suit():
    penalty = penalty_in("small")
    sanctions.decide_on_spot(penalty, actor=head(), place="厂区门口", defence="认错。")
    assert (penalty.state, penalty.is_summary, penalty.publicity_class) == ("served", True, "minor")
    paper = Notice.objects.get(kind="spot_decision", subject_id=penalty.pk)
    assert paper.context["defence"] == "认错。"
    with pytest.raises(MoveRefused, match="reconsideration comes before a suit"):
        sanctions.open_suit(penalty, actor=head(), opened_on=timezone.localdate())
    with pytest.raises(MoveRefused, match="minor is not published"):
        sanctions.publish_penalty(penalty, actor=head(), published_on=timezone.localdate())


@pytest.mark.parametrize("changes", [{"fine": Decimal(3001)}, {"kinds": ("fine", "criticism")}])
def test_beyond_the_limits_of_the_summary_procedure_nothing_is_decided_on_the_spot(changes):
    penalty = penalty_in("filed")
    report(penalty, **{"fine": Decimal(2000), **changes})
    sanctions.countersign_penalty(penalty, actor=the(Duty.INVESTIGATOR, 2))
    with pytest.raises(MoveRefused, match="Only a warning or a small fine"):
        sanctions.decide_on_spot(penalty, actor=head(), place="厂区门口")


def test_a_warning_is_served_and_closed_without_a_payment():
    penalty = told(fine=Decimal(0), kinds=("warning",), provision="", deviation="")
    sanctions.hear_party(penalty, actor=head(), defence="没有意见。")
    sanctions.decide_penalty(penalty, actor=the(Duty.LEADER))
    sanctions.serve_penalty(penalty, actor=head(), served_on=timezone.localdate())
    sanctions.propose_closing(penalty, actor=head(), grounds="警告已经送达。")
    sanctions.close_penalty(penalty, actor=the(Duty.LEADER))
    assert (penalty.state, penalty.publicity_class) == ("closed", "minor")


def test_a_proceeding_is_filed_against_each_who_answers_for_the_case():
    penalty = penalty_in("filed")
    client = browser(head())
    url = f"{penalty.get_absolute_url()}file_another/"
    assert client.post(url, {"person_name": "甄厂长", "party": "principal"}).status_code == 302
    other = penalty.case.penalties.get(person_name="甄厂长")
    assert (other.party, other.party_name) == ("principal", "甄厂长")
    page = client.get(f"{other.get_absolute_url()}report/").content.decode()
    assert "fine.work_safety.99.1_2_3_4_5_6_7_8.unit" not in page


# ---- Walks -----------------------------------------------------------------------------------------------------
def steps():
    """Every move that leads towards a decision, by whoever may make it, in a form that fits."""
    today, later = timezone.localdate(), timezone.localdate() + datetime.timedelta(days=40)
    second, leader, chair = the(Duty.INVESTIGATOR, 2), the(Duty.LEADER), the(Duty.CHAIR)
    return {
        "file": lambda found: sanctions.file_penalty(found, actor=leader),
        "report": report,
        "report_outside": lambda found: report(found, **WITH_CONSENT),
        "report_small": lambda found: report(found, fine=Decimal(2000)),
        "report_complex": lambda found: report(found, is_complex=True),
        "countersign": lambda found: sanctions.countersign_penalty(found, actor=second),
        "withdraw": lambda found: sanctions.withdraw_report(found, actor=head(), note="补充。"),
        "consent": lambda found: sanctions.consent_to_deviation(found, actor=leader),
        "notify": lambda found: sanctions.notify_penalty(found, actor=head()),
        "spot": lambda found: sanctions.decide_on_spot(found, actor=head(), place="厂区门口"),
        "ask": lambda found: sanctions.request_hearing(found, actor=head()),
        "set": lambda found: sanctions.set_hearing(
            found, actor=head(), hearing_on=later, hearing_time=NINE, hearing_place="会议室", chair=chair
        ),
        "announce": lambda found: sanctions.announce_hearing(found, actor=head()),
        "the_day": lambda found: Penalty.objects.filter(pk=found.pk, hearing_on__isnull=False).update(
            hearing_on=today
        ),
        "hold": lambda found: sanctions.hold_hearing(found, actor=chair, **factories.HEARD),
        "opinion": lambda found: sanctions.report_hearing(found, actor=chair, opinion="同意。"),
        "waive": lambda found: sanctions.waive_hearing(found, actor=head(), note="不要求听证。"),
        "hear": lambda found: sanctions.hear_party(found, actor=head(), defence="没有意见。", is_waived=True),
        "silence": lambda found: sanctions.hear_party(found, actor=head()),
        "review": lambda found: sanctions.review_penalty(
            found, actor=the(Duty.REVIEWER), **factories.CHECKED
        ),
        "send_back": lambda found: sanctions.send_back_penalty(
            found, actor=the(Duty.REVIEWER), note="补。", **factories.CHECKED
        ),
        "discuss": lambda found: sanctions.discuss_penalty(
            found, actor=leader, discussed_on=today, present=[the(Duty.LEADER, 2)], **factories.DISCUSSED
        ),
        "decide": lambda found: sanctions.decide_penalty(found, actor=leader),
    }


TOWARDS = (
    "file",
    "report",
    "report_outside",
    "report_complex",
    "countersign",
    "consent",
    "notify",
    "ask",
    "set",
    "announce",
    "the_day",
    "hold",
    "opinion",
    "hear",
    "review",
    "discuss",
    "decide",
)
ALL = ("report_small", "withdraw", "spot", "waive", "silence", "send_back", *TOWARDS, *TOWARDS)


def took(name, penalty, moves):
    try:
        with transaction.atomic():
            moves[name](penalty)
    except (MoveRefused, StalePage):
        return Penalty.objects.get(pk=penalty.pk)
    return Penalty.objects.get(pk=penalty.pk)


def last_of(moves, *names):
    return max((number for number, move in enumerate(moves) if move in names), default=-1)


def refuse_gaps(penalty):
    """Hold the log of an imposed penalty against the order of the law."""
    moves = list(LogEntry.objects.about(penalty).values_list("move", flat=True))
    signed, heard = last_of(moves, "countersign"), last_of(moves, "hear", "report_hearing")
    assert -1 < last_of(moves, "file") < last_of(moves, "report") < signed
    assert penalty.filed_by_id not in (penalty.reported_by_id, penalty.countersigned_by_id)
    assert penalty.defence
    if penalty.is_summary:
        assert signed < last_of(moves, "decide_on_spot")
        return
    assert signed < last_of(moves, "notify") < heard < last_of(moves, "decide")
    if penalty.is_complex or penalty.hearing_held_on:
        assert heard < last_of(moves, "review")
    if penalty.is_complex:
        assert heard < last_of(moves, "discuss")
    if penalty.is_deviating:
        assert last_of(moves, "report") < last_of(moves, "consent") < last_of(moves, "notify")


def walk(path, penalty, moves):
    for name in path:
        penalty = took(name, penalty, moves)
    if penalty.state in IMPOSED:
        refuse_gaps(penalty)
    return penalty


def walks(*, examples, longest):
    """Walk at random from one proceeding that is only proposed; each walk is undone."""
    penalty, moves = penalty_in("proposed"), steps()

    @settings(max_examples=examples)
    @given(st.lists(st.sampled_from(ALL), min_size=len(TOWARDS), max_size=longest))
    def try_walk(path):
        with transaction.atomic():
            walk(path, Penalty.objects.get(pk=penalty.pk), moves)
            transaction.set_rollback(True)

    try_walk()


def test_no_path_reaches_a_decision_without_report_notice_defence_review_and_discussion():
    walks(examples=15, longest=40)


@pytest.mark.full
def test_no_long_path_reaches_a_decision_in_the_wrong_order():
    walks(examples=600, longest=80)


def test_the_walk_can_reach_a_decision_and_notices_a_gap():
    moves = steps()
    penalty = walk(["file", *TOWARDS[3:]], penalty_in("proposed"), moves)
    assert penalty.state == "decided"
    penalty.is_deviating = True  # a consent that was never given
    with pytest.raises(AssertionError):
        refuse_gaps(penalty)
