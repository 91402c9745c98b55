"""The log in sentences: what each entry says to a person, and who did it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workflow.models import LogEntry, subject_model

SENTENCES: Mapping[str, Promise] = {
    "alarms.alarm.raise": _("The alarm was raised, and the first in line was called."),
    "alarms.alarm.climb": _("Nobody answered in time; the next in line was called."),
    "alarms.alarm.acknowledge": _("Somebody took the danger in hand."),
    "alarms.alarm.hand_on": _("The alarm was handed on; the next in line was called."),
    "alarms.alarm.finish": _("What was done about the danger was written down."),
    "reports.report.submit": _("The report arrived."),
    "reports.report.stand_aside": _("Somebody stood aside for a conflict of interest."),
    "reports.report.accept": _("The report was accepted."),
    "reports.report.decline": _("The report was not accepted."),
    "reports.report.transfer": _("The report was handed to another department."),
    "reports.report.merge": _("The report was merged with an earlier one."),
    "reports.report.find_first": _("It was found who of several reporters was the first."),
    "reports.report.withdraw": _("The report was withdrawn."),
    "reports.report.answer": _("The reporter was told the result."),
    "reports.report.ask": _("The reporter was asked for more."),
    "reports.report.extend": _("The period to answer was extended."),
    "reports.report.object": _("The reporter objected to the answer."),
    "reports.report.conclude_recheck": _("The reporter was told what the re-check found."),
    "reports.report.close": _("The report was closed."),
    "reports.report.read_words": _("The original words were opened."),
    "reports.report.share_words": _("The desk said who of the team may read the original words and files."),
    "reports.report.end_words": _("What the team was granted of the original words ended."),
    "reports.report.read_messages": _("The reporter's messages were opened."),
    "reports.report.open_file": _("The original of a file was opened."),
    "reports.report.open_copy": _("The clean copy of a file was opened."),
    "reports.report.release_file": _("The clean copy of a file was released to the investigators."),
    "reports.report.clean_again": _("The clean copy of a file was asked for again."),
    "reports.report.acknowledge": _("The department to which it was handed on has answered."),
    "reports.report.release_text": _("The working text was released to the investigators."),
    "reports.report.write": _("A message was written to the reporter."),
    "reports.report.hear_from_reporter": _("The reporter sent a message."),
    "reports.disposal.propose": _("A custodian proposed the destruction of what is sealed."),
    "reports.disposal.destroy": _("What was sealed was destroyed."),
    "reports.disposal.decline": _("What is sealed is kept for now."),
    "reports.report.dispose": _("What was sealed in the report was destroyed; stubs stay as proof."),
    "reports.report.hold": _("The report is held beyond its time."),
    "reports.report.lift_hold": _("The hold was lifted."),
    "reports.disclosure.ask": _("A custodian asked to open an identity."),
    "reports.disclosure.approve": _("A leader agreed to the opening of an identity."),
    "reports.disclosure.decline": _("A leader did not agree to the opening of an identity."),
    "reports.disclosure.withdraw": _("The request to open an identity was withdrawn."),
    "reports.disclosure.open": _("An identity was opened; the reporter was told."),
    "reports.disclosure.look": _("An identity was looked at."),
    "reports.disclosure.reissue": _("A lost receipt was exchanged after two checks; the reporter was told."),
    "reports.disclosure.expire": _("The time for opening an identity was over."),
    "reports.report.stop_waiting": _("The question stayed without an answer; the period runs on."),
    "reports.retaliation.raise": _("The reporter reported retaliation."),
    "reports.retaliation.read_words": _("What was written about retaliation was read."),
    "reports.retaliation.answer": _("The reporter was told what came of it."),
    "partners.partner.connect": _("The partner was connected."),
    "partners.partner.make_key": _("A key was made for the partner."),
    "partners.partner.withdraw_key": _("A key of the partner was withdrawn."),
    "partners.partner.set_hook": _("It was said where the partner's program is called."),
    "partners.partner.switch_hook_off": _("The partner's program is called no more."),
    "partners.partner.rotate_secret": _("A new secret was made for calls to the partner."),
    "partners.partner.call_again": _("A call to the partner was tried again."),
    "partners.offer.offer": _("The transfer was handed to the department's program."),
    "partners.offer.fetch": _("The department's program fetched the transfer."),
    "partners.offer.acknowledge": _("The department acknowledged the transfer."),
    "partners.offer.withdraw": _("The hand-over was taken back."),
    "partners.batch.check": _("The list was uploaded and checked."),
    "partners.batch.release": _("The good lines were released for filing."),
    "partners.batch.read_results": _("The results with the receipt codes were downloaded."),
    "partners.batch.close": _("The list was closed; what its lines held is destroyed."),
    "partners.partner.end": _("The connection ended; its keys are void."),
    "investigations.case.open": _("The case was opened."),
    "investigations.case.seat_member": _("Somebody joined the team."),
    "investigations.case.prove_gate": _("Evidence was brought that something is not let go."),
    "investigations.case.order_examination": _("The supervisors' side is to be examined."),
    "investigations.case.waive_examination": _("A leader signed why the supervisors' side is not examined."),
    "investigations.case.add_targets": _("A unit was named that agencies visit."),
    "investigations.target.plan": _("A visit was planned."),
    "investigations.target.visit": _("The visit was recorded."),
    "investigations.target.cancel": _("The target was taken off."),
    "investigations.case.invite": _("Somebody without an account joined the team."),
    "investigations.case.hand_over": _("A member handed everything over to a colleague."),
    "investigations.case.confirm_reading": _("A member confirmed what they have read."),
    "investigations.task.set": _("A task was set."),
    "investigations.task.report_done": _("The task was reported as done."),
    "investigations.task.check_done": _("The task was checked."),
    "investigations.task.give_back": _("The task was given back."),
    "investigations.task.cancel": _("The task was cancelled."),
    "investigations.task.hand_on": _("The task went over to a colleague."),
    "investigations.case.stand_aside": _("Somebody stood aside for a conflict of interest."),
    "investigations.case.form_team": _("The team was named."),
    "investigations.case.name_unit": _("The unit of the case was named."),
    "investigations.case.submit_findings": _("Findings were submitted."),
    "investigations.case.review_findings": _("A colleague reviewed the findings."),
    "investigations.case.take_back_findings": _("The team took its findings back."),
    "investigations.case.name_responsible": _("The list of those responsible was changed."),
    "reports.report.list_allegations": _("The allegations were listed."),
    "investigations.case.return_findings": _("The findings were returned to the team."),
    "investigations.case.approve_findings": _("The findings were approved."),
    "investigations.case.close": _("The case was closed."),
    "investigations.case.cancel": _("The case was cancelled."),
    "investigations.rectificationorder.order": _("Rectification was ordered."),
    "investigations.rectificationorder.report_done": _("The unit reported that it has rectified."),
    "investigations.rectificationorder.pass_recheck": _("The recheck found the problem gone."),
    "investigations.rectificationorder.fail_recheck": _("The recheck found the problem still there."),
    "investigations.rectificationorder.ask_extension": _("More time was asked for."),
    "investigations.rectificationorder.grant_extension": _("More time was granted."),
    "investigations.rectificationorder.refuse_extension": _("More time was refused."),
    "investigations.rectificationorder.cancel": _("The rectification order was cancelled."),
    "investigations.accident.record": _("The accident was recorded."),
    "investigations.accident.receive_unit_report": _("The unit's report arrived."),
    "investigations.accident.report_up": _("The accident was reported upward."),
    "investigations.accident.update_casualties": _("The numbers of the accident were brought up to date."),
    "investigations.accident.begin_appraisal": _("A technical appraisal began."),
    "investigations.accident.end_appraisal": _("The technical appraisal ended."),
    "investigations.accident.extend_report": _("The period of the report was extended."),
    "investigations.accident.submit_report": _("The investigation report was handed in."),
    "investigations.accident.extend_reply": _("The period of the reply was extended."),
    "investigations.accident.reply": _("The government replied to the report."),
    "investigations.accident.review": _("The implementation was reviewed."),
    "investigations.accident.pass_on": _("The next level reported the accident on."),
    "investigations.accident.take_mandate": _("A higher government left the investigation to this office."),
    "investigations.accident.hand_up": _("The accident was handed to a higher government."),
    "investigations.case.hand_up": _("The case went to a higher government."),
    "investigations.accident.draft_report": _("The report of the investigation was written."),
    "investigations.accident.promise_measure": _("A measure was added to the report, or taken off."),
    "investigations.accident.sign_report": _("A member signed the report."),
    "investigations.accident.publish": _("Report and reply were published."),
    "investigations.accident.review_promise": _("A measure was reviewed."),
    "investigations.accident.cancel": _("The record of the accident was cancelled."),
    "investigations.disaster.record": _("The disaster was recorded."),
    "investigations.disaster.report_up": _("The disaster was reported upward."),
    "investigations.disaster.update_losses": _("The losses were brought up to date."),
    "investigations.disaster.submit_assessment": _("The assessment was handed in."),
    "investigations.disaster.decide": _("The government decided on responsibility."),
    "investigations.disaster.hand_up": _("The disaster was handed to a higher government."),
    "investigations.disaster.cancel": _("The record of the disaster was cancelled."),
    "investigations.supervision.list_up": _("The case was put under listed supervision."),
    "investigations.supervision.extend": _("The supervision was extended."),
    "investigations.supervision.lift": _("The supervision was lifted."),
    "investigations.supervision.cancel": _("The supervision was cancelled."),
    "investigations.preservation.preserve": _("Evidence was preserved."),
    "investigations.preservation.settle": _("The preserved evidence was decided on."),
    "investigations.case.export_evidence": _("The evidence was given out as a bundle."),
    "investigations.majorhazard.register": _("A major hazard was registered."),
    "investigations.majorhazard.list_up": _("The hazard was listed for supervision."),
    "investigations.majorhazard.lift": _("The hazard was lifted."),
    "investigations.evidence.take": _("Evidence was taken."),
    "investigations.evidence.hand_over": _("The evidence was handed to a colleague."),
    "investigations.evidence.receive": _("The evidence was received."),
    "investigations.evidence.call_off": _("The evidence did not change hands."),
    "investigations.evidence.give_back": _("The evidence was given back."),
    "investigations.evidence.exclude": _("The evidence was excluded."),
    "investigations.evidence.open_original": _("An original was opened."),
    "investigations.evidence.open_copy": _("A working copy was opened."),
    "investigations.evidence.share": _("The files were sealed to those who joined the team."),
    "investigations.referral.propose": _("A referral to the police was proposed."),
    "investigations.referral.approve": _("The referral was approved."),
    "investigations.referral.refuse": _("It was decided not to refer the case."),
    "investigations.referral.hand_over": _("The police got the case."),
    "investigations.referral.forward": _("The police forwarded the case to those who are competent."),
    "investigations.referral.note_judgment": _("A court judged."),
    "investigations.referral.take_up": _("The police took the case up."),
    "investigations.referral.decline": _("The police declined the case."),
    "investigations.referral.object": _("The office objected to the police's decision."),
    "investigations.referral.take_back": _("The office took the case back."),
    "investigations.referral.deliver": _("The material went to the police."),
    "investigations.fileaccess.record": _("Somebody was shown the file of the case."),
    "investigations.fileaccess.void": _("An entry of the register of access was voided."),
    "sanctions.penalty.file": _("The penalty proceeding was filed."),
    "sanctions.penalty.report": _("An officer drafted the investigation report."),
    "sanctions.penalty.countersign": _("A second officer signed the report."),
    "sanctions.penalty.withdraw_report": _("The report was taken back."),
    "sanctions.penalty.consent": _("A leader consented to a fine outside the bracket."),
    "sanctions.penalty.decide_on_spot": _("The penalty was decided on the spot."),
    "sanctions.penalty.hold_hearing": _("The hearing was held."),
    "sanctions.penalty.report_hearing": _("The chair reported on the hearing."),
    "sanctions.penalty.discuss": _("The heads of the office discussed the penalty."),
    "sanctions.penalty.notify": _("Prior notice of the penalty was given."),
    "sanctions.penalty.hear": _("The party's defence was recorded."),
    "sanctions.penalty.review": _("The penalty passed legal review."),
    "sanctions.penalty.send_back": _("Legal review sent the penalty back."),
    "sanctions.penalty.decide": _("The penalty was decided."),
    "sanctions.penalty.drop": _("It was decided to impose no penalty."),
    "sanctions.penalty.serve": _("The decision was served."),
    "sanctions.penalty.pay": _("The fine reached the treasury."),
    "sanctions.penalty.close": _("The penalty proceeding was closed."),
    "sanctions.penalty.request_hearing": _("The party asked for a hearing."),
    "sanctions.penalty.set_hearing": _("The day of the hearing was fixed."),
    "sanctions.penalty.announce_hearing": _("The party was told of the hearing."),
    "sanctions.penalty.waive_hearing": _("The hearing fell away."),
    "sanctions.penalty.publish": _("The decision was published."),
    "sanctions.penalty.withdraw_publication": _("The publication was withdrawn."),
    "sanctions.penalty.grant_delay": _("A delay of the payment was granted."),
    "sanctions.penalty.demand": _("Payment was demanded."),
    "sanctions.penalty.apply_to_court": _("The court was applied to."),
    "sanctions.penalty.end_enforcement": _("The court ended the enforcement."),
    "sanctions.penalty.open_review": _("The party asked for a reconsideration."),
    "sanctions.penalty.open_suit": _("The party went to court."),
    "sanctions.penalty.uphold": _("The decision was upheld."),
    "sanctions.penalty.reduce": _("The fine was reduced."),
    "sanctions.penalty.revoke": _("The decision was annulled on review or suit."),
    "sanctions.penalty.cancel": _("The penalty proceeding was cancelled."),
    "sanctions.handover.draw": _("A handover to the platform was drawn up."),
    "sanctions.handover.answer": _("The platform answered."),
    "sanctions.handover.discard": _("A handover to the platform was discarded."),
    "sanctions.remittance.check": _("A file of payments was checked."),
    "sanctions.remittance.book": _("Payments were booked."),
    "sanctions.remittance.discard": _("A file of payments was discarded."),
    "sanctions.listing.open": _("A candidate for the list was noted."),
    "sanctions.listing.notify": _("The party was told that it may be listed."),
    "sanctions.listing.hear": _("The party's defence against the listing was recorded."),
    "sanctions.listing.enter": _("The party was put on the list."),
    "sanctions.listing.dismiss": _("It was decided not to list the party."),
    "sanctions.listing.register": _("The entry was made in the credit system."),
    "sanctions.listing.ask_removal": _("The party asked for early removal."),
    "sanctions.listing.refuse_removal": _("The early removal was refused."),
    "sanctions.listing.lift": _("The entry fell with the penalty."),
    "sanctions.listing.restore": _("The party was restored to the list."),
    "sanctions.listing.remove": _("The party was removed from the list."),
    "sanctions.listing.cancel": _("The listing was cancelled."),
    "rewards.reward.assess": _("The reward was assessed."),
    "rewards.reward.propose": _("The reward was proposed."),
    "rewards.reward.refuse": _("The reward was refused."),
    "rewards.reward.review": _("The reviewer agreed to the reward."),
    "rewards.reward.clear": _("Finance agreed to the reward."),
    "rewards.reward.lodge": _("The reward was filed with the higher department."),
    "rewards.reward.send_back": _("The proposal of the reward was sent back."),
    "rewards.reward.approve": _("The reward was approved."),
    "rewards.reward.extend_claim": _("A later claim of the reward was allowed."),
    "rewards.reward.claim": _("The reward was claimed."),
    "rewards.reward.read_payee": _("The payee details were opened."),
    "rewards.reward.pay": _("The reward was paid."),
    "rewards.reward.take_back": _("The payment of the reward came back."),
    "rewards.reward.revive": _("The lapsed reward was revived."),
    "rewards.reward.lapse": _("The reward was not claimed in time."),
    "rewards.reward.cancel": _("The reward was cancelled."),
    "vault.personkey.reset_factor": _("The second factor of its owner was taken away."),
    "vault.personkey.create": _("A key was made at the first sign-in."),
    "vault.personkey.exchange": _("A key was made in place of an earlier one."),
    "vault.personkey.confirm": _("A key was confirmed."),
    "vault.personkey.retire": _("A key was taken out of use."),
    "vault.personkey.rewrap": _("A key was sealed under a new password."),
    "vault.personkey.reset_password": _("An administrator set the password anew; the key is locked."),
    "vault.personkey.reseal": _("Envelopes were sealed anew to the people who should read them."),
    "vault.escrowkey.hold": _("The escrow key was made, on three sheets."),
    "vault.escrowkey.replace": _("The escrow key gave way to a new one."),
    "vault.escrowkey.recover": _("Two holders of sheets opened the escrow key to seal anew."),
    "notices.notice.issue": _("A paper was issued."),
    "notices.notice.render": _("The paper was printed."),
    "notices.notice.fail": _("The paper could not be printed."),
    "notices.notice.retry": _("The paper was sent to print again."),
    "notices.notice.void": _("The paper was voided."),
    "notices.notice.withdraw": _("The paper was voided with the move that had issued it."),
    "notices.notice.supersede": _("The paper gave way to a new version."),
}
# What the engine records about whatever a period runs on.
OF_ANY_FILE: Mapping[str, Promise] = {
    "annul": _("The last move was annulled."),
    "escalate": _("A period runs out; the responsible were told."),
    "recompute": _("A period was computed anew from the holiday notice."),
}
# What only a reporter does; everything else without an actor is the system's.
REPORTERS = frozenset(
    {
        "reports.report.submit",
        "reports.report.withdraw",
        "reports.report.object",
        "reports.report.hear_from_reporter",
        "rewards.reward.claim",
    }
)


# What the first half of a media type is called, and where the second half says more.
MEDIA: dict[str, str | Promise] = {
    "image": _("photo"),
    "video": _("film"),
    "audio": _("recording"),
    "application": _("document"),
}


def media_word(media_type: str) -> str | Promise:
    """Say what kind of file it is."""
    return MEDIA.get(media_type.partition("/")[0], media_type)


def sentence_of(entry: LogEntry) -> str | Promise:
    """Say in a sentence what an entry records."""
    return SENTENCES.get(entry.event) or OF_ANY_FILE.get(entry.move) or _label_of(entry)


def _label_of(entry: LogEntry) -> str | Promise:
    model: Any = subject_model(entry.subject_label)
    for transition in model._meta.get_field("state").get_all_transitions(model):
        if transition.name == entry.move:
            label: str | Promise = transition.custom.get("label", entry.move)
            return label
    return entry.move


def is_by_system(entry: LogEntry) -> bool:
    """Say whether nobody pressed a button for it."""
    return entry.actor_id is None and entry.event not in REPORTERS


def actor_of(entry: LogEntry) -> str | Promise:
    """Name who did it: a person with their agency, the reporter, or the system."""
    if entry.actor is not None:
        agency = entry.actor.agency
        return f"{entry.actor.name} · {agency.name}" if agency else entry.actor.name
    return _("the reporter") if entry.event in REPORTERS else _("the system")


def timeline_row(entry: LogEntry, *, shows_note: bool = True) -> dict[str, Any]:
    """Return an entry as `components/timeline.html` draws it."""
    note = getattr(entry, "note", None) if shows_note else None
    return {
        "title": sentence_of(entry),
        "at": entry.at,
        "by": actor_of(entry),
        "note": note.text if note is not None else "",
        "is_annulled": getattr(entry, "annulled_by", None) is not None,
        "is_system": is_by_system(entry),
    }
