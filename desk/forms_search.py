"""What somebody searches for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from desk.selectors import SEARCHED, Wanted
from desk.selectors.seeking import Kind
from interface.forms import search_text
from investigations.forms.fields import day_field
from reports.bilingual import title_of
from statutes.codes import DIVISIONS, HOME
from workflow.selectors import state_field

LONGEST = 100


class SearchForm(forms.Form):
    """Words, and what narrows them. A state can be chosen once the kind of file is."""

    q = forms.CharField(
        label=_("Words, unit, code, place, person in charge"),
        help_text=_("Several words, parted by a space, must all be there. At least two characters each."),
        required=False,
        empty_value="",
    )
    kind = forms.ChoiceField(label=_("What is sought"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    place = forms.ChoiceField(label=_("Place"), required=False)
    since = day_field(_("Opened from"), required=False)
    until = day_field(_("Opened until"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        everything = ("", _("All"))
        inner = [(code, title_of(each)) for code, each in DIVISIONS.items() if each.parent == HOME]
        fields["place"].choices = [everything, *inner]
        fields["kind"].choices = [everything, *((kind.key, kind.title) for kind in SEARCHED)]
        fields["state"].choices = [everything, *self._states()]
        if self.chosen is None:
            fields["state"].disabled = True

    @cached_property
    def chosen(self) -> Kind | None:
        """The kind of file that is chosen, or None for all."""
        key = self.data.get("kind", "")
        return next((kind for kind in SEARCHED if kind.key == key), None)

    def _states(self) -> Any:
        return state_field(self.chosen.model).choices if self.chosen else []

    @property
    def text(self) -> str:
        """The words as they were typed."""
        return search_text(self.cleaned_data["q"], longest=LONGEST)

    @property
    def wanted(self) -> Wanted:
        """What is sought. A single sign is no word: it stands nearly everywhere."""
        given = self.cleaned_data
        words = tuple(word for word in self.text.split() if len(word) > 1)
        return Wanted(words, given["state"], given["place"], given["since"], given["until"])

    @property
    def is_only_words(self) -> bool:
        """Whether nothing but words was given."""
        wanted = self.wanted
        return bool(wanted.words) and wanted == Wanted(wanted.words)
