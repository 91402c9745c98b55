"""What the desk does to several tips at once. Nothing here saves."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from interface.forms import Radios
from reports import services
from reports.models import Report
from reports.notices import decline_grounds
from reports.triage import suggestions_for
from workflow.errors import MoveRefused
from workflow.models import LogEntry

ACCEPT, DECLINE, TRANSFER = "accept", "decline", "transfer"
SUGGESTED = "suggested"


def departments() -> list[tuple[str, Any]]:
    """List to whom a tip can be handed: to whom the rules send each, or all to one."""
    others = Agency.objects.filter(is_office=False).values_list("code", "name")
    return [(SUGGESTED, _("to the department that the rules suggest, each to its own")), *others]


class IntakeForm(forms.Form):
    """One act for all that are ticked, with what it needs."""

    click = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    act = forms.ChoiceField(
        label=_("What is done with those that are ticked?"),
        choices=[(ACCEPT, _("Accept")), (DECLINE, _("Do not accept")), (TRANSFER, _("Transfer"))],
        widget=Radios(reveals={DECLINE: "ground", TRANSFER: "department"}),
        error_messages={"required": _("Choose what is done.")},
    )
    ground = forms.ChoiceField(
        label=_("On which ground?"), choices=decline_grounds, widget=Radios(is_small=True), required=False
    )
    department = forms.ChoiceField(
        label=_("To which department?"), choices=departments, widget=Radios(is_small=True), required=False
    )
    note = forms.CharField(label=_("Note for the file"), required=False, max_length=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["click"].initial = secrets.token_hex(8)

    def clean(self) -> dict[str, Any]:
        """Ask for the ground or the department where the act needs one."""
        given = super().clean() or self.cleaned_data
        if given.get("act") == DECLINE and not given.get("ground"):
            self.add_error("ground", _("Choose the ground."))
        if given.get("act") == TRANSFER and not given.get("department"):
            self.add_error("department", _("Choose the department."))
        return given

    def act_of(self, reports: list[Report], *, actor: User) -> Callable[[Report], LogEntry]:
        """Return what is done to each tip, by the service of its move."""
        told, note = self.cleaned_data, self.cleaned_data["note"]
        if told["act"] == ACCEPT:
            return partial(services.accept_report, actor=actor, note=note)
        if told["act"] == DECLINE:
            return partial(services.decline_report, actor=actor, ground=told["ground"], note=note)
        going = self.departments_of(reports)

        def hand_on(report: Report) -> LogEntry:
            agency = going[report.pk]
            if agency is None:
                raise MoveRefused(_("The rules suggest no department that is on file here."))
            return services.transfer_report(report, actor=actor, agency=agency, note=note)

        return hand_on

    def departments_of(self, reports: list[Report]) -> dict[int, Agency | None]:
        """Say to which department each tip goes; None where the rules name none that is on file."""
        chosen = self.cleaned_data["department"]
        if chosen != SUGGESTED:
            agency = Agency.objects.get(code=chosen)
            return {report.pk: agency for report in reports}
        found = suggestions_for(reports)
        return {
            key: None if each.is_ours or (each.agency and each.agency.is_office) else each.agency
            for key, each in found.items()
        }
