"""The seal on a paper: an image that an administrator hung for an agency. A paper names its seal by the digest.

A seal that was drawn by the program stands on papers of the demonstration alone; without either the place is marked
and left for the stamp.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from PIL import Image

from accounts.models import Agency, User
from notices.errors import FileChanged, PaperRefused
from notices.files import sha256_of
from notices.models import Seal

LARGEST: Final = 1024 * 1024  # bytes
POINTS: Final = (300, 2400)  # of a side: 180 to the inch on a seal of 42 mm at least
OBLONG: Final = 0.05


def seal_of(agency: Agency) -> Seal | None:
    """Return the seal that papers of this agency carry now."""
    return Seal.objects.filter(agency=agency, taken_down_at=None).first()


def seals_hung() -> QuerySet[Seal]:
    """Return the seals that hang and those that hung, by agency, the newest first; without their images."""
    seals = Seal.objects.select_related("agency", "hung_by", "taken_down_by").defer("image")
    return seals.order_by("agency__name", "-pk")


def seal_known_by(digest: str) -> Seal | None:
    """Return the seal whose image has this SHA-256, hanging or not."""
    return Seal.objects.filter(sha256=digest).first()


def named_seal(agency: Agency) -> dict[str, Any]:
    """Return what the frozen dict of a new paper keeps of the seal; nothing where none hangs."""
    seal = seal_of(agency)
    return {"seal": {"sha256": seal.sha256, "diameter": seal.diameter}} if seal else {}


def with_seal(context: Mapping[str, Any]) -> Mapping[str, Any]:
    """Add the image of the seal that the paper names. Raises `FileChanged` when it is gone or another one."""
    if not context.get("seal"):
        return context
    seal = seal_known_by(context["seal"]["sha256"])
    image = bytes(seal.image) if seal else b""
    if sha256_of(image) != context["seal"]["sha256"]:
        raise FileChanged
    return {**context, "seal_image": f"data:image/png;base64,{base64.b64encode(image).decode()}"}


@transaction.atomic
def hang_seal(agency: Agency, *, image: bytes, diameter: int, reason: str, actor: User) -> Seal:
    """Have papers of `agency` carry this seal from now on; the one before stays for the papers that name it."""
    check_image(image)
    Agency.objects.select_for_update().get(pk=agency.pk)
    take_down_seal(agency, actor=actor)
    return Seal.objects.create(
        agency=agency,
        image=image,
        sha256=sha256_of(image),
        diameter=diameter,
        reason=reason,
        hung_by=actor,
    )


def take_down_seal(agency: Agency, *, actor: User) -> None:
    """Have new papers of `agency` carry no seal: its place is left for the stamp."""
    hanging = Seal.objects.filter(agency=agency, taken_down_at=None)
    hanging.update(taken_down_at=timezone.now(), taken_down_by=actor)


def check_image(image: bytes) -> None:
    """Refuse what would not look like a seal on paper: too coarse, oblong, or with a ground that hides the words."""
    if len(image) > LARGEST:
        raise PaperRefused(_("The image is too large: at most 1 MB is taken."))
    with Image.open(io.BytesIO(image), formats=["PNG"]) as picture:
        width, height = picture.size
        if not all(POINTS[0] <= side <= POINTS[1] for side in (width, height)):
            raise PaperRefused(
                _("The image is %(width)d by %(height)d points; a seal has 300 to 2400 on each side.")
                % {"width": width, "height": height}
            )
        if abs(width - height) > OBLONG * max(width, height):
            raise PaperRefused(_("The image is not as wide as it is high: cut it to the edge of the seal."))
        if picture.mode != "RGBA" or min(picture.getchannel("A").tobytes()) > 0:
            raise PaperRefused(
                _("The image has no transparent ground: it would hide the name and the date under it.")
            )
