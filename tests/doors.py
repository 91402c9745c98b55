"""A furnished house: behind every address a file in the state in which that address is open, and people at their desks.

tests/test_access.py knocks at every door as every persona; tests/test_bad_input.py throws rubbish through them.
"""

from __future__ import annotations

import contextlib
import copy
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.invitations import invite
from accounts.models import Agency, Duty, User
from accounts.selectors import get_office
from accounts.services import take_password
from desk.services import begin_bulk
from desk.services.reminders import stop_token
from insights.duty_reports import reports_due
from insights.services import write_report
from notices.keys import make_key
from notices.models import Notice, Service
from notices.seals import hang_seal, seal_of
from notices.selectors import notices_of
from notices.services import print_notice
from notices.serving import prove_service, serve_notice
from partners.models import Call, Partner
from partners.services import note_call, set_hook
from partners.states import Event
from reports.models import Report
from reports.services import bind_reporters_papers, write_to_desk
from rewards.payees import code_payee
from rewards.services import claim_reward
from statutes.office import Office
from statutes.rulebook import entries_called
from statutes.services import confirm_rule, import_holidays
from tests import factories
from tests.access import ACCESS
from tests.journeys import public_form
from tests.notices.papers import SHEET, seal_picture
from tests.partners import builders as partners
from tests.public_site import JPEG
from tests.rewards.sharing import sharing_in
from tests.sanctions import builders
from vault.selectors import files_of
from vault.services import clean_waiting, turn_cleaning_key
from workflow.models import LogEntry

# ---- Who knocks ------------------------------------------------------------------------------------------------
# A duty has one person; the second investigator below sits on no team.
STAFF: Mapping[str, Duty] = {duty.value: duty for duty in Duty}
STRANGER, SUPERUSER, ANYBODY, REPORTER = "stranger", "superuser", "anybody", "reporter"
PERSONAS = (ANYBODY, REPORTER, *STAFF, STRANGER, SUPERUSER)
WITHOUT_LOGIN = (ANYBODY, REPORTER)
TOLD = "told"  # a reporter who was told an intended reward and may contest it
REWARDED = "rewarded"  # another reporter, who was answered and whose reward is ready to be claimed
CODED = "coded"  # one who claimed with a code for a counter of the bank
OTHER_REPORTERS = {"claims:reward": REWARDED, "tips:object": REWARDED, "claims:code": CODED}
OTHER_REPORTERS |= {"claims:agree": TOLD, "claims:contest": TOLD, "claims:heard": TOLD}


ABOUT_A_PERSON = (
    "desk:person",
    "desk:reset_password",
    "desk:let_go",
    "desk:shut_out",
    "desk:reset_factor",
    "desk:hand_over_desk",
)
ABOUT_A_LEADER = ("desk:delegate", "desk:duties")


def duty_of(persona: str) -> Duty | None:
    """Return the duty of a persona."""
    return Duty.INVESTIGATOR if persona == STRANGER else STAFF.get(persona)


# A rule that waits for a confirmation, one that has it, and a year whose holiday notice was imported.
OPEN_RULE, CONFIRMED_RULE, IMPORTED_YEAR = "tip.accept", "tip.feedback", 2027
WITH_A_FILE = {
    *("reports:file", "reports:copy", "reports:release_copy", "reports:clean"),
    *("investigations:original", "investigations:working_copy", "investigations:picture"),
}


def joining() -> User:
    """Return somebody who was entered and has no password yet."""
    user = factories.person("joining", Duty.DESK, has_key=False)
    take_password(user)
    return user


# ---- What stands behind the doors ------------------------------------------------------------------------------
UNIT_PAGES = ("desk:unit", "desk:set_risk", "desk:name_person", "desk:inspect_unit", "desk:announce_period")


def act_of_the_desk() -> uuid.UUID:
    """Begin an act on several files of the intake desk, once."""
    desk = factories.the(Duty.DESK)
    return begin_bulk(key="close_report", subjects=[], note="", click="house", actor=desk).handle


@dataclass
class House:
    """The files behind the doors, the people, and the cookies of their browsers."""

    files: dict[str, Any] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    cookies: dict[str, SimpleCookie] = field(default_factory=dict)
    handle: str = ""  # a sealed file of the first tip
    paper: str = ""  # a printed paper in the mailbox of the reporter's tip
    uscc: str = ""
    report: str = ""  # the name of a brief
    board: str = ""  # the code of a notice board with its sheets
    answers: dict[str, Any] = field(default_factory=dict)  # good ones to every question, once worked out
    office: Office | None = None  # what the office of the house chose, once it is lent

    def url(self, name: str, built: str = "") -> str:
        """Return an address with what it needs; `built` names another file than the table does."""
        built = built or ACCESS[name].built
        if built:
            subject = self.files[built]
            handle = [files_of(subject)[0].handle] if name in WITH_A_FILE else []
            handle = [subject.keys.latest("pk").handle] if name == "partners:withdraw_key" else handle
            handle = [subject.hook.calls.get().entry_id] if name == "partners:call_again" else handle
            handle = [uuid.uuid4()] if name == "desk:withdraw_comment" else handle
            return reverse(name, args=[subject.reference, *handle])
        find = ARGUMENTS.get(name)
        return reverse(name, args=find(self) if find else [])

    def browser(self, persona: str, name: str = "", **how: Any) -> Client:
        """Return a browser of its own at which `persona` sits, signed in as before."""
        client = Client(headers={"accept-language": "en"}, **how)
        at_this = OTHER_REPORTERS.get(name, persona) if persona == REPORTER else persona
        client.cookies = copy.deepcopy(self.cookies[at_this])
        return client


# What an address takes beside the reference of a file.
ARGUMENTS: Mapping[str, Callable[[House], list[Any]]] = {
    "tips:question": lambda house: ["place"],
    "desk:join": lambda house: [joining().username, invite(joining())],
    **{page: lambda house: [joining().username] for page in ("desk:invite", "desk:mail_invitation")},
    "api:nothing": lambda house: ["whatever"],
    "api:transfer": lambda house: ["ZB-2026-000001"],
    "api:acknowledgement": lambda house: ["ZB-2026-000001"],
    "tips:notice": lambda house: [house.paper],
    **{page: lambda house: [house.uscc] for page in UNIT_PAGES},
    "desk:end_tie": lambda house: [house.uscc],
    "desk:end_session": lambda house: [uuid.uuid4()],
    "desk:forget_view": lambda house: [uuid.uuid4()],
    **{
        page: lambda house: ["close_report"]
        for page in ("desk:several", "desk:preview_several", "desk:begin_bulk")
    },
    **{
        page: lambda house: [act_of_the_desk()] for page in ("desk:bulk", "desk:go_on_bulk", "desk:undo_bulk")
    },
    "desk:rule": lambda house: [OPEN_RULE],
    "desk:confirm_rule": lambda house: [OPEN_RULE, entries_called(OPEN_RULE)[0].version],
    "desk:withdraw_confirmation": lambda house: [CONFIRMED_RULE, entries_called(CONFIRMED_RULE)[0].version],
    "desk:setting": lambda house: ["reward.setting.rounding"],
    "notices:register": lambda house: [get_office().code, timezone.localdate().year, "涪应急举受"],
    "desk:seal_image": lambda house: [seal_of(get_office()).sha256],
    "desk:take_down_seal": lambda house: [get_office().code],
    "desk:withdraw_holidays": lambda house: [IMPORTED_YEAR],
    "budgets:ledger": lambda house: [get_office().code, timezone.localdate().year],
    "budgets:hand_over": lambda house: [get_office().code, timezone.localdate().year],
    "open:data": lambda house: ["csv"],
    "insights:table": lambda house: ["rates"],
    "insights:brief": lambda house: [house.report],
    "insights:brief_file": lambda house: [house.report, "xlsx"],
    "desk:export_log": lambda house: ["csv"],
    "desk:agency": lambda house: [Agency.objects.filter(is_office=False).order_by("code").first().code],
    "desk:people_template": lambda house: ["csv"],
    "desk:agencies_template": lambda house: ["csv"],
    "desk:arrival_template": lambda house: ["csv"],
    "desk:begin": lambda house: ["used"],
    "desk:stop_mail": lambda house: [stop_token(factories.the(Duty.DESK))],
    "outreach:sheet": lambda house: [house.board, "a4"],
    "outreach:retire": lambda house: [house.board],
    "desk:end_delegation": lambda house: [
        factories.the(Duty.LEADER).username,
        factories.the(Duty.DESK).username,
        "leader",
    ],
    **{page: lambda house: [factories.the(Duty.LEADER).username] for page in ABOUT_A_LEADER},
    **{page: lambda house: [factories.the(Duty.DESK).username] for page in ABOUT_A_PERSON},
}


def cheap(folder: Path) -> override_settings:
    """Return the settings of tests/conftest.py for a house that outlives a single test."""
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(folder)}}
    # Every new browser would read the whole folder of pages anew.
    (folder / "pages").mkdir(exist_ok=True)
    pages = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    return override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        VAULT_KEY_COST="argon2id:m=8,t=1,p=1",
        VAULT_DIR=folder / "sealed",
        CLEANING_KEYS_DIR=folder / "cleaning",
        SIGNING_DIR=folder / "signing",
        PROOF_OF_WORK_BITS=0,
        LANGUAGE_CODE="en",
        MEDIA_ROOT=folder,
        STATIC_ROOT=folder / "pages",
        STORAGES={"default": files, "staticfiles": pages},
    )


@contextmanager
def undone() -> Iterator[None]:
    """Take back whatever is written inside. What waits for a commit never happens."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def furnish() -> House:
    """Build the house. Everything is made by the services that the pages call."""
    house = House()
    factories.office()
    house.people = {name: factories.the(duty) for name, duty in STAFF.items()}
    house.people[STRANGER] = factories.person("stranger", Duty.INVESTIGATOR)
    house.people[SUPERUSER] = factories.superuser()
    for name, user in house.people.items():
        house.cookies[name] = factories.browser(user, has_key=True).cookies
    house.cookies[ANYBODY] = SimpleCookie()
    house.uscc = factories.unit().uscc
    house.board = factories.board().code
    make_key(factories.agency().name)
    admin = house.people[Duty.ADMIN.value]
    hang_seal(factories.agency(), image=seal_picture(), diameter=42, reason="试验。", actor=admin)
    factories.report_in("accepted")  # one that came before all others
    _file_tip(house)
    for built in sorted({access.built for access in ACCESS.values() if access.built} - house.files.keys()):
        kind, state = built.split(":")
        house.files[built] = BUILDERS[kind](state)
    clean_waiting()
    _let_report(house)
    _record(house.people[Duty.ADMIN.value])
    house.report = _written()
    return house


def _written() -> str:
    """Write yesterday's brief; return its name."""
    due = reports_due(timezone.localdate())[0]
    write_report(due)
    return due.key


def _record(admin: User) -> None:
    """Confirm a rule, and import the notice of a year."""
    entry = entries_called(CONFIRMED_RULE)[0]
    confirm_rule(entry, read_on=date(2026, 11, 1), source="局办公室存档", actor=admin)
    import_holidays(
        {date(IMPORTED_YEAR, 1, 1): "rest", date(IMPORTED_YEAR, 10, 1): "rest"},
        year=IMPORTED_YEAR,
        number="演示〔2026〕1号",
        published_on=date(2026, 11, 20),
        source="演示",
        actor=admin,
    )


def _file_tip(house: House) -> None:
    """File a tip through the form; its browser still shows the receipt, and the desk has not looked at it yet."""
    turn_cleaning_key()
    reporter = factories.browser(None)
    public_form.answer_all(reporter, files=[public_form.photo()])
    public_form.send(reporter)
    house.cookies[REPORTER] = reporter.cookies
    tip = house.files["report:submitted"] = Report.objects.latest("pk")
    write_to_desk(tip, text="还有一台机器也没有防护罩。")
    clean_waiting()
    house.handle = str(files_of(tip).get().handle)


def _let_report(house: House) -> None:
    """Open reports with their receipts: one with a paper in its mailbox, one with a reward to claim, one to contest."""
    filing = factories.file_report()
    house.paper = paper_of(factories.case_in("opened", report=filing.report).report).reference
    reporter = house.browser(REPORTER)
    reporter.post(reverse("tips:track"), {"code": filing.receipt.code})
    house.cookies[REPORTER] = reporter.cookies
    for persona, state in ((REWARDED, "approved"), (TOLD, "told"), (CODED, "approved")):
        filing = factories.file_report()
        reward = factories.reward_in(state, report=filing.report)
        if persona == TOLD:  # and who is asked whether the report was made up
            factories.fabrication_in("asked", reward=reward)
        if persona == CODED:
            claim_reward(filing.report, payee=code_payee("counter-word"))
        holder = factories.browser(None)
        holder.post(reverse("tips:track"), {"code": filing.receipt.code})
        house.cookies[persona] = holder.cookies


def acceptance_in(state: str) -> Notice:
    """Return the paper by which a report was accepted, printed or not."""
    return paper_of(factories.report_in("accepted"), state=state)


def order_paper_in(state: str) -> Notice:
    """Return the paper by which a unit was ordered to rectify, printed, or served."""
    paper = paper_of(factories.order_in())
    if state == "served":
        serve_notice(
            paper,
            actor=factories.the(Duty.INVESTIGATOR),
            served_on=timezone.localdate(),
            **factories.HANDED_OVER,
        )
    return paper


def prior_paper_in(state: str) -> Notice:
    """Return the notice by which a party was told of a planned penalty."""
    return paper_of(factories.penalty_in("notified"), state=state)


def service_in(state: str) -> Service:
    """Return a service by post that is on its way, or one that a photo proves."""
    paper, today = order_paper_in("rendered"), timezone.localdate()
    officer = factories.the(Duty.INVESTIGATOR)
    posted = {"by": "post", "channel": "1099999999999", "place": "重庆市涪陵区试验路999号"}
    service = serve_notice(paper, actor=officer, sent_on=today, **posted)
    if state == "served":
        photo = SimpleUploadedFile("receipt.jpg", JPEG, content_type="image/jpeg")
        proof = {"received_by": "甄文员", "received_as": "mail_clerk", "photo": photo}
        prove_service(service, actor=officer, served_on=today, **proof)
    return service


def paper_of(subject: Any, *, state: str = "rendered") -> Notice:
    """Print the last paper about `subject`, or fail to; what stands on it is another test's matter."""

    def draw(kind: str, context: Mapping[str, Any]) -> bytes:
        if state == "failed":
            raise OSError("the printer is on fire")
        return b"%PDF-1.7 paper"

    paper = notices_of(subject).last()
    assert paper is not None
    with contextlib.suppress(OSError):
        print_notice(paper, draw=draw)
    paper.refresh_from_db()
    assert paper.state == state
    return paper


def bound_report_in(state: str) -> Report:
    """Return a closed tip whose reporter's papers are bound and sealed; what stands on them is not looked at here."""
    report = factories.report_in(state)
    parts = {
        "front": lambda *_given: SHEET,
        "draw": lambda *_given: SHEET,
        "bind": lambda front, _papers: front,
    }
    bind_reporters_papers(report, since=timezone.now(), **parts)
    return report


def partner_in(state: str) -> Partner:
    """Return a partner with a key, a hook and a call that did not arrive."""
    made = partners.partner()
    partners.key_of(made)
    set_hook(made, address="https://example.com/calls", actor=factories.the(Duty.ADMIN))
    partners.file_tip(made, "GD-1")
    note_call(made, LogEntry.objects.latest("pk"), Event.STATUS, "JB-2026-000001")
    Call.objects.update(attempts=1, failure="name")
    return made


BUILDERS: Mapping[str, Callable[[str], Any]] = {
    "report": factories.report_in,
    "bound_report": bound_report_in,
    "shared_report": factories.shared_report_in,
    "retaliation": factories.retaliation_in,
    "key": factories.key_in,
    "alarm": factories.alarm_in,
    "disclosure": factories.disclosure_in,
    "lost_receipt": lambda state: factories.disclosure_in(state, ground="receipt"),
    "disposal": factories.disposal_in,
    "case": factories.case_in,
    "access_case": factories.case_in,
    "access": factories.access_in,
    "order": factories.order_in,
    "joint_case": factories.drafted_case_in,
    "accident_case": lambda _state: factories.accident_in("reported").case,
    "crackdown": factories.crackdown_in,
    "target": factories.target_in,
    "task": factories.task_in,
    "accident": factories.accident_in,
    "disaster": factories.disaster_in,
    "grave_disaster": lambda state: factories.disaster_in(state, deaths=3),
    "supervision": factories.supervision_in,
    "typical_case": lambda _state: factories.accident_in("reported", unit=factories.unit(sector="fire")).case,
    "grave_accident": lambda state: factories.accident_in(state, deaths=30),
    "silent_accident": lambda state: factories.accident_in(state, unit_reported_at=None),
    "preservation": factories.preservation_in,
    "evidence": factories.evidence_in,
    "field_record": factories.field_record_in,
    "hazard": factories.hazard_in,
    "evidence_case": lambda state: factories.evidence_in(case=factories.case_in(state)).case,
    "referral": factories.referral_in,
    "penalty": factories.penalty_in,
    "listing": factories.listing_in,
    "interview": factories.interview_in,
    "good_credit": builders.good_credit_in,
    "measure": builders.measure_in,
    "power_cut": lambda state: builders.measure_in(state, kind="power_cut"),
    "announced_cut": builders.announced_cut_in,
    "daily_penalty": lambda state: builders.measure_in(state, kind="daily_penalty"),
    "exposure": factories.exposure_in,
    "handover": factories.handover_in,
    "remittance": factories.remittance_in,
    "reward": factories.reward_in,
    "clawback": factories.clawback_in,
    "fabrication": factories.fabrication_in,
    "sharing": sharing_in,
    "payment_file": factories.payment_file_in,
    "high_reward": factories.high_reward_in,
    "acceptance": acceptance_in,
    "order_paper": order_paper_in,
    "prior_paper": prior_paper_in,
    "service": service_in,
    "partner": partner_in,
    "offer": partners.offer_in,
    "batch": partners.batch_in,
}
