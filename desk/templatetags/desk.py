"""What every staff page shows besides its own facts: rooms, stage rail, moves, clocks, timeline, papers, people.

The floors' templates load these by name, so that no floor imports the one above it.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django import template
from django.db.models import Q
from django.template.context import RequestContext
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from desk.forms_comments import CommentForm
from desk.rooms import ROOM_OF, ROOMS, Room
from desk.selectors import SEEKERS, comments_on, journey_of, title_of, unit_of, url_of
from desk.selectors.rulebook import place_title
from desk.selectors.waiting import next_step
from desk.wording import capped, media_word, timeline_row
from investigations.states import State as CaseState
from notices.policies import may_retry
from notices.selectors import notices_visible_to
from reports.bilingual import in_language
from reports.bilingual import title_of as named
from reports.states import State as ReportState
from rewards.states import State as RewardState
from sanctions.states import IMPOSED
from sanctions.states import State as PenaltyState
from statutes.codes import DIVISIONS, SECTORS
from statutes.office import was_test
from statutes.sources import read_in
from statutes.wording import TITLES as LAW_WORDS
from workflow.models import Subject
from workflow.selectors import annullable_entry, clocks_of, moves_for, open_annulment, timeline_of

register = template.Library()

# Moves that end a matter or refuse somebody something are drawn apart.
GRAVE = frozenset(
    {"decline", "discard", "end", "refuse", "drop", "dismiss", "remove", "cancel", "lapse", "annul", "revoke"}
)
# Two machines of one floor share its addresses: these carry the machine's name behind the move's.
SUFFIXES = {
    "sanctions.listing": "_listing",
    "sanctions.remittance": "_remittance",
    "sanctions.handover": "_handover",
    "sanctions.interview": "_interview",
    "sanctions.exposure": "_exposure",
    "sanctions.measure": "_measure",
    "sanctions.goodcredit": "_good_credit",
    "investigations.rectificationorder": "_order",
    "investigations.accident": "_accident",
    "investigations.disaster": "_disaster",
    "investigations.supervision": "_supervision",
    "investigations.preservation": "_preservation",
    "investigations.fileaccess": "_access",
    "investigations.referral": "_referral",
    "investigations.task": "_task",
    "investigations.target": "_target",
    "investigations.evidence": "_evidence",
    "investigations.majorhazard": "_hazard",
}
# A machine with addresses of its own.
SPACES = {
    "investigations.fieldrecord": "field",
    "rewards.paymentfile": "payments",
    "rewards.clawback": "clawbacks",
    "rewards.fabrication": "fabrications",
    "reports.disclosure": "identities",
    "reports.disposal": "keeping",
    "partners.offer": "transfers",
    "partners.batch": "imports",
}


register.simple_tag(media_word)
register.filter(capped)
register.simple_tag(was_test)


# ---- The frame -------------------------------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def rooms(context: RequestContext) -> tuple[Room, ...]:
    """List the rooms that this person may enter; the count of my work stands beside it where it is known."""
    request = context.get("request")
    if request is None or not request.user.is_authenticated:
        return ()
    match = request.resolver_match
    here = {match.namespace, match.url_name, ROOM_OF.get(match.url_name or "")} if match else set()
    total = capped(context["work"].total) if "work" in context else ""
    return tuple(
        Room(key, label, reverse(name), key in here, total if key == "home" else "")
        for key, label, name, duties in ROOMS
        if not duties or request.user.has_duty(*duties)
    )


@register.simple_tag(takes_context=True)
def seeking_url(context: RequestContext) -> str:
    """Return the address of the search, or nothing for a person who may search in no floor."""
    request = context.get("request")
    may_seek = request is not None and request.user.is_authenticated and request.user.has_duty(*SEEKERS)
    return reverse("desk:search") if may_seek else ""


# ---- A file ----------------------------------------------------------------------------------------------------
def move_url(subject: Any, move: str) -> str:
    """Return the address of a move's page."""
    suffix = SUFFIXES.get(subject.label(), "")
    space = SPACES.get(subject.label(), subject._meta.app_label)
    return reverse(f"{space}:{move}{suffix}", args=[subject.reference])


@register.simple_tag(takes_context=True)
def offers_for(context: RequestContext, subject: Any) -> list[dict[str, Any]]:
    """List what this person may do with a file now, and why not the rest; grave moves and the way back come last."""
    user = context["request"].user
    offers = [
        {
            "move": offer.move,
            "label": offer.label,
            "verdict": offer.verdict,
            "url": move_url(subject, offer.move),
            "is_grave": offer.move in GRAVE,
        }
        for offer in moves_for(subject, user)
    ]
    offers.sort(key=lambda offer: bool(offer["is_grave"]))
    verdict = subject.may_annul(user)
    if verdict and annullable_entry(subject) and not _waiting(subject):
        url = move_url(subject, "annul")
        offers.append(
            {
                "move": "annul",
                "label": _("Annul the last move"),
                "verdict": verdict,
                "url": url,
                "is_quiet": True,
            }
        )
    return offers


@register.inclusion_tag("workflow/waiting.html", takes_context=True)
def waiting_annulment(context: RequestContext, subject: Any) -> dict[str, Any]:
    """Draw the proposal that waits for a second person, with the way to confirm it."""
    user, waiting = context["request"].user, _waiting(subject)
    may_confirm = bool(waiting and waiting.proposed_by_id != user.pk and subject.may_annul(user))
    row = timeline_row(waiting.entry) if waiting else None
    return {
        "waiting": waiting,
        "what": row["title"] if row else "",
        "url": move_url(subject, "annul") if may_confirm else "",
    }


def _waiting(subject: Any) -> Any:
    waiting = open_annulment(subject)
    if waiting is None:
        return None
    entry = annullable_entry(subject)
    return waiting if entry is not None and entry.pk == waiting.entry_id else None


@register.inclusion_tag("components/timeline.html")
def timeline(subject: Any) -> dict[str, Any]:
    """Draw what happened to a file, the newest first."""
    entries = timeline_of(subject).select_related("actor__agency", "note", "annulled_by")
    return {"entries": [timeline_row(entry) for entry in reversed(entries)]}


@register.inclusion_tag("components/timeline.html")
def entry_line(entry: Any) -> dict[str, Any]:
    """Draw one entry of the log by itself."""
    return {"entries": [timeline_row(entry)]}


@register.simple_tag
def clocks_for(subject: Any) -> list[Any]:
    """List a file's clocks: those that run first, the nearest before the others, then those that have ended."""
    return sorted(clocks_of(subject), key=lambda clock: (clock.outcome != "running", clock.due_at))


@register.inclusion_tag("desk/papers.html", takes_context=True)
def papers(context: RequestContext, *subjects: Any) -> dict[str, Any]:
    """Draw the papers about the files, each with its state, its file, and the retry button when printing failed."""
    user = context["request"].user
    keys: dict[str, list[int]] = {}
    for given in subjects:
        for subject in [given] if isinstance(given, Subject) else given:
            keys.setdefault(subject.label(), []).append(subject.pk)
    wanted = [Q(subject_label=label, subject_id__in=found) for label, found in keys.items()]
    found = notices_visible_to(user, about=keys).filter(reduce(or_, wanted, Q(pk__in=[]))).order_by("pk")
    rows = [{"notice": notice, "may_retry": bool(may_retry(notice, user))} for notice in found]
    return {"rows": rows, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("desk/comments.html", takes_context=True)
def comments(context: RequestContext, subject: Any) -> dict[str, Any]:
    """Draw what the staff say to one another about a case, and the form for more."""
    facts = {"comments": comments_on(subject), "form": CommentForm(subject=subject)}
    return {
        **facts,
        "subject": subject,
        "me": context["request"].user,
        "csrf_token": context.get("csrf_token"),
    }


# ---- The rail --------------------------------------------------------------------------------------------------
ENDED = {
    ReportState.DECLINED,
    ReportState.TRANSFERRED,
    ReportState.WITHDRAWN,
    CaseState.CANCELLED,
    PenaltyState.DROPPED,
    PenaltyState.REVOKED,
    RewardState.REFUSED,
    RewardState.LAPSED,
}
OVER = {
    "report": (ReportState.ANSWERED, ReportState.OBJECTED, ReportState.RECHECKED, ReportState.CLOSED),
    "case": (CaseState.CONCLUDED, CaseState.CLOSED),
    "penalty": IMPOSED,
    "reward": (RewardState.PAID,),
}
TITLES = {"report": _("Report"), "case": _("Case"), "penalty": _("Sanction"), "reward": _("Reward")}


@register.inclusion_tag("desk/rail.html", takes_context=True)
def stage_rail(context: RequestContext, subject: Any) -> dict[str, Any]:
    """Draw the way of a matter with the files this person may see; earlier ones that they may not are left out."""
    journey = journey_of(subject, context["request"].user)
    found = {key: getattr(journey, key) for key in TITLES}
    present = [key for key in TITLES if found[key] is not None]
    first = list(TITLES).index(present[0]) if present else 0
    last = max((list(TITLES).index(key) for key in present), default=0)
    stages = [_stage(key, found[key], subject, is_behind=number < last) for number, key in enumerate(TITLES)]
    stages = stages[first:]
    # Where nobody may say that there was a tip, nobody speaks of a reward for one.
    if found["report"] is None and found["reward"] is None:
        stages = [stage for stage in stages if stage["title"] != TITLES["reward"]]
    return {"stages": stages if present and len(stages) > 1 else []}


def _stage(key: str, file: Any, subject: Any, *, is_behind: bool) -> dict[str, Any]:
    if file is None:
        return {"title": TITLES[key], "status": "done" if is_behind else "ahead"}
    is_over = is_behind or file.state in OVER[key] or file.state in ENDED
    return {
        "title": TITLES[key],
        "status": "done" if is_over else "current",
        "reference": file.reference,
        "url": "" if file == subject else file.get_absolute_url(),
        "note": file.get_state_display(),
        "next": "" if is_over else next_step(file),
    }


# ---- Facts -----------------------------------------------------------------------------------------------------
@register.inclusion_tag("desk/fact.html")
def fact(
    key: Any, value: Any = "", *, state: str = "", url: str = "", is_sealed: bool = False
) -> dict[str, Any]:
    """Draw one row of a summary list; a value can be a tag of a state, a link, or sealed."""
    lines = value if isinstance(value, list | tuple) else None
    return {"key": key, "value": value, "lines": lines, "state": state, "url": url, "is_sealed": is_sealed}


@register.filter
def yuan(amount: Any) -> str:
    """Write an amount as offices do: thousands separated, two places, 元 behind."""
    return f"{amount:,.2f} 元"


@register.simple_tag
def message_text(item: Any, opened: Any) -> str:
    """Return the text of a reporter's message that was opened for this page, or nothing."""
    return opened.get(item.pk, "") if opened else ""


@register.simple_tag
def describe(subject: Any) -> dict[str, Any]:
    """Return what a file is called in a list: title, unit, address."""
    return {"title": title_of(subject), "unit": unit_of(subject), "url": url_of(subject)}


@register.simple_tag
def sector_title(key: str) -> str:
    """Name a sector in the reader's language."""
    return named(SECTORS[key]) if key in SECTORS else key


@register.simple_tag
def words(text: str, text_en: str) -> str:
    """Give a text of the law in the reader's language."""
    return in_language(text, text_en)


@register.simple_tag
def law_word(key: str) -> str:
    """Give the word of a key of the law (a level, a tier) in the reader's language."""
    return in_language(*LAW_WORDS.get(key, (key, key)))


@register.simple_tag
def where_read(source: str) -> str:
    """Say where the text of a rule was read, in the reader's language."""
    return "; ".join(in_language(zh, en) for zh, en in read_in(source))


@register.simple_tag(name="place_title")
def name_of_place(code: str) -> str:
    """Name the place of a rule, the nation too, in the reader's language."""
    return place_title(code)


@register.simple_tag
def division_title(code: str) -> str:
    """Name a division in the reader's language."""
    return named(DIVISIONS[code]) if code in DIVISIONS else code
