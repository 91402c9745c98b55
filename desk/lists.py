"""A page that takes a list in: an empty one to fill in, a check line by line, then all of it or nothing.

People, authorities and tips in flight come in this way (docs/adr/0035, 0038). Each says what its page is called, what
its columns are and what taking in means; the two presses are the same for all.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django_stubs_ext import StrOrPromise

from desk.forms_lists import ListForm
from interface.sheets import template_answer


@dataclass(frozen=True, slots=True)
class ListPage:
    """What one kind of list is: its page, its columns, and what is done with a good one."""

    title: StrOrPromise
    about: StrOrPromise
    # Where the page leads back to, and what is said above a list that was checked and of the last press.
    back: str
    back_title: StrOrPromise
    good: StrOrPromise
    bad: StrOrPromise
    press: StrOrPromise
    # The columns as the page shows them: heading and attribute of a line; the first names the line.
    columns: Mapping[StrOrPromise, str]
    form: type[ListForm]
    # The empty list: address, name of the file and of the sheet, what may be written where.
    empty: str
    file: str
    sheet: str
    choices: Callable[[], tuple[str, Iterable[tuple[str, str]]]]


def check_list(
    request: HttpRequest, page: ListPage, take_in: Callable[[Any], HttpResponse | None]
) -> HttpResponse:
    """Check a list that was chosen, line by line; at the second press `take_in` the form, unless a line is wrong.

    What `take_in` answers is the answer; without one the lines are shown as they now stand.
    """
    form = page.form(request.POST or None, request.FILES or None)
    shown = {"form": form, "page": page, "back_url": reverse(page.back)}
    if not (form.is_bound and form.is_valid()):
        return render(request, "desk/list.html", shown, status=400 if form.is_bound else 200)
    answer = take_in(form) if form.is_second_press and form.is_good else None
    shown |= {"form": form.again(), "lines": list(_rows(form.lines, page)), "is_good": form.is_good}
    return answer or render(request, "desk/list.html", shown, status=200 if form.is_good else 400)


def empty_list(page: ListPage, form: str) -> HttpResponse:
    """Answer with the empty list to fill in."""
    return template_answer(
        page.form.heads, form=form, file=page.file, name=page.sheet, choices=page.choices()
    )


def _rows(lines: Iterable[Any], page: ListPage) -> Iterator[tuple[Any, list[tuple[StrOrPromise, str]]]]:
    for line in lines:
        yield line, [(heading, _shown(getattr(line, name))) for heading, name in page.columns.items()]


def _shown(value: Any) -> str:
    if isinstance(value, datetime.date):
        return date_format(value)
    return str(value or "") or "–"
