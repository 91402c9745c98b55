"""Tags that the base templates need: a block drawn twice, a part drawn once, and small arithmetic on periods."""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.template.loader_tags import BlockNode
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext

register = template.Library()

MOST_DRAWN = 256
"""How many drawings of one part are kept before they are made anew."""


class KeepNode(template.Node):
    """Draws its content into a variable instead of the page."""

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist = nodelist
        self.name = name

    def render(self, context: Context) -> SafeString:
        """Keep the drawn content under the name."""
        context[self.name] = SafeString(self.nodelist.render(context).strip())
        return SafeString("")


@register.tag
def keep(parser: Parser, token: Token) -> KeepNode:
    """Keep what stands inside: `{% keep as page_title %}{% block title %}{% endblock %}{% endkeep %}`."""
    words = token.split_contents()
    if len(words) != 3 or words[1] != "as":
        raise template.TemplateSyntaxError("Write {% keep as name %} ... {% endkeep %}.")
    nodelist = parser.parse(("endkeep",))
    parser.delete_first_token()
    return KeepNode(nodelist, words[2])


class OnceNode(template.Node):
    """Draws its content once for each language and each set of the values it names, and keeps that.

    What stands inside sees those values and nothing else, neither the request nor the rest of the page: so nothing
    of one visitor can come into what the next one is shown.
    """

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList, names: list[str]) -> None:
        self.nodelist = nodelist
        self.names = names
        self.drawn: dict[tuple[object, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """Return what was drawn for these values before, or draw it now."""
        values = [context.get(name) for name in self.names]
        key = (get_language(), *values)
        drawn = self.drawn.get(key)
        if drawn is None:
            if len(self.drawn) >= MOST_DRAWN:
                self.drawn.clear()
            inside = Context(dict(zip(self.names, values, strict=True)), autoescape=context.autoescape)
            inside.template = context.template
            drawn = self.drawn[key] = self.nodelist.render(inside)
        return drawn


@register.tag
def once(parser: Parser, token: Token) -> OnceNode:
    """Draw a part that is the same for everybody once: `{% once office_name way %}...{% endonce %}`."""
    names = token.split_contents()[1:]
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    if nodelist.get_nodes_by_type(BlockNode):
        raise template.TemplateSyntaxError(
            "A page fills its blocks anew each time: none can stand in {% once %}."
        )
    return OnceNode(nodelist, names)


# ---- States and periods: drawn in every row of a list, so without a template of their own ------------------------
@register.simple_tag
def state_tag(text: Any, state: str = "", tone: str = "") -> SafeString:
    """Draw a state as a coloured word; see components/tag.html."""
    colour = f" cs-tag--{tone}" if tone else f" cs-tag--state-{state}" if state else ""
    return format_html('<strong class="cs-tag{}">{}</strong>', colour, text)


NEAR = 3
URGENT = {
    "yellow": ("waiting", gettext_lazy("yellow: soon due")),
    "red": ("bad", gettext_lazy("red: nearly due")),
    "overdue": ("bad", gettext_lazy("red: overdue")),
}


class Reading(NamedTuple):
    """What a clock says: the end of its class, what is left in words, and how urgent it is, as a tag."""

    colour: str
    left: str
    urgency: SafeString


@register.filter
def reading(clock: Any) -> Reading:
    """Read a clock: a workflow Clock, or anything with due_at, remaining and what else it knows."""
    outcome, stopped_at = getattr(clock, "outcome", ""), getattr(clock, "stopped_at", None)
    if outcome and outcome != "running":
        return Reading(" cs-clock--ended", _ended(outcome), SafeString(""))
    if stopped_at:
        return Reading(" cs-clock--stopped", gettext("stopped"), SafeString(""))
    days, past = whole_days(clock.remaining), is_past(clock.remaining)
    colour = " cs-clock--overdue" if past else " cs-clock--near" if days <= NEAR else ""
    urgent = URGENT.get(getattr(clock, "urgency", "")) if outcome else None
    urgency = format_html(" {}", state_tag(urgent[1], tone=urgent[0])) if urgent else SafeString("")
    return Reading(colour, _left(days, is_late=past, is_exact=getattr(clock, "is_exact", False)), urgency)


def _ended(outcome: str) -> str:
    if outcome == "met":
        return gettext("kept")
    return gettext("missed") if outcome == "late" else gettext("no longer runs")


def _left(days: int, *, is_late: bool, is_exact: bool) -> str:
    if is_late and is_exact:
        return gettext("overdue")
    if is_late:
        return ngettext("%(days)s day overdue", "%(days)s days overdue", days) % {"days": days}
    if days <= 1:
        return gettext("due within a day")
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}


@register.simple_tag
def clock_chip(clock: Any, title: str = "") -> SafeString:
    """Draw a period in a cell of a table; components/clock.html draws it in full."""
    read = reading(clock)
    title = title or getattr(clock, "title", "")
    return format_html(
        '<span class="cs-clock cs-clock--inline{}">{}<span class="cs-clock__left">{}</span>{}{}</span>',
        read.colour,
        format_html('<span class="cs-clock__title">{}</span> ', title) if title else "",
        read.left,
        read.urgency,
        format_html(' <span class="cs-clock__due">{}</span>', gettext("provisional"))
        if getattr(clock, "is_provisional", False)
        else "",
    )


@register.filter
def whole_days(period: datetime.timedelta) -> int:
    """Return the days in `period`, counting a day begun as a day; the sign is dropped."""
    return -(-abs(period) // datetime.timedelta(days=1))


@register.filter
def is_past(period: datetime.timedelta) -> bool:
    """Return whether a period that is left has run out."""
    return period < datetime.timedelta(0)
