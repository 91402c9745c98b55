"""What the staff types about a reward. Nothing here saves."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from investigations.forms.fields import coming_day, day_field, words_field
from workflow.forms import ReasonForm


class LaterForm(ReasonForm):
    """Until when the reporter may claim now, and why."""

    field_order = ["seen", "until_on", "note"]
    until_on = day_field(_("To be claimed until"), coming_day)
    note = words_field(
        _("Reason"), _("Give the reason."), help_text=_("The reporter is told it. Write in Chinese.")
    )
