"""Tags that the base templates need: a block drawn twice, a part drawn once, and small arithmetic on periods."""

from __future__ import annotations

import datetime

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.template.loader_tags import BlockNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

MOST_DRAWN = 64
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


@register.filter
def whole_days(period: datetime.timedelta) -> int:
    """Return the days in `period`, counting a day begun as a day; the sign is dropped."""
    return -(-abs(period) // datetime.timedelta(days=1))


@register.filter
def is_past(period: datetime.timedelta) -> bool:
    """Return whether a period that is left has run out."""
    return period < datetime.timedelta(0)
