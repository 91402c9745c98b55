"""The claim: where the money goes. It shapes the input; nothing here saves."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from interface.forms import Radios
from reports.forms_public.fields import long_text
from reports.services import WrongPassword
from rewards.payees import Holder, code_payee
from rewards.states import Way
from vault.errors import NoReaders

PASSWORD_NEEDED = _("Choose a password for the window or the counter.")
# The shortest passbook and the longest card numbers in use; a slip of the key, not a rule of law.
ACCOUNT = re.compile(r"^[0-9]{8,30}$")


class ProvingForm(forms.Form):
    """A word for the counter, and the password chosen at filing where one was: that it is the reporter."""

    password = forms.CharField(
        label=_("Password for the window or the counter"),
        help_text=_(
            "6 to 20 characters that you can remember. It is sealed to the cashier; the bank gets it with the code."
        ),
        min_length=6,
        max_length=20,
        required=False,
        widget=forms.TextInput(
            {"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20"}
        ),
    )

    agreed = forms.CharField(
        label=_("The password that you chose when you filed the report"),
        max_length=20,
        widget=forms.TextInput(
            {"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20"}
        ),
        error_messages={"required": _("Type the password that you chose when you filed the report.")},
    )

    def __init__(self, *args: Any, is_agreed: bool = False, **kwargs: Any) -> None:
        """Ask for the agreed password where there is one."""
        super().__init__(*args, **kwargs)
        if not is_agreed:
            del self.fields["agreed"]

    @property
    def agreed_password(self) -> str:
        """The password chosen at filing, or nothing where none was."""
        return str(self.cleaned_data.get("agreed", ""))

    def blame(self, refusal: WrongPassword | NoReaders) -> None:
        """Say why the claim was not taken, at the field that it is about."""
        self.add_error("agreed" if isinstance(refusal, WrongPassword) else None, str(refusal.reason))


class ClaimForm(ProvingForm):
    """Transfer to an account, or pick-up at the window with a word that only the reporter knows."""

    way = forms.ChoiceField(
        label=_("How do you want to receive it?"),
        choices=Way,
        widget=Radios(
            hints={
                Way.BANK: _("The account details are sealed; only the cashier can read them."),
                Way.PICK_UP: _(
                    "You say the receipt code's last four digits and the password. Nobody asks your name."
                ),
                Way.CODE: _(
                    "You get a code that is shown once. The bank hands the money out for the code and your password; "
                    "its list has no name."
                ),
            }
        ),
        error_messages={"required": _("Choose how you want to receive it.")},
    )
    name = forms.CharField(
        label=_("Account holder"),
        max_length=60,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-20"}),
    )
    holder = forms.ChoiceField(
        label=_("Whose account is it?"),
        choices=Holder,
        required=False,
        widget=Radios(),
        error_messages={"invalid_choice": _("An account of this person may not take the reward.")},
    )
    bank = forms.CharField(
        label=_("Bank and branch"),
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    account = forms.CharField(
        label=_("Account number"),
        max_length=60,
        required=False,
        widget=forms.TextInput(
            {"autocomplete": "off", "inputmode": "numeric", "class": "govuk-input--width-20"}
        ),
    )

    def __init__(self, *args: Any, holders: Sequence[Holder] = (), **kwargs: Any) -> None:
        """Offer the accounts that may take the reward."""
        super().__init__(*args, **kwargs)
        whose: Any = self.fields["holder"]
        whose.choices = [(holder.value, holder.label) for holder in holders or Holder]
        whose.initial = Holder.OWN

    def clean_account(self) -> str:
        """Take digits, however they were grouped."""
        account = re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", self.cleaned_data["account"]))
        if account and not ACCOUNT.match(account):
            raise ValidationError(_("An account number has digits only, 8 to 30 of them. Check it."))
        return account

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen way needs."""
        cleaned = super().clean() or self.cleaned_data
        needed = {
            Way.BANK: {
                "name": _("Write the name of the account holder."),
                "bank": _("Write the bank and its branch."),
                "account": _("Write the account number."),
            },
            Way.PICK_UP: {"password": PASSWORD_NEEDED},
            Way.CODE: {"password": PASSWORD_NEEDED},
        }
        for name, sentence in needed.get(cleaned.get("way", ""), {}).items():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        return cleaned

    @cached_property
    def payee(self) -> dict[str, str]:
        """What is sealed to the cashiers: only what the chosen way needs."""
        given = self.cleaned_data
        if given["way"] == Way.CODE:
            return code_payee(given["password"])
        if given["way"] == Way.PICK_UP:
            return {"way": given["way"], "password": given["password"]}
        account = {name: given[name] for name in ("way", "name", "bank", "account")}
        return {**account, "holder": given["holder"] or Holder.OWN.value}


class CodeForm(ProvingForm):
    """Another code in the place of one that was lost, with a password for the counter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for the password in any case."""
        super().__init__(*args, **kwargs)
        self.fields["password"].required = True
        self.fields["password"].error_messages["required"] = PASSWORD_NEEDED

    @cached_property
    def payee(self) -> dict[str, str]:
        """What is sealed to the cashiers."""
        return code_payee(self.cleaned_data["password"])


class ContestForm(forms.Form):
    """Why the reporter does not agree with what is intended."""

    text = forms.CharField(
        label=_("What is wrong with it?"),
        help_text=_(
            "Sealed to the reward officers. Do not write your name or anything that points to you: it is not needed."
        ),
        widget=long_text(),
        max_length=3000,
        error_messages={"required": _("Say what is wrong with it.")},
    )


def payee_lines(payee: Mapping[str, str]) -> list[tuple[str | Promise, str]]:
    """Return what was sealed as the cashier reads it: the label of each question with its answer."""
    fields: dict[str, Any] = ClaimForm.base_fields
    labels: dict[str, Any] = {name: field.label for name, field in fields.items()} | {
        "code": _("Pick-up code")
    }
    words: dict[str, dict[str, Any]] = {"way": dict(Way.choices), "holder": dict(Holder.choices)}
    return [(labels.get(name, name), words.get(name, {}).get(text, text)) for name, text in payee.items()]
