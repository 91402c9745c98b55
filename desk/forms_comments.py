"""What somebody says about a case."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from desk.selectors import people_named
from investigations.models import Case
from workflow.forms import MoveForm


class CommentForm(MoveForm):
    """A comment, in which `@name` tells somebody who sees the case."""

    text = forms.CharField(
        label=_("Comment"),
        help_text=_(
            "Who sees the case reads it. With @ and a name you tell a colleague who sees it, too. "
            "Never write who reported."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Write something first.")},
    )

    def __init__(self, *args: Any, subject: Case, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        self.named: list[User] = []

    def clean_text(self) -> str:
        """Find whom it names."""
        text: str = self.cleaned_data["text"]
        self.named, unknown = people_named(text, self.subject)
        if unknown:
            names = "、".join(f"@{name}" for name in unknown)
            raise ValidationError(
                _("%(names)s: nobody of this name sees the case, or several do. Type the user name.")
                % {"names": names}
            )
        return text

    @property
    def inputs(self) -> dict[str, Any]:
        """What the service takes."""
        return {"text": self.cleaned_data["text"], "named": self.named}
