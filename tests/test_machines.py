"""Every edge of every machine stands in this table; what does not stand here does not exist."""

import pytest
from django.apps import apps

from workflow.models import Subject
from workflow.selectors import transition_from

# model -> {(source, move): target}
EDGES = {
    "reports.report": {
        ("submitted", "accept"): "accepted",
        ("submitted", "decline"): "declined",
        ("submitted", "transfer"): "transferred",
        ("submitted", "merge"): "merged",
        ("submitted", "withdraw"): "withdrawn",
        ("accepted", "withdraw"): "withdrawn",
        ("merged", "withdraw"): "withdrawn",
        ("accepted", "answer"): "answered",
        ("merged", "answer"): "answered",
        ("answered", "close"): "closed",
        ("submitted", "ask"): "submitted",
        ("accepted", "extend"): "accepted",
        ("merged", "extend"): "merged",
        ("answered", "object"): "objected",
        ("objected", "conclude_recheck"): "rechecked",
        ("rechecked", "close"): "closed",
    },
    "reports.disclosure": {
        ("requested", "approve"): "approved",
        ("requested", "decline"): "declined",
        ("requested", "withdraw"): "withdrawn",
        ("approved", "withdraw"): "withdrawn",
        ("approved", "open"): "opened",
        ("approved", "expire"): "expired",
        ("opened", "reissue"): "opened",
        ("opened", "expire"): "expired",
    },
    "alarms.alarm": {
        ("raised", "acknowledge"): "acknowledged",
        ("raised", "hand_on"): "raised",
        ("acknowledged", "hand_on"): "raised",
        ("raised", "climb"): "raised",
        ("acknowledged", "finish"): "done",
    },
    "reports.retaliation": {
        ("raised", "answer"): "answered",
    },
    "reports.disposal": {
        ("proposed", "destroy"): "destroyed",
        ("proposed", "decline"): "declined",
    },
    "partners.offer": {("offered", "acknowledge"): "acknowledged", ("offered", "withdraw"): "withdrawn"},
    "partners.batch": {
        ("checked", "release"): "filing",
        ("checked", "close"): "closed",
        ("filing", "close"): "closed",
    },
    "partners.partner": {("active", "end"): "ended"},
    "investigations.case": {
        ("opened", "form_team"): "investigating",
        ("opened", "cancel"): "cancelled",
        ("investigating", "submit_findings"): "found",
        ("found", "review_findings"): "reviewed",
        **{
            (submitted, move): "investigating"
            for submitted in ("found", "reviewed")
            for move in ("return_findings", "take_back_findings")
        },
        ("reviewed", "approve_findings"): "concluded",
        ("concluded", "close"): "closed",
        **{
            (state, "hand_up"): "handed_up"
            for state in ("opened", "investigating", "found", "reviewed", "concluded")
        },
    },
    "investigations.target": {("planned", "visit"): "visited", ("planned", "cancel"): "cancelled"},
    "investigations.task": {
        ("set", "report_done"): "done",
        ("set", "hand_on"): "set",
        ("set", "cancel"): "cancelled",
        ("done", "check_done"): "checked",
        ("done", "give_back"): "set",
        ("done", "cancel"): "cancelled",
    },
    "investigations.rectificationorder": {
        ("ordered", "report_done"): "reported",
        ("ordered", "ask_extension"): "ordered",
        ("ordered", "grant_extension"): "ordered",
        ("ordered", "refuse_extension"): "ordered",
        ("ordered", "pass_recheck"): "passed",
        ("reported", "pass_recheck"): "passed",
        ("ordered", "fail_recheck"): "ordered",
        ("reported", "fail_recheck"): "ordered",
        ("ordered", "cancel"): "cancelled",
        ("reported", "cancel"): "cancelled",
    },
    "investigations.accident": {
        **{
            (state, move): state
            for state in ("recorded", "reported")
            for move in ("receive_unit_report", "update_casualties", "take_mandate")
        },
        **{(state, "pass_on"): state for state in ("reported", "submitted")},
        **{(state, "hand_up"): "handed_up" for state in ("reported", "submitted")},
        **{(state, "publish"): state for state in ("replied", "reviewed")},
        ("recorded", "report_up"): "reported",
        ("recorded", "cancel"): "cancelled",
        ("reported", "begin_appraisal"): "reported",
        ("reported", "end_appraisal"): "reported",
        ("reported", "extend_report"): "reported",
        ("reported", "submit_report"): "submitted",
        ("submitted", "extend_reply"): "submitted",
        ("submitted", "reply"): "replied",
        ("replied", "review"): "reviewed",
    },
    "investigations.disaster": {
        ("recorded", "report_up"): "recorded",
        ("recorded", "update_losses"): "recorded",
        ("recorded", "submit_assessment"): "assessed",
        ("recorded", "hand_up"): "handed_up",
        ("recorded", "cancel"): "cancelled",
        ("assessed", "decide"): "decided",
    },
    "investigations.supervision": {
        ("listed", "extend"): "listed",
        ("listed", "lift"): "lifted",
        ("listed", "cancel"): "cancelled",
    },
    "investigations.fileaccess": {("recorded", "void"): "voided"},
    "investigations.preservation": {("preserved", "settle"): "settled"},
    "investigations.majorhazard": {
        ("registered", "list_up"): "listed",
        ("registered", "lift"): "lifted",
        ("listed", "lift"): "lifted",
    },
    "investigations.fieldrecord": {
        ("recorded", "countersign"): "signed",
        ("recorded", "exclude"): "excluded",
        ("signed", "exclude"): "excluded",
    },
    "investigations.evidence": {
        ("kept", "hand_over"): "offered",
        ("offered", "receive"): "kept",
        ("offered", "call_off"): "kept",
        ("kept", "give_back"): "returned",
        ("kept", "exclude"): "excluded",
    },
    "investigations.referral": {
        ("proposed", "approve"): "approved",
        ("proposed", "refuse"): "refused",
        ("approved", "hand_over"): "handed_over",
        ("handed_over", "take_up"): "filed",
        ("handed_over", "decline"): "declined",
        ("declined", "object"): "objected",
        ("declined", "take_back"): "returned",
        ("filed", "take_back"): "returned",
        ("delivered", "take_back"): "returned",
        ("handed_over", "forward"): "handed_over",
        ("delivered", "note_judgment"): "judged",
        ("objected", "take_up"): "filed",
        ("objected", "take_back"): "returned",
        ("filed", "deliver"): "delivered",
    },
    "sanctions.penalty": {
        ("proposed", "file"): "filed",
        **{
            (undecided, move): undecided
            for undecided in (
                "filed",
                "reported",
                "investigated",
                "notified",
                "hearing_requested",
                "hearing_set",
                "hearing_announced",
                "hearing_held",
                "heard",
                "reviewed",
            )
            for move in ("extend", "extend_further")
        },
        ("filed", "report"): "reported",
        ("reported", "countersign"): "investigated",
        ("reported", "withdraw_report"): "filed",
        ("investigated", "withdraw_report"): "filed",
        ("investigated", "consent"): "investigated",
        ("investigated", "notify"): "notified",
        ("investigated", "decide_on_spot"): "served",
        ("notified", "hear"): "heard",
        ("heard", "review"): "reviewed",
        ("heard", "send_back"): "filed",
        **{(heard, "discuss"): heard for heard in ("heard", "reviewed")},
        **{(heard, "decide"): "decided" for heard in ("heard", "reviewed")},
        **{
            (undecided, "drop"): "dropped"
            for undecided in (
                "proposed",
                "filed",
                "reported",
                "investigated",
                "notified",
                "hearing_held",
                "heard",
                "reviewed",
            )
        },
        ("decided", "serve"): "served",
        ("paid", "close"): "closed",
        ("served", "close"): "closed",
        **{(early, "cancel"): "cancelled" for early in ("proposed", "filed")},
        ("notified", "request_hearing"): "hearing_requested",
        ("hearing_set", "announce_hearing"): "hearing_announced",
        ("hearing_announced", "hold_hearing"): "hearing_held",
        ("hearing_held", "report_hearing"): "heard",
        **{
            (hearing, move): target
            for hearing in ("hearing_requested", "hearing_set", "hearing_announced")
            for move, target in (
                ("set_hearing", "hearing_set"),
                ("waive_hearing", "notified"),
                ("drop", "dropped"),
            )
        },
        **{
            (imposed, move): imposed
            for imposed in ("decided", "served", "demanded", "in_court", "paid", "closed")
            for move in ("publish", "withdraw_publication")
        },
        ("revoked", "withdraw_publication"): "revoked",
        **{
            ("served", move): "served"
            for move in (
                "ask_for_time",
                "grant_delay",
                "grant_instalments",
                "refuse_time",
                "note_part",
                "remind",
            )
        },
        **{(done, move): done for done in ("served", "paid") for move in ("propose_closing", "keep_open")},
        ("served", "demand"): "demanded",
        **{("demanded", act): "demanded" for act in ("serve_demand", "hear_demand")},
        ("demanded", "apply_to_court"): "in_court",
        **{("in_court", act): "in_court" for act in ("note_acceptance", "note_ruling")},
        ("in_court", "end_enforcement"): "closed",
        **{(unpaid, "pay"): "paid" for unpaid in ("served", "demanded", "in_court")},
        **{
            (served, move): "revoked" if move == "revoke" else served
            for served in ("served", "demanded", "in_court", "paid")
            for move in ("open_review", "open_suit", "uphold", "reduce", "revoke")
        },
    },
    "sanctions.listing": {
        ("candidate", "notify"): "notified",
        ("notified", "hear"): "heard",
        ("heard", "enter"): "listed",
        ("candidate", "dismiss"): "dismissed",
        ("notified", "dismiss"): "dismissed",
        ("heard", "dismiss"): "dismissed",
        ("listed", "remove"): "removed",
        ("listed", "lift"): "removed",
        ("removed", "restore"): "listed",
        **{("listed", act): "listed" for act in ("register", "ask_removal", "refuse_removal")},
        **{(waiting, "cancel"): "cancelled" for waiting in ("candidate", "notified", "heard")},
    },
    "sanctions.interview": {
        ("proposed", "plan"): "planned",
        ("planned", "plan"): "planned",
        ("planned", "announce"): "announced",
        ("announced", "hold"): "held",
        ("held", "report_back"): "reported",
        ("reported", "close"): "closed",
        **{(called, "fail"): "failed" for called in ("announced", "held", "reported")},
        **{(early, "dismiss"): "dismissed" for early in ("proposed", "planned")},
        ("proposed", "cancel"): "cancelled",
    },
    "sanctions.goodcredit": {
        ("nominated", "declare"): "stated",
        ("stated", "enter"): "listed",
        **{(waiting, "dismiss"): "dismissed" for waiting in ("nominated", "stated")},
        ("listed", "remove"): "ended",
        **{(standing, "forfeit"): "ended" for standing in ("nominated", "stated", "listed")},
    },
    "sanctions.measure": {
        ("noticed", "propose"): "proposed",
        ("noticed", "count"): "noticed",
        ("proposed", "approve"): "approved",
        **{(early, "drop"): "dropped" for early in ("noticed", "proposed")},
        ("approved", "order_closure"): "in_force",
        ("approved", "decline"): "declined",
        ("approved", "cut"): "in_force",
        **{(standing, "lift"): "ended" for standing in ("approved", "in_force")},
        ("approved", "take_effect"): "in_force",
        ("approved", "carry_out"): "ended",
        **{(done, "wait_again"): "approved" for done in ("in_force", "ended")},
        ("in_force", "expire"): "ended",
        **{(standing, "fall"): "fallen" for standing in ("noticed", "proposed", "approved", "in_force")},
    },
    "sanctions.exposure": {
        ("proposed", "draft"): "drafted",
        ("drafted", "draft"): "drafted",
        ("drafted", "clear"): "cleared",
        ("drafted", "send_back"): "proposed",
        ("cleared", "publish"): "published",
        ("published", "withdraw"): "withdrawn",
        **{(early, "dismiss"): "dismissed" for early in ("proposed", "drafted", "cleared")},
        ("proposed", "cancel"): "cancelled",
    },
    "sanctions.handover": {
        ("drawn", "answer"): "answered",
        ("drawn", "discard"): "discarded",
    },
    "sanctions.remittance": {
        ("checked", "book"): "booked",
        ("checked", "discard"): "discarded",
    },
    "rewards.reward": {
        **{("assessed", act): "assessed" for act in ("find_conditions", "agree_conditions")},
        **{("assessed", act): "assessed" for act in ("find_shares", "agree_shares")},
        **{(early, "reckon"): "assessed" for early in ("assessed", "told", "reexamined")},
        **{
            (state, "stop"): "refused"
            for state in (
                *("assessed", "told", "contested", "reexamined"),
                *("proposed", "reviewed", "cleared", "approved", "claimed", "lapsed"),
            )
        },
        ("refused", "resume"): "assessed",
        ("assessed", "tell"): "told",
        ("told", "agree"): "told",
        **{(told, "contest"): "contested" for told in ("told", "refused")},
        ("contested", "uphold"): "reexamined",
        ("contested", "uphold_refusal"): "refused",
        ("contested", "change"): "assessed",
        **{(early, "propose"): "proposed" for early in ("assessed", "told", "reexamined")},
        ("assessed", "refuse"): "refused",
        ("proposed", "review"): "reviewed",
        ("proposed", "clear"): "cleared",
        ("reviewed", "clear"): "cleared",
        **{(state, "send_back"): "assessed" for state in ("proposed", "reviewed", "cleared")},
        **{(state, "approve"): "approved" for state in ("proposed", "reviewed", "cleared")},
        **{(state, "lodge"): state for state in ("approved", "claimed", "paid", "lapsed")},
        ("approved", "claim"): "claimed",
        ("approved", "extend_claim"): "approved",
        ("approved", "announce"): "approved",
        ("approved", "lapse"): "lapsed",
        ("claimed", "pay"): "paid",
        ("claimed", "return_claim"): "approved",
        ("paid", "take_back"): "approved",
        ("lapsed", "revive"): "approved",
        **{
            (state, "cancel"): "cancelled"
            for state in (
                *("assessed", "told", "contested", "reexamined"),
                *("proposed", "reviewed", "cleared"),
            )
        },
    },
    "rewards.fabrication": {
        ("raised", "hear"): "asked",
        ("raised", "drop"): "cleared",
        ("asked", "give_answer"): "answered",
        **{(state, "find"): "found" for state in ("asked", "answered")},
        **{(state, "clear"): "cleared" for state in ("asked", "answered")},
    },
    "rewards.clawback": {
        ("proposed", "decide"): "decided",
        ("proposed", "dismiss"): "dismissed",
        ("decided", "recover"): "recovered",
    },
    "rewards.paymentfile": {
        ("drawn", "hand_out"): "handed_out",
        ("drawn", "discard"): "discarded",
        ("handed_out", "settle"): "settled",
    },
    "vault.personkey": {
        ("waiting", "confirm"): "active",
        ("waiting", "retire"): "retired",
        ("active", "retire"): "retired",
    },
    "vault.escrowkey": {
        ("held", "replace"): "replaced",
    },
    "notices.service": {
        ("underway", "prove"): "served",
        ("underway", "elapse"): "served",
        ("underway", "fail"): "failed",
    },
    "notices.notice": {
        ("issued", "render"): "rendered",
        ("issued", "fail"): "failed",
        ("failed", "retry"): "issued",
        **{
            (standing, move): target
            for standing in ("issued", "rendered", "failed")
            for move, target in (
                ("void", "voided"),
                ("withdraw", "voided"),
                ("supersede", "superseded"),
                ("correct", "superseded"),
            )
        },
    },
}
SUBJECTS = [model for model in apps.get_models() if issubclass(model, Subject)]


def edges_of(model):
    field = model._meta.get_field("state")
    return {
        (str(transition.source), transition.name): str(transition.target or transition.source)
        for transition in field.get_all_transitions(model)
    }


def test_every_machine_stands_in_the_table():
    assert {model.label() for model in SUBJECTS} == set(EDGES)


@pytest.mark.parametrize("model", SUBJECTS, ids=lambda model: model.label())
def test_table_and_machine_name_the_same_edges(model):
    assert edges_of(model) == EDGES[model.label()]


@pytest.mark.parametrize(
    ("model", "state", "move"),
    [
        (model, str(state), move)
        for model in SUBJECTS
        for state, _title in model._meta.get_field("state").choices
        for move in sorted({move for _state, move in EDGES[model.label()]})
        if (str(state), move) not in EDGES[model.label()]
    ],
)
def test_no_other_move_leaves_a_state(model, state, move):
    assert transition_from(model(state=state), move) is None


@pytest.mark.parametrize("model", SUBJECTS, ids=lambda model: model.label())
def test_every_state_can_be_reached_and_none_is_a_trap(model):
    edges = EDGES[model.label()]
    states = {str(state) for state, _title in model._meta.get_field("state").choices}
    first = str(model._meta.get_field("state").default)
    reached, waiting = {first}, [first]
    while waiting:
        state = waiting.pop()
        for (source, _move), target in edges.items():
            if source == state and target not in reached:
                reached.add(target)
                waiting.append(target)
    assert reached == states
    finals = {
        state
        for state in states
        if all(target == state for (source, _), target in edges.items() if source == state)
    }
    assert finals, "a machine that never ends"


@pytest.mark.parametrize("model", SUBJECTS, ids=lambda model: model.label())
def test_every_move_has_a_policy_and_a_label(model):
    for transition in model._meta.get_field("state").get_all_transitions(model):
        assert callable(transition.permission), transition.name
        assert transition.custom.get("label"), transition.name
