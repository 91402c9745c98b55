"""Tags that the base templates need: a block drawn twice, and small arithmetic on periods."""

from __future__ import annotations

import datetime

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

register = template.Library()


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


@register.filter
def whole_days(period: datetime.timedelta) -> int:
    """Return the days in `period`, counting a day begun as a day; the sign is dropped."""
    return -(-abs(period) // datetime.timedelta(days=1))


@register.filter
def is_past(period: datetime.timedelta) -> bool:
    """Return whether a period that is left has run out."""
    return period < datetime.timedelta(0)
