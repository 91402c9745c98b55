"""A part that is drawn once: for each language and each named value, and blind to everything else."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils.translation import override

from interface.templatetags import house


def part(inside, names=""):
    return Template("{% load house i18n %}{% once " + names + " %}" + inside + "{% endonce %}")


def drawn(template, **context):
    return template.render(Context(context))


def test_a_part_is_drawn_once_for_each_set_of_values():
    told = []

    class Word:
        def __str__(self):
            told.append(1)
            return "word"

    template, word = part("{{ way }}", "way"), Word()
    assert [drawn(template, way=word) for _time in range(3)] == ["word"] * 3
    assert len(told) == 1
    assert [drawn(template, way=way) for way in ("a", "b", "a", None)] == ["a", "b", "a", "None"]


def test_what_is_not_named_cannot_be_seen_inside():
    template = part("[{{ way }}{{ secret }}{{ request.path }}{% csrf_token %}]", "way")
    request = RequestFactory().get("/mine/")
    assert drawn(template, way="a", secret="甲", request=request, csrf_token="token") == "[a]"


def test_an_include_inside_sees_no_more():
    template = part('{% include "components/banner.html" %}')
    assert "甲" not in drawn(template, text="甲")


def test_each_language_is_drawn_by_itself():
    template = part('{% translate "Continue" %}')
    for language, word in (("en", "Continue"), ("zh-hans", "继续"), ("en", "Continue")):
        with override(language):
            assert drawn(template) == word


def test_values_are_escaped_as_everywhere():
    assert drawn(part("{{ way }}", "way"), way="<b>") == "&lt;b&gt;"


def test_no_more_is_kept_than_a_fixed_number():
    template = part("{{ way }}", "way")
    for number in range(3 * house.MOST_DRAWN):
        assert drawn(template, way=number) == str(number)
    node = template.nodelist.get_nodes_by_type(house.OnceNode)[0]
    assert len(node.drawn) <= house.MOST_DRAWN


def test_a_block_cannot_stand_inside():
    with pytest.raises(TemplateSyntaxError, match="once"):
        part("{% block title %}{% endblock %}")
