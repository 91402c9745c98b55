"""How far the setting up of the office has come. Every answer is read off the data; no step is ticked by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.invitations import people_to_invite
from accounts.models import Agency, Duty, DutyAssignment, User
from accounts.selectors import get_office
from desk.forms_setup import OfficeForm
from desk.models import InvitationMail
from notices.kinds import KINDS
from notices.seals import seal_of
from reports.models import Report
from statutes.calendar import last_listed_year
from statutes.codes import DIVISIONS, HOME
from statutes.documents import document_number
from statutes.office import hotline, office, office_name_in_english
from statutes.rulebook import unsettled_entries
from vault.policies import KEY_DUTIES
from vault.selectors import escrow_in_use
from vault.states import KeyState

# How many hold each duty before the office can work: two where one person alone could not go on.
WANTED = {
    Duty.DESK: 1,
    Duty.INVESTIGATOR: 2,
    Duty.REVIEWER: 1,
    Duty.LEADER: 2,
    Duty.REWARDS: 1,
    Duty.FINANCE: 1,
    Duty.CASHIER: 1,
    Duty.CUSTODIAN: 1,
    Duty.AUDITOR: 1,
    Duty.ADMIN: 1,
    Duty.CHAIR: 1,
    Duty.SUPERVISION: 1,
}
SAMPLE_PAPER = KINDS["acceptance"].document


@dataclass(frozen=True, slots=True)
class Step:
    """A step: what it asks, what is there or missing, who does it and where."""

    key: str
    title: str
    is_done: bool
    found: str
    who: str
    url: str
    is_next: bool = False


def steps() -> list[Step]:
    """List the steps in their order; the first open one is the next."""
    found = [make() for make in STEPS]
    after = next((step.key for step in found if not step.is_done), "")
    return [replace(step, is_next=step.key == after) for step in found]


def office_facts() -> dict[str, str]:
    """Return what the office is called now, as its form asks for it."""
    mine = get_office()
    facts = mine.name, mine.short_name, office_name_in_english(), hotline()
    return dict(zip(("name", "short_name", "name_en", "phone"), facts, strict=True))


def _admin() -> str:
    return str(Duty.ADMIN.label)


def _office() -> Step:
    mine = get_office()
    division = DIVISIONS.get(mine.place)
    is_home = mine.place == HOME
    told = f"{mine.name} · {division.title_zh if division else mine.place} · {hotline()}"
    if not is_home:
        told = _(
            "%(told)s. The rules that are loaded are those of %(home)s: OFFICE_PLACE and the rule files differ."
        ) % {
            "told": told,
            "home": DIVISIONS[HOME].title_zh,
        }
    is_done = is_home and OfficeForm(office_facts()).is_valid()
    return Step("office", _("The office: name, district, telephone"), is_done, told, _admin(), _at("office"))


def _agencies() -> Step:
    others = Agency.objects.filter(is_office=False).count()
    told = _("%(count)d authorities besides the office") % {"count": others}
    title = _("The authorities that tips are handed to and teams are formed with")
    return Step("agencies", title, others > 0, told, _admin(), _at("agencies"))


def _people() -> Step:
    rows = DutyAssignment.objects.in_force().filter(user__is_active=True).values_list("duty")
    held: dict[str, int] = dict(rows.annotate(Count("user", distinct=True)))
    missing = [
        f"{duty.label} ({held.get(duty.value, 0)}/{wanted})"
        for duty, wanted in WANTED.items()
        if held.get(duty.value, 0) < wanted
    ]
    told = _("Missing: %(duties)s") % {"duties": "、".join(missing)} if missing else _("Every duty is held.")
    return Step("people", _("The people and their duties"), not missing, told, _admin(), _at("import_people"))


def invitations_not_sent() -> QuerySet[InvitationMail]:
    """Return the invitations by mail that failed and have not gone out since."""
    return InvitationMail.objects.filter(mailed_at=None).exclude(failure="")


def _invitations() -> Step:
    waiting, joined = people_to_invite().count(), User.objects.exclude(last_login=None).count()
    told = _("%(waiting)d have not chosen a password yet, %(joined)d have signed in") % {
        "waiting": waiting,
        "joined": joined,
    }
    if failed := invitations_not_sent().count():
        said = ngettext("%(told)s; %(count)d mail failed", "%(told)s; %(count)d mails failed", failed)
        told = said % {"told": told, "count": failed}
    is_done = waiting == 0 and joined > 1
    return Step("invitations", _("Invitations"), is_done, told, _admin(), _at("people"))


def _keys() -> Step:
    held = DutyAssignment.objects.in_force().filter(duty__in=KEY_DUTIES).values("user")
    readers = User.objects.filter(is_active=True, pk__in=held)
    without = readers.exclude(vault_keys__state=KeyState.ACTIVE).order_by("username")
    names = "、".join(person.name for person in without)
    is_any = readers.exists()
    told = _("Every reader has a key.") if is_any else _("Nobody holds such a duty yet.")
    if names:
        told = _("No key in use yet: %(names)s") % {"names": names}
    who = _("Each at the first sign-in; after the ceremony a colleague confirms it")
    is_done = is_any and not names
    return Step("keys", _("The keys of those who open what is sealed"), is_done, told, who, _at("people"))


def _escrow() -> Step:
    key = escrow_in_use()
    told = f"{key.reference} · {key.fingerprint}" if key else _("No ceremony has been held yet.")
    who = _("The administrator before three holders")
    return Step(
        "escrow", _("The escrow key on three sheets of paper"), key is not None, told, who, _at("escrow")
    )


def _seal() -> Step:
    seal = seal_of(get_office())
    told = _("It hangs since %(day)s.") % {"day": seal.hung_at.date()} if seal else _("None hangs yet.")
    return Step("seal", _("The seal on papers"), seal is not None, told, _admin(), _at("seals"))


def _numbers() -> Step:
    mine = get_office()
    number = document_number(SAMPLE_PAPER, timezone.localdate().year, 1, agency=mine.short_name)
    told = _("The first letter of acceptance will be %(number)s.") % {"number": number}
    is_short = bool(mine.short_name) and mine.short_name != mine.name
    return Step("numbers", _("The mark in document numbers"), is_short, told, _admin(), _at("office"))


def _rules() -> Step:
    left = unsettled_entries(timezone.localdate())
    told = (
        _("%(count)d rules in force wait for somebody to read their source.") % {"count": len(left)}
        if left
        else _("Every rule in force is settled.")
    )
    url = f"{_at('rulebook')}?place=here&standing=unverified"
    return Step("rules", _("The rules that the office confirms"), not left, told, _admin(), url)


def _calendar() -> Step:
    year = timezone.localdate().year
    is_known = year <= max([last_listed_year(), *office().notices])
    told = _("The notice for %(year)d is known.") if is_known else _("The notice for %(year)d is missing.")
    title = _("The days off of the year")
    return Step("calendar", title, is_known, told % {"year": year}, _admin(), _at("holidays"))


def _tip() -> Step:
    filed = Report.objects.count()
    told = (
        _("%(count)d filed. What came in before the site goes live is marked as a test.") % {"count": filed}
        if filed
        else _("None yet. File one as a reporter would, and follow it with its code.")
    )
    who = _("Anybody, on the public page")
    return Step("tip", _("A test tip"), filed > 0, told, who, _public())


def _live() -> Step:
    is_live = office().is_live
    told = _("The site is live.") if is_live else _("The site is a demonstration.")
    return Step("live", _("Going live"), is_live, told, _admin(), _at("site"))


def _at(name: str) -> str:
    return reverse(f"desk:{name}")


def _public() -> str:
    return f"{settings.PUBLIC_BASE_URL.rstrip('/')}/"


STEPS: tuple[Callable[[], Any], ...] = (
    _office,
    _agencies,
    _people,
    _invitations,
    _keys,
    _escrow,
    _seal,
    _numbers,
    _rules,
    _calendar,
    _tip,
    _live,
)
