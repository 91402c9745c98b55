"""How every floor shows a list and a move: a page with its form, one service, back to the subject."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workflow.errors import MoveRefused, StalePage
from workflow.forms import AnnulForm, ListForm, MoveForm, NoteForm
from workflow.models import REFERENCE_PATTERN, Subject
from workflow.selectors import COUNT_CAP, Offer, annullable_entry, moves_for, open_annulment, running_clocks
from workflow.services import confirm_annulment, propose_annulment
from workflow.verdicts import refuse_unless
from workflow.views_rehearsing import REHEARSAL, show_rehearsal, with_frame
from workflow.words import holding_all, matching

PAGE_ROWS = 25
# The forms of this session that were taken; older ones are long gone from any screen.
CLICKS = "workflow.clicks"
CLICKS_KEPT = 50


# ---- Moves -----------------------------------------------------------------------------------------------------
def perform_move(
    request: HttpRequest,
    subject: Any,
    move: str,
    *,
    service: Callable[..., Any],
    form_class: type[MoveForm] = NoteForm,
    **form_arguments: Any,
) -> HttpResponse:
    """Show the page of a move, or make it and go back to the subject.

    Raises `StalePage` (409) for a stale page or a second click and `MoveRefused` (403) for the wrong person. What the
    service refuses on the facts comes back in the form (400), with everything that was typed.
    """
    with _leading_back_to(subject):
        _refuse_stale_page(request, subject)
        offer = _offer_of(subject, move, request.user)
        return perform(request, subject, offer, service=service, form_class=form_class, **form_arguments)


def perform(
    request: HttpRequest,
    subject: Any,
    offer: Offer,
    *,
    service: Callable[..., Any],
    form_class: type[MoveForm] = NoteForm,
    **form_arguments: Any,
) -> HttpResponse:
    """Do what `perform_move` does for something that leaves the state as it is: a message, an order, a text."""
    with _leading_back_to(subject):
        refuse_unless(offer.verdict)
        _refuse_second_click(request)
        form = _form_of(request, form_class, subject=subject, **form_arguments)
        if form.is_bound and REHEARSAL in request.POST:
            return show_rehearsal(form, partial(service, subject, actor=request.user))
        if form.is_bound and form.is_valid() and _is_done(form, service, subject, request.user):
            _remember_click(request)
            messages.success(request, _("Done: %(move)s.") % {"move": offer.label})
            return redirect(subject.get_absolute_url())
    shows_paper = getattr(service, "issues_paper", False)
    page = {"subject": _as_stored(subject), "form": form, "offer": offer, "shows_paper": shows_paper}
    names = [f"{subject._meta.app_label}/move_{subject._meta.model_name}.html", "workflow/move.html"]
    response = render(request, names, page, status=400 if form.is_bound else 200)
    return with_frame(response) if shows_paper else response


def perform_annulment(request: HttpRequest, subject: Any) -> HttpResponse:
    """Propose that the last move be annulled, or confirm what somebody else proposed.

    From a stale page another move than the one that was seen would be meant: such a page is refused.
    """
    with _leading_back_to(subject):
        _refuse_stale_page(request, subject)
        waiting, entry = _annulment_of(subject, request.user)
        form = _form_of(request, MoveForm if waiting else AnnulForm, subject=subject)
        service = confirm_annulment if waiting else propose_annulment
        if form.is_bound and form.is_valid() and _is_done(form, service, subject, request.user):
            said = _("The move was annulled. Both entries stay in the log.")
            asked = _("Proposed. A second person must confirm the annulment.")
            messages.success(request, said if waiting else asked)
            return redirect(subject.get_absolute_url())
    page = {"subject": _as_stored(subject), "form": form, "waiting": waiting, "entry": entry}
    return render(request, "workflow/annul.html", page, status=400 if form.is_bound else 200)


def _annulment_of(subject: Subject, user: Any) -> tuple[Any, Any]:
    """Return the proposal that waits and the entry in question; refuse who may not act and what cannot be undone."""
    refuse_unless(subject.may_annul(user))
    entry, waiting = annullable_entry(subject), open_annulment(subject)
    if entry is None:
        raise StalePage(gettext_lazy("There is no move on this file that can be annulled."))
    if waiting is not None and waiting.entry_id != entry.pk:
        waiting = None
    if waiting is not None and waiting.proposed_by_id == user.pk:
        raise MoveRefused(gettext_lazy("The person who proposed the annulment cannot confirm it."))
    return waiting, entry


@contextmanager
def _leading_back_to(subject: Any) -> Iterator[None]:
    """Name the subject's page on a refusal, so that the refusal's page leads back to it."""
    try:
        yield
    except MoveRefused as refusal:
        refusal.url = subject.get_absolute_url()
        raise


def _refuse_stale_page(request: HttpRequest, subject: Subject) -> None:
    if request.method == "POST" and request.POST.get("seen", subject.state) != subject.state:
        raise StalePage


def _refuse_second_click(request: HttpRequest) -> None:
    """Refuse a form that was taken already: an act that keeps the state would otherwise be done twice."""
    if request.method == "POST" and request.POST.get("click") in request.session.get(CLICKS, ()):
        raise StalePage


def _remember_click(request: HttpRequest) -> None:
    clicks = [*request.session.get(CLICKS, ()), request.POST.get("click", "")]
    request.session[CLICKS] = [click for click in clicks if click][-CLICKS_KEPT:]


def _offer_of(subject: Subject, move: str, user: Any) -> Offer:
    offer = next((offer for offer in moves_for(subject, user) if offer.move == move), None)
    if offer is None:
        raise StalePage
    return offer


def _form_of(request: HttpRequest, form_class: type[MoveForm], **arguments: Any) -> MoveForm:
    if request.method == "POST":
        if form_class.grows and "more" in request.POST:
            return form_class(initial=request.POST.dict(), **arguments)
        return form_class(request.POST, request.FILES, **arguments)
    return form_class(**arguments)


def _is_done(form: MoveForm, service: Callable[..., Any], subject: Any, user: Any) -> bool:
    """Call the service; put what it refuses on the facts into the form."""
    try:
        service(subject, actor=user, **form.inputs)
    except StalePage:
        raise
    except MoveRefused as refusal:
        form.add_error(None, str(refusal.reason))
        return False
    return True


def _as_stored(subject: Any) -> Any:
    """Return the subject as the table has it: a service that was rolled back leaves the instance ahead of its row."""
    return type(subject)._default_manager.get(pk=subject.pk)


# ---- Lists -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its heading and how a row's text comes of the subject."""

    label: str | Promise
    text: Callable[[Any], Any]
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Tab:
    """A neighbouring list."""

    label: str | Promise
    url: str
    is_current: bool = False


class CappedPaginator(Paginator):  # type: ignore[type-arg]
    """Counts no further than the cap; what lies beyond is found by searching."""

    def __init__(self, rows: Any, per_page: int, counted: Any = None) -> None:
        """Take the rows in their order, and the same rows in another query where that counts them sooner."""
        super().__init__(rows, per_page)
        self.counted = rows if counted is None else counted

    @cached_property
    def reached(self) -> int:
        """How many rows were counted, one more than the cap at most."""
        return int(self.counted.order_by()[: COUNT_CAP + 1].count())

    @cached_property
    def count(self) -> int:
        """The rows that can be leafed through."""
        return min(self.reached, COUNT_CAP)

    @property
    def total(self) -> str:
        """The count in words: exact up to the cap."""
        return f"{COUNT_CAP:,}+" if self.reached > COUNT_CAP else f"{self.reached:,}"


def show_list(
    request: HttpRequest,
    subjects: QuerySet[Any],
    *,
    title: str | Promise,
    columns: Sequence[Column],
    search: Sequence[str],
    duties: Sequence[str],
    tabs: Sequence[Tab] = (),
    named_by: Mapping[str, str] = MappingProxyType({}),
    first_act: Tab | None = None,
) -> HttpResponse:
    """Show a floor's subjects, the newest first, with a filter by state and a search in the fields `search`.

    `named_by` maps the prefix of another kind of reference to the column that holds its key ({"JB": "report_id"}).
    Whoever holds none of `duties` is told that there is no such page. The number of queries does not grow.
    """
    if not request.user.has_duty(*duties):  # type: ignore[union-attr]
        raise Http404
    form = ListForm(request.GET, states=subjects.model._meta.get_field("state").choices)
    names = {subjects.model.PREFIX: "pk", **named_by}
    found = _matching(subjects, form, search, names) if form.is_valid() else (subjects.none(),) * 2
    page = CappedPaginator(found[0].order_by("-pk"), PAGE_ROWS, found[1]).get_page(request.GET.get("page"))
    context: dict[str, Any] = {"title": title, "form": form, "rows": _rows(page, columns), "page": page}
    context |= {"tabs": tabs, "first_act": first_act}

    return render(request, "workflow/list.html", context, status=200 if form.is_valid() else 400)


def _rows(page: Iterable[Any], columns: Sequence[Column]) -> list[dict[str, Any]]:
    shown = list(page)
    clocks = running_clocks(shown)
    return [{"cells": _cells(subject, columns, clocks)} for subject in shown]


def _matching(
    subjects: QuerySet[Any], form: ListForm, search: Sequence[str], names: Mapping[str, str]
) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """Return what is to be shown, and the same to be counted."""
    if state := form.cleaned_data["state"]:
        subjects = subjects.filter(state=state)
    text = form.cleaned_data["q"]
    reference = REFERENCE_PATTERN.match(text.upper())
    if text and not reference:
        return holding_all(subjects, [matching(subjects.model, text, search)])
    if reference:
        field = names.get(reference[1])
        subjects = subjects.filter(**{field: int(reference[3])}) if field else subjects.none()
    return subjects, subjects


def _cells(subject: Any, columns: Sequence[Column], clocks: Any) -> list[dict[str, Any]]:
    first = {
        "label": _("Reference"),
        "text": subject.reference,
        "url": subject.get_absolute_url(),
        "is_header": True,
    }
    middle = [
        {"label": column.label, "text": column.text(subject), "is_number": column.is_number}
        for column in columns
    ]
    state = {"label": _("State"), "text": subject.get_state_display(), "state": subject.state}
    return [
        first,
        *middle,
        state,
        {"label": _("Period"), "clock": clocks.get((subject.label(), subject.pk)), "text": ""},
    ]
