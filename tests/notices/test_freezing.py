"""A dict of plain values, frozen."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.utils.translation import gettext_lazy

from notices.freezing import NotPlain, canonical, digest, plain, texts_of


def test_plain_values_become_json():
    frozen = plain({"on": datetime.date(2026, 3, 4), "amount": Decimal("3"), "items": ({"is_it": True},)})
    assert frozen == {"on": "2026-03-04", "amount": "3.00", "items": [{"is_it": True}]}


@pytest.mark.parametrize("value", [1.5, object(), gettext_lazy("Void"), datetime.datetime(2026, 1, 1)])  # noqa: DTZ001
def test_what_is_not_plain_is_refused(value):
    with pytest.raises(NotPlain):
        plain({"value": value})


def test_same_facts_have_the_same_digest_whatever_their_order():
    assert canonical({"b": 1, "a": "涪"}) == '{"a":"涪","b":1}'
    assert digest({"b": 1, "a": 2}) == digest({"a": 2, "b": 1})
    assert digest({"a": 2}) != digest({"a": 3})


def test_every_text_is_found():
    assert sorted(texts_of({"a": "甲", "b": [{"c": "乙"}, "丙", 3, None, True]})) == ["丙", "乙", "甲"]
