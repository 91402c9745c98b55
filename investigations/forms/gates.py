"""What people type about the gates of a case. Nothing here saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from investigations.forms.fields import day_field, line_field, past_day
from investigations.gates import grounds_of
from investigations.states import FROM_FILES, Gate
from workflow.forms import MoveForm


class ProofForm(MoveForm):
    """Which paper opens which gate."""

    opens = forms.ChoiceField(
        label=_("What does the paper prove?"),
        error_messages={"required": _("Choose what the paper proves.")},
    )
    title = line_field(_("Title of the paper"), _("A tick opens no gate: name the paper."), longest=200)
    number = line_field(
        _("Its number, or where it is kept"),
        _("Write the number of the paper, or where it is kept."),
        longest=100,
    )
    dated_on = day_field(_("Its date"), past_day)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [
            (
                gate.label,
                [
                    (f"{gate.value}:{ground.value}", ground.label)
                    for ground in grounds_of(gate)
                    if ground not in FROM_FILES
                ],
            )
            for gate in Gate
        ]
        self.fields["opens"].choices = [("", _("Choose one")), *groups]  # type: ignore[attr-defined]

    @property
    def inputs(self) -> dict[str, Any]:
        """Take gate and kind apart."""
        given = super().inputs
        gate, _colon, ground = given.pop("opens").partition(":")
        return {**given, "gate": gate, "ground": ground}
