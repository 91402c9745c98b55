"""The way through the public form: which question comes when, what is still open, and what comes of the answers."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, override

from enterprises.models import Unit
from enterprises.selectors import find_unit
from reports.drafts import Draft, Typed
from reports.forms_public import (
    DETAILS,
    YES,
    FilesForm,
    HazardForm,
    PlaceForm,
    QuestionForm,
    UnitForm,
    WhatForm,
    WordsForm,
    YouForm,
)
from reports.services import Tip
from reports.states import Mode
from reports.telltales import telltales
from statutes.codes import DIVISIONS, is_valid_uscc

DETAILS_STEP = "details"
PLACE_STEP = "place"
UNIT_STEP = "unit"
FILES_STEP = "files"
FORMS: dict[str, type[QuestionForm]] = {
    "what": WhatForm,
    DETAILS_STEP: HazardForm,
    PLACE_STEP: PlaceForm,
    UNIT_STEP: UnitForm,
    "words": WordsForm,
    FILES_STEP: FilesForm,
    "you": YouForm,
}
STEPS = tuple(FORMS)
FIRST = STEPS[0]
LABELS: dict[str, str | Promise] = {
    "what": _("What"),
    "details": _("More"),
    "place": _("Where"),
    "unit": _("Which unit"),
    "words": _("In your words"),
    "files": _("Files"),
    "you": _("You"),
    "check": _("Check"),
}
_IN_WORDS: tuple[type[QuestionForm], ...] = (WordsForm, PlaceForm, *dict.fromkeys(DETAILS.values()))
# What is sealed as words, with the labels by which the desk reads it.
WORDS: dict[str, str | Promise] = {
    name: form.base_fields[name].label or name
    for form in _IN_WORDS
    for name in form.base_fields
    if name not in {"division", "happened_on", "claimed_deaths", "claimed_injuries", "authority"}
}
# Answers that are not valid yet are kept as typed when somebody goes back; beyond this they are cut.
LONGEST_TYPED = 20_000
MOST_VALUES = 40


@dataclass(frozen=True, slots=True)
class Answer:
    """A line of check-your-answers."""

    key: str
    lines: list[str]
    change_url: str


def form_class(step: str, draft: Draft) -> type[QuestionForm]:
    """Return the form of a step; the details depend on the kind that was chosen."""
    if step != DETAILS_STEP:
        return FORMS[step]
    kind = draft.answers.get("what", {}).get("kind", [""])[0]
    return DETAILS.get(kind, HazardForm)


def posted_form(step: str, draft: Draft, data: QueryDict, files: Any = None) -> QuestionForm:
    """Return the form of a step with what was just sent, and keep that in the draft as it was typed."""
    if "tile" in data:  # a square stands for its line in the list of divisions
        data = data.copy()
        data.setlist("division", data.getlist("tile"))
    form = form_class(step, draft)(data, files)
    draft.answers[form.slot] = _typed(form, data)
    return form


def shown_form(step: str, draft: Draft | None) -> QuestionForm:
    """Return the form of a step, filled with what was typed before, without judging it."""
    if draft is None:
        return FORMS[step]()
    kind = form_class(step, draft)
    typed = draft.answers.get(kind.slot)
    if typed is None:
        return kind()
    before = kind(_query(typed))
    return kind(initial={name: before[name].data for name in before.fields})


def saved_forms(draft: Draft) -> dict[str, QuestionForm]:
    """Return the form of each step bound to what the draft holds, to be judged. Files are judged as they arrive."""
    classes = {step: form_class(step, draft) for step in STEPS if step != FILES_STEP}
    return {step: kind(_query(draft.answers.get(kind.slot, {}))) for step, kind in classes.items()}


def first_open(forms: dict[str, QuestionForm]) -> str | None:
    """Return the first step that is not answered well yet, or None."""
    return next((step for step, form in forms.items() if not form.is_valid()), None)


def first_unasked(draft: Draft, *, before: str) -> str | None:
    """Return the first step before another that the draft knows nothing of, or None: then answers were lost."""
    earlier = (step for step in STEPS[: STEPS.index(before)] if step != FILES_STEP)
    return next((step for step in earlier if form_class(step, draft).slot not in draft.answers), None)


def step_url(step: str) -> str:
    """Return the address of a step."""
    if step == FIRST:
        return reverse("tips:report")
    return reverse("tips:check") if step == "check" else reverse("tips:question", args=[step])


def url_after(step: str) -> str:
    """Return where a step leads."""
    number = STEPS.index(step) + 1
    return step_url(STEPS[number]) if number < len(STEPS) else step_url("check")


def url_before(step: str) -> str:
    """Return where "back" leads: the step before, and the first page from the first."""
    number = len(STEPS) if step == "check" else STEPS.index(step)
    return step_url(STEPS[number - 1]) if number else reverse("tips:home")


def is_danger(draft: Draft) -> bool:
    """Tell whether the draft says that somebody is in danger now."""
    return draft.answers.get("what", {}).get("is_danger_now") == [YES]


def answers_of(draft: Draft, forms: dict[str, QuestionForm]) -> list[Answer]:
    """List all answers for the reporter to check; `forms` are valid."""
    rows = []
    for step in STEPS:
        change_url = f"{step_url(step)}?change"
        if step == FILES_STEP:
            count = len(draft.files)
            lines = [ngettext("%(count)d file", "%(count)d files", count) % {"count": count}] if count else []
            rows.append(Answer(str(LABELS[FILES_STEP]), lines, change_url))
            continue
        form = forms[step]
        names = ["mode"] if form.cleaned_data.get("mode") == Mode.ANONYMOUS else list(form.fields)
        rows += [Answer(str(form.fields[name].label), lines_of(form, name), change_url) for name in names]
        if step == UNIT_STEP and (unit := found_by_code(form.cleaned_data["unit_name"])):
            rows.append(Answer(str(_("The register has it as")), [unit.name], change_url))
    return rows


def found_by_code(code: str) -> Unit | None:
    """Return the unit of a credit code, for the reporter to see whose it is; a name is not looked up."""
    return find_unit(code) if is_valid_uscc(code) else None


def chosen_division(draft: Draft | None) -> str:
    """Return the code of the division that was chosen so far, or nothing."""
    typed = draft.answers.get(PlaceForm.slot, {}).get("division", [""]) if draft else [""]
    return typed[-1] if typed and typed[-1] in DIVISIONS else ""


def tells_who(draft: Draft) -> list[str | Promise]:
    """Name what in an anonymous report points to a person."""
    if draft.answers.get("you", {}).get("mode") != [Mode.ANONYMOUS]:
        return []
    texts = (value for typed in draft.answers.values() for values in typed.values() for value in values)
    return telltales(texts)


def tip_from(forms: dict[str, QuestionForm]) -> Tip:
    """Make the tip of a draft whose forms are all valid."""
    given: dict[str, Any] = {}
    words: dict[str, str] = {}
    with override(settings.LANGUAGE_CODE):
        for form in forms.values():
            given |= form.cleaned_data
            words |= {name: "\n".join(lines_of(form, name)) for name in WORDS if form.cleaned_data.get(name)}
    identity = {name: given[name] for name in ("name", "phone", "reach")}
    return Tip(
        kind=given["kind"],
        mode=given["mode"],
        division=given["division"],
        unit_name=given["unit_name"],
        sector=given["sector"],
        happened_on=given["happened_on"],
        is_danger_now=given["is_danger_now"] == YES,
        claimed_deaths=given.get("claimed_deaths"),
        claimed_injuries=given.get("claimed_injuries"),
        accused_agency=given.get("authority"),
        identity=identity if given["mode"] != Mode.ANONYMOUS else {},
        words=words,
        claim_password=given.get("claim_password", ""),
    )


def lines_of(form: QuestionForm, name: str) -> list[str]:
    """Write an answer as a person reads it: choices by their labels, a date in full, a text line by line."""
    value = form.cleaned_data.get(name)
    if value in (None, "", []):
        return []
    if isinstance(value, datetime.date):
        return [date_format(value)]
    chosen = value if isinstance(value, list) else str(value).splitlines()
    choices = dict(getattr(form.fields[name], "choices", ()))
    return [str(choices.get(one, one)) for one in chosen]


def _typed(form: QuestionForm, data: QueryDict) -> Typed:
    names = tuple(form.fields)
    return {
        key: [value[:LONGEST_TYPED] for value in data.getlist(key)[:MOST_VALUES]]
        for key in list(data)[:MOST_VALUES]
        if key in names or key.rpartition("_")[0] in names
    }


def _query(typed: Typed) -> QueryDict:
    data = QueryDict(mutable=True)
    for key, values in typed.items():
        data.setlist(key, values)
    return data
