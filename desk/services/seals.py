"""Hanging a seal: the upload is sealed as it arrives, drawn anew in the cleaner's cage, and judged by what came out."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Agency, User
from notices.errors import PaperRefused
from notices.models import Seal
from notices.seals import hang_seal
from vault.cleaner import NotCleaned, cleaned
from vault.uploads import SealedUpload


def hang_uploaded_seal(
    *, agency: Agency, image: SealedUpload, diameter: int, reason: str, actor: User
) -> Seal:
    """Take the image as the seal of an agency; what is no seal is said at its field."""
    try:
        drawn = b"".join(cleaned(image.chunks(), "image/png"))
        return hang_seal(agency, image=drawn, diameter=diameter, reason=reason, actor=actor)
    except NotCleaned as error:
        raise ValidationError(
            {"image": _("The image is damaged, or is not quite what it claims to be.")}
        ) from error
    except PaperRefused as refused:
        raise ValidationError({"image": str(refused.reason)}) from refused
