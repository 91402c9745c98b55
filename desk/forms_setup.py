"""What is typed when an office is set up: the office itself, its first administrator, agencies. Nothing here saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from desk.forms_keys import PasswordField
from statutes.codes import DIVISIONS, HOME, SECTORS

# Kinds of authority that no sector names, but routing and teams do.
MORE_KINDS = (
    ("emergency", _("emergency management")),
    ("police", _("public security")),
    ("market", _("market regulation")),
    ("union", _("trade union")),
    ("procuratorate", _("procuratorate")),
)


def kinds_of_authority() -> list[tuple[str, Any]]:
    """List the kinds of authority that the rules of routing and of teams know."""
    of_sectors = {row.competent: row.competent_zh for row in SECTORS.values() if row.competent}
    return [("", _("another")), *{**of_sectors, **dict(MORE_KINDS)}.items()]


def districts() -> list[tuple[str, str]]:
    """List the districts and counties that an office can stand for, the one of the rules first."""
    wanted = [row for row in DIVISIONS.values() if row.kind in {"district", "county", "city"}]
    return [
        (row.code, f"{row.title_zh} {row.code}")
        for row in sorted(wanted, key=lambda row: (row.code != HOME, row.code))
    ]


class OfficeForm(forms.Form):
    """What the office is called, on papers and pages."""

    name = forms.CharField(
        label=_("Full name of the office"),
        help_text=_("As it stands on its seal."),
        max_length=100,
        error_messages={"required": _("Enter the name of the office.")},
    )
    short_name = forms.CharField(
        label=_("Short name in document numbers"),
        help_text=_("For example 涪应急: numbers of papers begin with it."),
        max_length=20,
        error_messages={"required": _("Enter the short name: numbers of papers begin with it.")},
    )
    name_en = forms.CharField(label=_("English name"), max_length=100, required=False)
    phone = forms.CharField(
        label=_("Telephone for reports"),
        help_text=_("It stands on the public pages and on posters."),
        max_length=20,
        initial="12350",
        error_messages={"required": _("Enter the telephone number.")},
    )


class RenameForm(OfficeForm):
    """What the office is called from now on, and why."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, error_messages={"required": _("Give the reason.")}
    )


class NewPasswordForm(forms.Form):
    """A password, chosen by its owner and typed twice."""

    password = PasswordField(
        label=_("Password"),
        kind="new-password",
        help_text=_("At least 12 characters; several words are easy to keep and hard to guess."),
    )
    again = PasswordField(label=_("Password again"), kind="new-password")

    def owner(self) -> User:
        """Return whose password it is, for the rules that compare the two."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Ask the house's rules, and compare the two."""
        given = super().clean() or self.cleaned_data
        if "password" in given:
            try:
                validate_password(given["password"], self.owner())
            except ValidationError as error:
                self.add_error("password", error)
        if given.get("again") and given.get("password") and given["again"] != given["password"]:
            self.add_error("again", _("The two passwords differ."))
        return {name: value for name, value in given.items() if name != "again"}


class JoinForm(NewPasswordForm):
    """The password of somebody who was invited."""

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def owner(self) -> User:
        """Return the invited person."""
        return self.person


class FoundForm(OfficeForm, NewPasswordForm):
    """The office, and its first administrator."""

    field_order = (
        "name",
        "short_name",
        "name_en",
        "place",
        "phone",
        "person",
        "username",
        "password",
        "again",
    )
    place = forms.ChoiceField(
        label=_("District"), error_messages={"invalid_choice": _("Choose the district.")}
    )
    person = forms.CharField(
        label=_("Your name"),
        help_text=_("You are the first administrator: you let others in and open nothing that is sealed."),
        max_length=60,
        error_messages={"required": _("Enter your name.")},
    )
    username = forms.CharField(
        label=_("User name to sign in with"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
        error_messages={"required": _("Enter a user name.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = districts()  # type: ignore[attr-defined]

    def owner(self) -> User:
        """Return who is to be made, so that a password like the name is refused."""
        return User(username=self.cleaned_data.get("username", ""), name=self.cleaned_data.get("person", ""))


# /desk/agencies/<handle>/
KEPT_HANDLES = {"add", "import"}


class AgencyForm(forms.ModelForm):  # type: ignore[type-arg]
    """An authority that works with the office."""

    competence = forms.ChoiceField(
        label=_("Kind of authority"),
        help_text=_("By it the rules find whom a tip is handed to and who sits on a team."),
        required=False,
    )

    class Meta:
        model = Agency
        fields = ("name", "short_name", "code", "place", "competence")
        labels = {
            "code": _("Handle"),
            "name": _("Name of the authority"),
        }
        help_texts = {
            "code": _("Latin letters, digits and hyphens, for example gongan."),
        }
        error_messages = {
            "name": {"required": _("Enter the name of the authority.")},
            "short_name": {"required": _("Enter the short name of the authority.")},
            "code": {
                "required": _("Enter a handle for the authority."),
                "invalid": _("A handle has Latin letters, digits and hyphens only, for example gongan."),
                "unique": _("Another authority has this handle already."),
            },
            "place": {"required": _("Enter the division code.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["competence"].choices = kinds_of_authority()  # type: ignore[attr-defined]
        self.fields["place"].initial = HOME
        self.order_fields(self.Meta.fields)

    def clean_name(self) -> str:
        """Refuse a second authority of one name: lists of people name them by it."""
        name: str = self.cleaned_data["name"]
        if Agency.objects.exclude(pk=self.instance.pk).filter(name=name).exists():
            raise ValidationError(_("There is an authority of this name already."))
        return name

    def clean_code(self) -> str:
        """Keep the pages that stand beside those of the authorities."""
        code: str = self.cleaned_data["code"]
        if code in KEPT_HANDLES:
            raise ValidationError(_("A page of its own has this handle. Choose another one."))
        return code

    def clean_place(self) -> str:
        """Take a division that the rules know."""
        place: str = self.cleaned_data["place"]
        if place not in DIVISIONS:
            raise ValidationError(_("This division code is not known."))
        return place
