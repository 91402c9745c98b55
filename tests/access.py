"""Who may open which page: every address of the house stands here, or a test fails.

`docs/access-matrix.md` is drawn from this table, and tests/test_access.py asks every address over HTTP as every duty:

- whoever stands in `opens` gets the page (200, or where it leads),
- whoever stands in `refused` sees the file, and is told why this is not theirs (403),
- everybody else, a superuser without a duty too, is told that there is no such page (404).

`built` names the file on which this holds, as tests.factories builds it: "report:submitted" is
`report_in("submitted")`. An investigator stands for one of the case's own team; one of no team is a stranger.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import Duty
from desk.selectors import SEEKERS
from vault.policies import KEY_DUTIES


class Door(enum.Enum):
    """What a page asks of whoever opens it."""

    PUBLIC = "public"  # nothing
    RECEIPT = "receipt"  # the receipt code of the report
    KEY = "key"  # the key of a partner
    SIGNED_IN = "signed in"  # a sign-in, whatever the duties
    DUTY = "duty"  # one of the duties in `opens`
    FILE = "file"  # one of the duties in `opens`, on a file that the person sees


@dataclass(frozen=True, slots=True)
class Access:
    """The door of a page and whom it lets through."""

    door: Door
    opens: frozenset[Duty] = frozenset()
    refused: frozenset[Duty] = frozenset()
    built: str = ""
    method: str = "get"
    note: str = ""


D, I, R, L = Duty.DESK, Duty.INVESTIGATOR, Duty.REVIEWER, Duty.LEADER  # noqa: E741 - the table is read across
O, F, C, S = Duty.REWARDS, Duty.FINANCE, Duty.CASHIER, Duty.SUPERVISION  # noqa: E741
U, A, H = Duty.CUSTODIAN, Duty.AUDITOR, Duty.CHAIR


def anybody(note: str = "", *, method: str = "get") -> Access:
    """Open to everybody."""
    return Access(Door.PUBLIC, method=method, note=note)


def holder(note: str = "", *, method: str = "get") -> Access:
    """Open to whoever holds the receipt."""
    return Access(Door.RECEIPT, method=method, note=note)


def partner(*, method: str = "get") -> Access:
    """Open to whoever shows a partner's key; no sign-in and no receipt helps."""
    return Access(Door.KEY, method=method)


def staff(*opens: str, method: str = "get") -> Access:
    """Open to these duties."""
    return Access(Door.DUTY, frozenset(Duty(duty) for duty in opens), method=method)


def file(built: str, *opens: Duty, no: tuple[Duty, ...] = (), method: str = "get") -> Access:
    """Open to these duties on a file that they see; `no` see it and are refused."""
    return Access(Door.FILE, frozenset(opens), frozenset(no), built, method)


DRAFT = "everybody; it shows what this browser has answered so far"
SENT = "the browser that has just sent the report"
WITH_IT = "the browser in which the receipt code was entered, for an hour"

ACCESS: dict[str, Access] = {
    # ---- The public site -------------------------------------------------------------------------------------
    "healthz": anybody(),
    "set_language": anybody(method="post"),
    "set_type": anybody(method="post"),
    "tips:home": anybody(),
    "tips:report": anybody(DRAFT),
    "tips:question": anybody(DRAFT),
    "tips:danger": anybody(),
    "tips:suggest": anybody(method="post"),
    "tips:check": anybody(DRAFT),
    "tips:send": anybody(DRAFT, method="post"),
    "tips:receipt": anybody(SENT),
    "tips:statement": anybody(SENT),
    "tips:opening": anybody(SENT),
    "tips:proof": anybody(),
    "tips:proof_key": anybody(),
    "tips:checker": anybody(),
    "tips:done": anybody(),
    "tips:track": anybody(),
    "tips:panels": holder(WITH_IT),
    "tips:message": holder(WITH_IT, method="post"),
    "tips:notice": holder(WITH_IT),
    "tips:object": holder(WITH_IT),
    "tips:withdraw": holder(WITH_IT),
    "tips:all_well": holder(WITH_IT, method="post"),
    "tips:retaliation": holder(WITH_IT, method="post"),
    "tips:statement_again": holder(WITH_IT),
    "tips:salt_again": holder(WITH_IT),
    "tips:leave": anybody(method="post"),
    "tips:left": anybody(),
    "tips:away": anybody(),
    "claims:reward": holder(WITH_IT),
    "claims:agree": holder(WITH_IT, method="post"),
    "claims:contest": holder(WITH_IT),
    "claims:code": holder(WITH_IT),
    "dishonest:list": anybody(),
    "dishonest:exposures": anybody(),
    "dishonest:good_credit": anybody(),
    "dishonest:good_credit_json": anybody(),
    "dishonest:json": anybody(),
    "dishonest:csv": anybody(),
    "dishonest:atom": anybody(),
    "genuine:verify": anybody(),
    "genuine:file": anybody(),
    "genuine:certificate": anybody(),
    "open:rules": anybody(),
    "open:figures": anybody(),
    "unclaimed:list": anybody(),
    # The interface for partner channels (tests/partners asks it with keys).
    "api:page": anybody(),
    "api:openapi": anybody(),
    "api:tips": partner(method="post"),
    "api:status": partner(),
    "api:transfers": partner(),
    "api:transfer": partner(),
    "api:acknowledgement": partner(method="post"),
    "api:nothing": anybody("whatever else stands under /api/v1/: there is nothing"),
    # ---- The desk --------------------------------------------------------------------------------------------
    "desk:login": anybody(),
    "desk:logout": Access(Door.SIGNED_IN, method="post"),
    "desk:second_factor": Access(Door.SIGNED_IN, note="one's own"),
    "desk:sessions": Access(Door.SIGNED_IN, note="each sees their own"),
    "desk:end_session": Access(Door.SIGNED_IN, method="post", note="each ends their own"),
    "desk:reset_factor": staff(Duty.ADMIN, method="post"),
    "desk:home": Access(Door.SIGNED_IN, note="each sees their own work"),
    "desk:save_view": Access(Door.SIGNED_IN, method="post", note="each keeps their own lists"),
    "desk:forget_view": Access(Door.SIGNED_IN, method="post", note="each forgets their own"),
    "desk:search": staff(*SEEKERS),
    "desk:unit": staff(*SEEKERS),
    "desk:set_risk": staff(L),
    "desk:name_person": staff(L),
    "desk:inspect_unit": staff(L, I),
    "desk:announce_period": staff(L),
    "desk:ties": Access(Door.SIGNED_IN, note="each declares their own"),
    "desk:end_tie": Access(Door.SIGNED_IN, method="post", note="each ends their own"),
    "desk:log": staff(Duty.AUDITOR),
    "desk:people": staff(Duty.ADMIN),
    # The law, and what this office added to it, may be read by everybody who works here.
    "desk:rulebook": Access(Door.SIGNED_IN),
    "desk:rule": Access(Door.SIGNED_IN),
    "desk:settings": Access(Door.SIGNED_IN),
    "desk:holidays": Access(Door.SIGNED_IN),
    "desk:site": Access(Door.SIGNED_IN),
    "desk:confirm_rule": staff(Duty.ADMIN),
    "desk:withdraw_confirmation": staff(Duty.ADMIN),
    "desk:setting": staff(Duty.ADMIN),
    "desk:import_holidays": staff(Duty.ADMIN),
    "desk:withdraw_holidays": staff(Duty.ADMIN),
    "desk:switch_site": staff(Duty.ADMIN, method="post"),
    "desk:person": staff(Duty.ADMIN),
    "desk:reset_password": staff(Duty.ADMIN, method="post"),
    "desk:let_go": staff(Duty.ADMIN, method="post"),
    "desk:delegate": staff(Duty.ADMIN),
    "desk:end_delegation": staff(Duty.ADMIN, method="post"),
    "desk:shut_out": staff(Duty.ADMIN, method="post"),
    "desk:key": Access(Door.SIGNED_IN, note="each sees their own key"),
    "desk:password": Access(Door.SIGNED_IN, note="one's own"),
    "desk:exchange_key": Access(Door.SIGNED_IN, note="one's own"),
    "desk:restore_key": Access(Door.SIGNED_IN, note="one's own"),
    "desk:replace_key": Access(Door.SIGNED_IN, note="one's own"),
    "desk:keys": staff(*KEY_DUTIES),
    "desk:reseal": staff(*KEY_DUTIES, method="post"),
    "desk:confirm_key": file("key:waiting", *KEY_DUTIES),
    "desk:escrow": staff(Duty.ADMIN, A),
    "desk:ceremony": staff(Duty.ADMIN),
    "desk:recover": staff(Duty.ADMIN),
    # ---- Filing for somebody -----------------------------------------------------------------------------------
    "hotline:call": staff(D),
    "hotline:counter": staff(D),
    "hotline:letter": staff(D),
    "hotline:transfer_in": staff(D),
    "hotline:receipt": staff(D),
    "hotline:suggest": staff(D, method="post"),
    # ---- Taking in -------------------------------------------------------------------------------------------
    "intake:queue": staff(D, S),
    "intake:preview": staff(D, S, method="post"),
    "intake:carry_out": staff(D, S, method="post"),
    "intake:result": staff(D, S),
    # ---- Duty and alarms: an alarm is for whom it called, and for those behind the roster ------------------------
    "alarms:list": staff(*Duty),
    "alarms:roster": Access(Door.SIGNED_IN),
    "alarms:import_month": staff(D, L),
    "alarms:contact": Access(Door.SIGNED_IN, note="one's own"),
    "alarms:detail": file("alarm:raised", D, L, S),
    "alarms:acknowledge": file("alarm:raised", D, L, S),
    "alarms:hand_on": file("alarm:raised", D, L, no=(S,)),
    "alarms:finish": file("alarm:acknowledged", L, no=(D, S)),
    # ---- Notice boards ---------------------------------------------------------------------------------------
    "outreach:boards": staff(D, L),
    "outreach:sheet": staff(D, L),
    "outreach:retire": staff(D, L, method="post"),
    # ---- Reports ---------------------------------------------------------------------------------------------
    "reports:list": staff(D, L, S),
    "reports:detail": file("report:answered", D, L, I),
    "reports:words": file("shared_report:accepted", D, I, no=(L,), method="post"),
    "reports:share_words": file("shared_report:accepted", D, no=(L, I)),
    "reports:messages": file("report:submitted", D, no=(L,), method="post"),
    "reports:file": file("shared_report:accepted", D, I, no=(L,)),
    "reports:copy": file("report:submitted", D, no=(L,), method="post"),
    "reports:release_copy": file("report:submitted", D, no=(L,), method="post"),
    "reports:clean": file("report:submitted", D, no=(L,), method="post"),
    "reports:release": file("report:accepted", D, no=(L,)),
    "reports:write": file("report:answered", D, no=(L, I)),
    "reports:hold": file("report:closed", L, no=(D, I)),
    "reports:lift_hold": file("report:closed", L, no=(D, I)),
    "reports:stand_aside": file("report:accepted", D, L),
    "reports:accept": file("report:submitted", D, no=(L,)),
    "reports:decline": file("report:submitted", D, no=(L,)),
    "reports:transfer": file("report:submitted", D, no=(L,)),
    "reports:acknowledge": file("report:transferred", D, no=(L,)),
    "reports:merge": file("report:submitted", D, no=(L,)),
    "reports:ask": file("report:submitted", D, no=(L,)),
    "reports:compare": file("report:submitted", D, no=(L,), method="post"),
    "reports:find_first": file("report:merged", D, no=(L,)),
    "reports:extend": file("report:accepted", D, no=(L,)),
    "reports:conclude_recheck": file("report:objected", D, no=(L, I)),
    "reports:close": file("report:answered", D, no=(L, I)),
    "reports:annul": file("report:accepted", D, L),
    # ---- Openings of identities: D sees none, a custodian their own --------------------------------------------
    "identities:list": staff(U, L, S, A),
    "identities:ask": staff(U),
    "identities:detail": file("disclosure:requested", U, L, A),
    "identities:approve": file("disclosure:requested", L, no=(U, A)),
    "identities:decline": file("disclosure:requested", L, no=(U, A)),
    "identities:withdraw": file("disclosure:requested", U, no=(L, A)),
    "identities:open": file("disclosure:approved", U, no=(L, A), method="post"),
    "identities:reissue": file("lost_receipt:opened", U, no=(L, A), method="post"),
    # ---- Retaliation -----------------------------------------------------------------------------------------
    "protection:list": staff(L, Duty.SUPERVISION),
    "protection:detail": file("retaliation:raised", L, Duty.SUPERVISION),
    "protection:words": file("retaliation:raised", Duty.SUPERVISION, no=(L,), method="post"),
    # ---- Retention -------------------------------------------------------------------------------------------
    "keeping:list": staff(U, L, S, A),
    "keeping:due": staff(U),
    "keeping:detail": file("disposal:proposed", U, L, S, A),
    "keeping:destroy": file("disposal:proposed", L, S, no=(U, A)),
    "keeping:decline": file("disposal:proposed", L, S, no=(U, A)),
    # ---- Cases and rectification orders ----------------------------------------------------------------------
    "investigations:list": staff(L, R, I, S),
    "investigations:detail": file("case:investigating", L, R, I),
    "investigations:name_unit": file("case:investigating", I, no=(L, R)),
    "investigations:seat_member": file("case:investigating", L, no=(R, I)),
    "investigations:open_case": staff(D, L, S),
    "investigations:add_targets": file("crackdown:investigating", L, I, no=(R,)),
    "investigations:visit_target": file("target:planned", I, no=(L, R)),
    "investigations:cancel_target": file("target:planned", L, I, no=(R,)),
    "investigations:annul_target": file("target:visited", L, I, no=(R,)),
    "investigations:prove_gate": file("accident_case:investigating", I, no=(L, R)),
    "investigations:order_examination": file("accident_case:investigating", L, no=(I, R)),
    "investigations:waive_examination": file("accident_case:investigating", L, no=(I, R)),
    "investigations:invite": file("case:investigating", L, no=(R, I)),
    "investigations:set_task": file("case:investigating", L, I, no=(R,)),
    "investigations:hand_over": file("case:investigating", L, I, no=(R,)),
    "investigations:read": file("case:found", I, no=(L, R)),
    "investigations:report_done_task": file("task:set", I, no=(L, R)),
    "investigations:check_done_task": file("task:done", L, no=(I, R)),
    "investigations:give_back_task": file("task:done", L, no=(I, R)),
    "investigations:cancel_task": file("task:set", L, I, no=(R,)),
    "investigations:annul_task": file("task:done", L, I, no=(R,)),
    "investigations:stand_aside": file("case:investigating", L, R, I),
    "investigations:form_team": file("case:opened", L, no=(R,)),
    "investigations:submit_findings": file("case:investigating", I, no=(L, R)),
    "investigations:review_findings": file("joint_case:found", I, no=(L, R)),
    "investigations:take_back_findings": file("case:found", I, no=(L, R)),
    "investigations:name_responsible": file("case:investigating", I, no=(L, R)),
    "investigations:allegations": file("report:accepted", D, no=(L,)),
    "investigations:return_findings": file("case:found", L, no=(R, I)),
    "investigations:approve_findings": file("case:reviewed", L, no=(R, I)),
    "investigations:order_rectification": file("case:investigating", I, no=(L, R)),
    "investigations:close": file("case:concluded", L, no=(R, I)),
    "investigations:annul": file("case:found", L, I, no=(R,)),
    "investigations:report_done_order": file("order:ordered", I, no=(L, R)),
    "investigations:pass_recheck_order": file("order:ordered", I, no=(L, R)),
    "investigations:fail_recheck_order": file("order:reported", I, no=(L, R)),
    "investigations:ask_extension_order": file("order:ordered", I, no=(L, R)),
    "investigations:grant_extension_order": file("order:asked", L, no=(R, I)),
    "investigations:refuse_extension_order": file("order:asked", L, no=(R, I)),
    "investigations:cancel_order": file("order:ordered", I, no=(L, R)),
    "investigations:annul_order": file("order:reported", L, I, no=(R,)),
    "investigations:preserve": file("case:investigating", I, no=(L, R)),
    "investigations:refer": file("case:investigating", I, no=(L, R)),
    # ---- Access to files by parties, lawyers, courts and applicants -------------------------------------------
    "investigations:accesses": staff(L, R, I, S),
    "investigations:access": file("access:recorded", L, R, I),
    "investigations:show_file": file("access_case:concluded", L, I, no=(R,)),
    "investigations:void_access": file("access:recorded", L, I, no=(R,)),
    # ---- Accidents, preserved evidence, referrals --------------------------------------------------------------
    "investigations:record_accident": staff(D, I, L),
    "investigations:accident": file("accident:reported", D, L, R, I),
    "investigations:receive_unit_report_accident": file("silent_accident:reported", D, L, I, no=(R,)),
    "investigations:report_up_accident": file("accident:recorded", D, L, I, no=(R,)),
    "investigations:update_casualties_accident": file("accident:reported", D, L, I, no=(R,)),
    "investigations:begin_appraisal_accident": file("accident:reported", I, no=(D, L, R)),
    "investigations:end_appraisal_accident": file("accident:appraising", I, no=(D, L, R)),
    "investigations:extend_report_accident": file("accident:reported", I, no=(D, L, R)),
    "investigations:submit_report_accident": file("accident:signed", I, no=(D, L, R)),
    "investigations:draft_report": file("accident:reported", I, no=(D, L, R)),
    "investigations:promise": file("accident:reported", I, no=(D, L, R)),
    "investigations:sign_report": file("accident:written", I, no=(D, L, R)),
    "investigations:review_promise": file("accident:replied", L, no=(D, R, I)),
    "investigations:pass_on_accident": file("grave_accident:reported", D, L, I, no=(R,)),
    "investigations:take_mandate_accident": file("grave_accident:reported", L, no=(D, R, I)),
    "investigations:hand_up_accident": file("grave_accident:reported", L, no=(D, R, I)),
    "investigations:publish_accident": file("accident:replied", L, no=(D, R, I)),
    "investigations:extend_reply_accident": file("grave_accident:submitted", L, no=(D, R, I)),
    "investigations:reply_accident": file("accident:submitted", L, no=(D, R, I)),
    "investigations:review_accident": file("accident:published", L, no=(D, R, I)),
    "investigations:cancel_accident": file("accident:fresh", L, no=(D, R)),
    "investigations:annul_accident": file("accident:submitted", L, I, no=(D, R)),
    "investigations:record_disaster": staff(D, I, L),
    "investigations:disaster": file("disaster:recorded", D, L, R, I),
    "investigations:report_up_disaster": file("disaster:recorded", D, L, I, no=(R,)),
    "investigations:update_losses_disaster": file("disaster:recorded", D, L, I, no=(R,)),
    "investigations:submit_assessment_disaster": file("disaster:recorded", I, no=(D, L, R)),
    "investigations:decide_disaster": file("disaster:assessed", L, no=(D, R, I)),
    "investigations:hand_up_disaster": file("grave_disaster:recorded", L, no=(D, R, I)),
    "investigations:cancel_disaster": file("disaster:fresh", L, no=(D, R)),
    "investigations:annul_disaster": file("disaster:assessed", L, I, no=(D, R)),
    "investigations:supervise": file("typical_case:reported", L, no=(R, I)),
    "investigations:extend_supervision": file("supervision:listed", L, no=(R, I)),
    "investigations:lift_supervision": file("supervision:ready", L, no=(R, I)),
    "investigations:cancel_supervision": file("supervision:listed", L, no=(R, I)),
    "investigations:annul_supervision": file("supervision:extended", L, I, no=(R,)),
    "investigations:settle_preservation": file("preservation:preserved", I, no=(L, R)),
    "investigations:annul_preservation": file("preservation:settled", L, I, no=(R,)),
    # ---- Evidence ----------------------------------------------------------------------------------------------
    "investigations:hazards": staff(L, R, I, S),
    "investigations:hazard": file("hazard:registered", L, R, I),
    "investigations:register_hazard": file("order:ordered", I, no=(L, R)),
    "investigations:list_up_hazard": file("hazard:registered", L, no=(R, I)),
    "investigations:lift_hazard": file("hazard:gone", L, no=(R, I)),
    "investigations:annul_hazard": file("hazard:listed", L, I, no=(R,)),
    "field:home": staff(L, R, I, S),
    "field:keeper": staff(I),
    "field:inspection": staff(I),
    "field:interview": staff(I),
    "field:detail": file("field_record:recorded", L, R, I),
    "field:papers": file("field_record:inquiry", L, I, no=(R,), method="post"),
    "field:countersign": file("field_record:to_sign", I, no=(L, R)),
    "field:exclude": file("field_record:recorded", L, no=(R, I)),
    "investigations:case_evidence": file("case:investigating", L, R, I),
    "investigations:take_evidence": file("case:investigating", I, no=(L, R)),
    "investigations:export_evidence": file("evidence_case:investigating", L, I, no=(R,)),
    "investigations:evidence": file("evidence:kept", L, R, I),
    "investigations:hand_over_evidence": file("evidence:kept", I, no=(L, R)),
    "investigations:receive_evidence": file("evidence:offered_back", I, no=(L, R)),
    "investigations:call_off_evidence": file("evidence:offered", I, no=(L, R)),
    "investigations:give_back_evidence": file("evidence:kept", I, no=(L, R)),
    "investigations:exclude_evidence": file("evidence:kept", L, no=(R, I)),
    "investigations:annul_evidence": file("evidence:excluded", L, I, no=(R,)),
    "investigations:share_evidence": file("evidence:kept", L, I, no=(R,), method="post"),
    "investigations:original": file("evidence:kept", L, I, no=(R,), method="post"),
    "investigations:working_copy": file("evidence:kept", L, I, no=(R,), method="post"),
    "investigations:picture": file("evidence:kept", L, I, no=(R,)),
    "investigations:approve_referral": file("referral:proposed", L, no=(R, I)),
    "investigations:refuse_referral": file("referral:proposed", L, no=(R, I)),
    "investigations:hand_over_referral": file("referral:approved", I, no=(L, R)),
    "investigations:forward_referral": file("referral:handed_over", I, no=(L, R)),
    "investigations:note_judgment_referral": file("referral:delivered", I, no=(L, R)),
    "investigations:take_up_referral": file("referral:handed_over", I, no=(L, R)),
    "investigations:decline_referral": file("referral:handed_over", I, no=(L, R)),
    "investigations:object_referral": file("referral:declined", I, no=(L, R)),
    "investigations:take_back_referral": file("referral:declined", I, no=(L, R)),
    "investigations:deliver_referral": file("referral:filed", I, no=(L, R)),
    "investigations:annul_referral": file("referral:approved", L, I, no=(R,)),
    # ---- Penalties and the list of dishonest subjects --------------------------------------------------------
    "sanctions:list": staff(L, R, I, F, H),
    "sanctions:detail": file("penalty:filed", L, R, I, F),
    "sanctions:file_another": file("penalty:filed", I, no=(L, R, F)),
    "sanctions:file": file("penalty:proposed", L, no=(R, I, F)),
    "sanctions:extend": file("penalty:extensible", L, no=(R, I, F)),
    "sanctions:extend_further": file("penalty:extended", L, no=(R, I, F)),
    "sanctions:report": file("penalty:filed", I, no=(L, R, F)),
    "sanctions:countersign": file("penalty:to_sign", I, no=(L, R, F)),
    "sanctions:withdraw_report": file("penalty:investigated", I, no=(L, R, F)),
    "sanctions:consent": file("penalty:deviating", L, no=(R, I, F)),
    "sanctions:notify": file("penalty:investigated", I, no=(L, R, F)),
    "sanctions:decide_on_spot": file("penalty:small", I, no=(L, R, F)),
    "sanctions:hold_hearing": file("penalty:hearing_day", H, no=(L, R, I, F)),
    "sanctions:report_hearing": file("penalty:hearing_held", H, no=(L, R, I, F)),
    "sanctions:discuss": file("penalty:heard", L, no=(R, I, F)),
    "sanctions:hear": file("penalty:notified", I, no=(L, R, F)),
    "sanctions:review": file("penalty:heard", R, no=(L, I, F)),
    "sanctions:send_back": file("penalty:heard", R, no=(L, I, F)),
    "sanctions:decide": file("penalty:reviewed", L, no=(R, I, F)),
    "sanctions:drop": file("penalty:filed", L, no=(R, I, F)),
    "sanctions:serve": file("penalty:decided", I, no=(L, R, F)),
    "sanctions:pay": file("penalty:served", F, no=(L, R, I)),
    "sanctions:propose_closing": file("penalty:paid", I, no=(L, R, F)),
    "sanctions:keep_open": file("penalty:ending", L, no=(R, I, F)),
    "sanctions:close": file("penalty:ending", L, no=(R, I, F)),
    "sanctions:annul": file("penalty:notified", L, I, no=(R, F)),
    "sanctions:request_hearing": file("penalty:notified", I, no=(L, R, F)),
    "sanctions:set_hearing": file("penalty:hearing_requested", I, no=(L, R, F)),
    "sanctions:announce_hearing": file("penalty:hearing_set", I, no=(L, R, F, H)),
    "sanctions:waive_hearing": file("penalty:hearing_requested", I, no=(L, R, F)),
    "sanctions:publish": file("penalty:decided", I, no=(L, R, F)),
    "sanctions:withdraw_publication": file("penalty:published", I, no=(L, R, F)),
    "sanctions:ask_for_time": file("penalty:served", I, no=(L, R, F)),
    "sanctions:grant_delay": file("penalty:asking", L, no=(R, I, F)),
    "sanctions:grant_instalments": file("penalty:asking", L, no=(R, I, F)),
    "sanctions:refuse_time": file("penalty:asking", L, no=(R, I, F)),
    "sanctions:demand": file("penalty:overdue", I, no=(L, R, F)),
    "sanctions:apply_to_court": file("penalty:unmoved", L, no=(R, I, F)),
    "sanctions:end_enforcement": file("penalty:in_court", L, no=(R, I, F)),
    "sanctions:open_review": file("penalty:served", I, no=(L, R, F)),
    "sanctions:open_suit": file("penalty:served", I, no=(L, R, F)),
    "sanctions:uphold": file("penalty:reviewing", I, no=(L, R, F)),
    "sanctions:reduce": file("penalty:reviewing", I, no=(L, R, F)),
    "sanctions:revoke": file("penalty:reviewing", I, no=(L, R, F)),
    "sanctions:listings": staff(L, R, I),
    "sanctions:listing": file("listing:candidate", L, R, I),
    "sanctions:notify_listing": file("listing:candidate", I, no=(L, R)),
    "sanctions:hear_listing": file("listing:notified", I, no=(L, R)),
    "sanctions:enter_listing": file("listing:heard", L, no=(R, I)),
    "sanctions:dismiss_listing": file("listing:candidate", L, no=(R, I)),
    "sanctions:propose_listing": file("penalty:decided", I, no=(L, R, F)),
    "sanctions:register_listing": file("listing:listed", I, no=(L, R)),
    "sanctions:ask_removal_listing": file("listing:long_listed", I, no=(L, R)),
    "sanctions:refuse_removal_listing": file("listing:asked", L, no=(R, I)),
    "sanctions:remove_listing": file("listing:asked", L, no=(R, I)),
    "sanctions:restore_listing": file("listing:removed", L, no=(R, I)),
    "sanctions:remittances": staff(F),
    "sanctions:bring_remittance": staff(F),
    "sanctions:remittance": file("remittance:checked", F),
    "sanctions:book_remittance": file("remittance:checked", F),
    "sanctions:discard_remittance": file("remittance:checked", F),
    "sanctions:systems": file("case:concluded", L, R, I),
    "sanctions:handovers": staff(L, R),
    "sanctions:draw_handover": staff(L, R),
    "sanctions:handover": file("handover:drawn", L, R),
    "sanctions:handover_csv": file("handover:drawn", L, R),
    "sanctions:handover_xlsx": file("handover:drawn", L, R),
    "sanctions:answer_handover": file("handover:drawn", L, R),
    "sanctions:discard_handover": file("handover:drawn", L, R),
    "sanctions:propose_interview": file("case:investigating", I, no=(L, R)),
    "sanctions:propose_exposure": file("case:investigating", I, no=(L, R)),
    "sanctions:interviews": staff(L, R, I),
    "sanctions:interview": file("interview:proposed", L, R, I),
    "sanctions:plan_interview": file("interview:proposed", I, no=(L, R)),
    "sanctions:announce_interview": file("interview:planned", L, no=(R, I)),
    "sanctions:hold_interview": file("interview:announced", I, no=(L, R)),
    "sanctions:report_back_interview": file("interview:held", I, no=(L, R)),
    "sanctions:close_interview": file("interview:reported", L, no=(R, I)),
    "sanctions:fail_interview": file("interview:announced", L, no=(R, I)),
    "sanctions:dismiss_interview": file("interview:proposed", L, no=(R, I)),
    "sanctions:annul_interview": file("interview:planned", L, I, no=(R,)),
    "sanctions:good_credits": staff(L, R, I),
    "sanctions:nominate_good_credit": staff(I),
    "sanctions:good_credit": file("good_credit:nominated", L, R, I),
    "sanctions:declare_good_credit": file("good_credit:nominated", I, no=(L, R)),
    "sanctions:enter_good_credit": file("good_credit:stated", L, no=(R, I)),
    "sanctions:dismiss_good_credit": file("good_credit:nominated", L, no=(R, I)),
    "sanctions:remove_good_credit": file("good_credit:listed", L, no=(R, I)),
    "sanctions:annul_good_credit": file("good_credit:stated", L, I, no=(R,)),
    "sanctions:bring_up_measure": file("case:investigating", I, no=(L, R)),
    "sanctions:measures": staff(L, R, I),
    "sanctions:measure": file("daily_penalty:noticed", L, R, I),
    "sanctions:propose_measure": file("measure:noticed", I, no=(L, R)),
    "sanctions:approve_measure": file("measure:proposed", L, no=(R, I)),
    "sanctions:drop_measure": file("measure:noticed", L, no=(R, I)),
    "sanctions:order_closure_measure": file("measure:approved", I, no=(L, R)),
    "sanctions:decline_measure": file("measure:approved", I, no=(L, R)),
    "sanctions:cut_measure": file("announced_cut:approved", I, no=(L, R)),
    "sanctions:lift_measure": file("power_cut:in_force", L, no=(R, I)),
    "sanctions:annul_measure": file("measure:proposed", L, I, no=(R,)),
    "sanctions:exposures": staff(L, R, I),
    "sanctions:exposure": file("exposure:proposed", L, R, I),
    "sanctions:draft_exposure": file("exposure:proposed", I, no=(L, R)),
    "sanctions:clear_exposure": file("exposure:drafted", R, no=(L, I)),
    "sanctions:send_back_exposure": file("exposure:drafted", R, no=(L, I)),
    "sanctions:publish_exposure": file("exposure:cleared", L, no=(R, I)),
    "sanctions:withdraw_exposure": file("exposure:published", L, no=(R, I)),
    "sanctions:dismiss_exposure": file("exposure:proposed", L, no=(R, I)),
    "sanctions:annul_exposure": file("exposure:drafted", L, I, no=(R,)),
    "sanctions:public_record": staff(L, R, I, S),
    "sanctions:annul_listing": file("listing:notified", L, I, no=(R,)),
    # ---- Rewards ---------------------------------------------------------------------------------------------
    "rewards:list": staff(O, F, C),
    "rewards:detail": file("reward:paid", O, F, C),
    "rewards:payee": file("reward:claimed", C, no=(O, F), method="post"),
    "rewards:find_conditions": file("reward:assessed", O, no=(F,)),
    "rewards:agree_conditions": file("reward:answered", O, no=(F,)),
    "rewards:tell": file("reward:found", O, no=(F,)),
    "rewards:objection": file("reward:contested", O, no=(F,), method="post"),
    "rewards:uphold": file("reward:contested", O, no=(F,)),
    "rewards:uphold_refusal": file("reward:contested_refusal", O, no=(F,)),
    "rewards:change": file("reward:contested", O, no=(F,)),
    "rewards:propose": file("reward:agreed", O, no=(F,)),
    "rewards:refuse": file("reward:unmet", O, no=(F,)),
    "rewards:send_back": file("reward:proposed", F, no=(O,)),
    "rewards:approve": file("reward:proposed", F, no=(O,)),
    "rewards:review": file("high_reward:proposed", O, no=(F, L)),
    "rewards:clear": file("high_reward:reviewed", F, no=(O, L)),
    "rewards:lodge": file("reward:approved", O, no=(F,)),
    "budgets:list": staff(F, L, A),
    "budgets:grant": staff(F),
    "budgets:ledger": staff(F, L, A),
    "budgets:hand_over": staff(F),
    "rewards:lapse": file("reward:approved", O, no=(F,)),
    "rewards:extend_claim": file("reward:approved", F, no=(O,)),
    "rewards:pay": file("reward:claimed", C, no=(O, F)),
    "rewards:revive": file("reward:lapsed", F, no=(O,)),
    "rewards:take_back": file("reward:paid", C, no=(O, F)),
    "rewards:announce": file("reward:approved", O, no=(F,)),
    "rewards:return_claim": file("reward:claimed", C, no=(O, F)),
    "rewards:annul": file("reward:approved", O, F),
    "figures:rewards": staff(O, F),
    "clawbacks:list": staff(O, F, L),
    "clawbacks:propose": file("reward:paid", O, F, no=(C,)),
    "clawbacks:detail": file("clawback:proposed", O, F, L),
    "clawbacks:decide": file("clawback:proposed", L, no=(O, F)),
    "clawbacks:dismiss": file("clawback:proposed", L, no=(O, F)),
    "clawbacks:recover": file("clawback:decided", F, no=(O, L)),
    "payments:list": staff(F, C),
    "payments:draw": staff(C),
    "payments:detail": file("payment_file:drawn", F, C),
    "payments:hand_out": file("payment_file:drawn", C, no=(F,)),
    "payments:discard": file("payment_file:drawn", C, no=(F,)),
    "payments:settle": file("payment_file:handed_out", C, no=(F,)),
    "payments:annul": file("payment_file:handed_out", C, F),
    # ---- Partner channels ------------------------------------------------------------------------------------
    "partners:list": staff(Duty.ADMIN, A),
    "partners:connect": staff(Duty.ADMIN),
    "partners:detail": file("partner:active", Duty.ADMIN, A),
    "partners:make_key": file("partner:active", Duty.ADMIN, no=(A,)),
    "partners:withdraw_key": file("partner:active", Duty.ADMIN, no=(A,), method="post"),
    "partners:hook": file("partner:active", Duty.ADMIN, no=(A,)),
    "partners:rotate_secret": file("partner:active", Duty.ADMIN, no=(A,), method="post"),
    "partners:call_again": file("partner:active", Duty.ADMIN, no=(A,), method="post"),
    "transfers:list": staff(D, L, S),
    "transfers:detail": file("offer:offered", D, L),
    "imports:list": staff(D),
    "imports:upload": staff(D),
    "imports:detail": file("batch:checked", D),
    "imports:release": file("batch:checked", D),
    "imports:go_on": file("batch:filing", D, method="post"),
    "imports:results": file("batch:filing", D, method="post"),
    "imports:close": file("batch:checked", D),
    "partners:end": file("partner:active", Duty.ADMIN, no=(A,)),
    # ---- Paper: who sees the file sees its papers; here the acceptance of a report ---------------------------
    "notices:detail": file("acceptance:rendered", D, L),
    "notices:download": file("acceptance:rendered", D, L),
    "notices:retry": file("acceptance:failed", D, L, method="post"),
    "notices:void": file("acceptance:rendered", L, no=(D,)),
}


def all_names() -> set[str]:
    """Return the name of every address that the house answers."""
    return set(_names(get_resolver().url_patterns))


def _names(patterns: list[URLPattern | URLResolver], *, space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _names(pattern.url_patterns, space=inner)
        else:
            yield f"{space}{pattern.name or pattern.pattern}"
