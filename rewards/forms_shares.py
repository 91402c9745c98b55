"""How a reward officer grades what each reporter of a matter contributed. Nothing saves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interface.forms import Radios
from reports.bilingual import in_language
from rewards.forms_assessment import SecondLookForm
from rewards.matters import claimants_of, division_of
from statutes.rewards import FACTORS, Factor
from statutes.rules import get_rule
from statutes.wording import TITLES
from workflow.forms import MoveForm


class SharesForm(MoveForm):
    """A grade for each factor of each reporter, who stand here by their numbers alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        division = division_of(self.subject.case)
        before = {share.report_id: share.grades for share in division.shares.all()} if division else {}
        self.claimants = claimants_of(self.subject.case)
        self.points = get_rule(
            "reward.share.points", place=self.subject.case.division, on=timezone.localdate()
        )
        for claimant in self.claimants:
            for factor in FACTORS:
                initial = before.get(claimant.report_id, {}).get(factor.key, "")
                self.fields[_name(claimant.report_id, factor)] = self._question(claimant, factor, initial)

    def _question(self, claimant: Any, factor: Factor, initial: str) -> forms.ChoiceField:
        return forms.ChoiceField(
            label=f"{claimant.token} · {in_language(factor.zh, factor.en)}",
            choices=[(grade, self._grade(grade)) for grade in factor.grades],
            initial=initial,
            widget=Radios(is_inline=True, is_small=True),
            error_messages={"required": _("Choose a grade.")},
        )

    def _grade(self, grade: str) -> str:
        return f"{in_language(*TITLES[grade])} ({self.points.number_by(grade)})"

    def clean(self) -> dict[str, Any]:
        """One reporter alone can be the earliest."""
        cleaned = super().clean() or self.cleaned_data
        earliest = [name for name in self._names("order") if cleaned.get(name) == "earliest"]
        for name in earliest[1:]:
            self.add_error(name, _("Only one report can be the earliest."))
        return cleaned

    def _names(self, key: str) -> Iterator[str]:
        return (
            _name(claimant.report_id, factor)
            for claimant in self.claimants
            for factor in FACTORS
            if factor.key == key
        )

    @property
    def inputs(self) -> dict[str, Any]:
        """What the service takes."""
        return {
            "grades": {
                claimant.report_id: {
                    factor.key: self.cleaned_data[_name(claimant.report_id, factor)] for factor in FACTORS
                }
                for claimant in self.claimants
            }
        }


class SharesLookForm(SecondLookForm):
    """Whether a second officer agrees with the shares."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agrees: Any = self.fields["agrees"]
        agrees.label = _("Do the shares hold?")
        self.fields["note"].help_text = _("Needed where the shares do not hold.")


def _name(report_id: int, factor: Factor) -> str:
    return f"{factor.key}_{report_id}"
