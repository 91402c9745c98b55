"""States of a paper."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NoticeState(TextChoices):
    """Issued: number taken and contents frozen. Rendered: the file lies in the store."""

    ISSUED = "issued", _("being printed")
    RENDERED = "rendered", _("issued")
    FAILED = "failed", _("printing failed")
    SUPERSEDED = "superseded", _("superseded")
    VOIDED = "voided", _("voided")


# The paper counts: its number stands for something valid.
STANDING = (NoticeState.ISSUED, NoticeState.RENDERED, NoticeState.FAILED)
FINAL = (NoticeState.SUPERSEDED, NoticeState.VOIDED)
