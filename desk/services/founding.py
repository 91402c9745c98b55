"""The first hour of an installation: a code printed where it was started lets one person found the office."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Agency, Duty, User
from accounts.services import create_agency, create_person, name_office

CODE_BYTES = 16
OFFICE_HANDLE = "office"


def issue_first_code() -> str:
    """Return a code that founds the office once; its digest alone is kept. Where people are there is none."""
    if User.objects.exists() or Agency.objects.exists():
        raise ValidationError(_("There are people or agencies already: the office is founded."))
    code = secrets.token_urlsafe(CODE_BYTES)
    place = _place()
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(_digest(code))
    place.chmod(0o600)
    return code


def is_first_code(code: str) -> bool:
    """Tell whether this code still founds the office."""
    place = _place()
    if not place.exists() or User.objects.exists():
        return False
    return hmac.compare_digest(place.read_text(), _digest(code))


@transaction.atomic
def found_office(
    code: str,
    *,
    name: str,
    name_en: str,
    short_name: str,
    place: str,
    phone: str,
    username: str,
    person: str,
    password: str,
) -> User:
    """Make the office and its first administrator; of two who use the code at once, one does."""
    try:
        _place().rename(_place().with_suffix(".used"))
    except FileNotFoundError as error:
        raise ValidationError(_("This code has been used.")) from error
    office = create_agency(code=OFFICE_HANDLE, name=name, short_name=short_name, place=place, is_office=True)
    admin = create_person(
        username=username, name=person, agency=office, password=password, duties=[Duty.ADMIN]
    )
    facts = {"name": name, "name_en": name_en, "short_name": short_name, "phone": phone}
    name_office(office, **facts, reason=_("The office was founded."), actor=admin)
    return admin


def _place() -> Path:
    return Path(settings.STATE_DIR) / "first-administrator"


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
