"""What is asked by fields of our own."""

from __future__ import annotations

import pytest
from django import forms

from interface.forms import DayField, MomentField


@pytest.mark.parametrize(
    ("field", "real", "mistyped"),
    [
        (DayField(), ("1900-01-01", "2026-11-30", "9999-12-31"), ("0001-01-01", "0202-05-01", "1899-12-31")),
        (MomentField(), ("1900-01-01 00:00", "2026-11-30 09:30"), ("0001-01-01 00:00", "0202-05-01 09:30")),
    ],
    ids=["day", "moment"],
)
def test_a_year_that_was_mistyped_is_no_real_day(
    field: forms.Field, real: tuple[str, ...], mistyped: tuple[str, ...]
) -> None:
    for typed in real:
        assert str(field.clean(typed))[:10] == typed[:10]
    for typed in mistyped:
        with pytest.raises(forms.ValidationError) as refused:
            field.clean(typed)
        assert refused.value.messages == [field.error_messages["invalid"]]
    field.required = False
    assert field.clean("") is None
