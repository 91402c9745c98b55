"""The rooms of the desk, in the order of their row, and who may enter them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from accounts.models import Duty
from vault.policies import KEY_DUTIES

ROOMS = (
    ("home", _("My work"), "desk:home", ()),
    ("hotline", _("Hotline and counter"), "hotline:call", (Duty.DESK,)),
    ("alarms", _("Duty and alarms"), "alarms:list", tuple(Duty)),
    ("intake", _("Intake"), "intake:queue", (Duty.DESK, Duty.SUPERVISION)),
    ("reports", _("Reports"), "reports:list", (Duty.DESK, Duty.LEADER, Duty.SUPERVISION)),
    (
        "identities",
        _("Identities"),
        "identities:list",
        (Duty.CUSTODIAN, Duty.LEADER, Duty.SUPERVISION, Duty.AUDITOR),
    ),
    (
        "keeping",
        _("Retention"),
        "keeping:list",
        (Duty.CUSTODIAN, Duty.LEADER, Duty.SUPERVISION, Duty.AUDITOR),
    ),
    (
        "investigations",
        _("Cases"),
        "investigations:list",
        (Duty.LEADER, Duty.REVIEWER, Duty.INVESTIGATOR, Duty.SUPERVISION),
    ),
    ("protection", _("Retaliation"), "protection:list", (Duty.LEADER, Duty.SUPERVISION)),
    (
        "sanctions",
        _("Penalties and list"),
        "sanctions:list",
        (Duty.LEADER, Duty.REVIEWER, Duty.INVESTIGATOR, Duty.FINANCE, Duty.CHAIR),
    ),
    ("rewards", _("Rewards"), "rewards:list", (Duty.REWARDS, Duty.FINANCE, Duty.CASHIER)),
    ("payments", _("Payment files"), "payments:list", (Duty.FINANCE, Duty.CASHIER)),
    ("clawbacks", _("Money to get back"), "clawbacks:list", (Duty.REWARDS, Duty.FINANCE, Duty.LEADER)),
    (
        "fabrications",
        _("Made-up reports"),
        "fabrications:list",
        (Duty.REWARDS, Duty.INVESTIGATOR, Duty.REVIEWER, Duty.LEADER),
    ),
    ("budgets", _("Money for rewards"), "budgets:list", (Duty.FINANCE, Duty.LEADER, Duty.AUDITOR)),
    ("insights", _("Insights"), "insights:dashboard", (Duty.LEADER, Duty.AUDITOR)),
    ("figures", _("Where the days go"), "figures:rewards", (Duty.REWARDS, Duty.FINANCE)),
    ("imports", _("Imported lists"), "imports:list", (Duty.DESK,)),
    ("arrival", _("Tips in flight"), "desk:arrival", (Duty.DESK,)),
    ("transfers", _("Transfers"), "transfers:list", (Duty.DESK, Duty.LEADER, Duty.SUPERVISION)),
    ("outreach", _("Posters"), "outreach:boards", (Duty.DESK, Duty.LEADER)),
    ("rulebook", _("Rulebook"), "desk:rulebook", ()),
    ("ties", _("Conflicts of interest"), "desk:ties", ()),
    ("audit", _("Audit room"), "desk:audit", (Duty.AUDITOR,)),
    ("numbers", _("Register of numbers"), "notices:series", (Duty.LEADER, Duty.REVIEWER, Duty.AUDITOR)),
    ("log", _("Log"), "desk:log", (Duty.AUDITOR,)),
    ("reminders", _("Reminders"), "desk:reminders", ()),
    ("keys", _("Keys"), "desk:keys", KEY_DUTIES),
    ("setup", _("Setting up"), "desk:setup", (Duty.ADMIN,)),
    ("people", _("People"), "desk:people", (Duty.ADMIN,)),
    ("seals", _("Seals on papers"), "desk:seals", (Duty.ADMIN,)),
    ("partners", _("Partner channels"), "partners:list", (Duty.ADMIN, Duty.AUDITOR)),
    ("escrow", _("Escrow key"), "desk:escrow", (Duty.ADMIN, Duty.AUDITOR)),
)
# Pages that belong to a room without being its first.
ROOM_OF = {
    "mail_choice": "reminders",
    **dict.fromkeys(("office", "agencies", "add_agency", "agency"), "setup"),
    **dict.fromkeys(("add_person", "import_people", "invite_all", "duties", "invite"), "people"),
    **dict.fromkeys(("rule", "confirm_rule", "withdraw_confirmation", "settings", "setting"), "rulebook"),
    **dict.fromkeys(("holidays", "import_holidays", "withdraw_holidays", "site", "switch_site"), "rulebook"),
}


@dataclass(frozen=True, slots=True)
class Room:
    """A room in the row of rooms; `count` stands beside my work where it is known."""

    key: str
    label: StrOrPromise
    url: str
    is_current: bool
    count: str = ""
