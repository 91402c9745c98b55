"""Files of a draft: the good ones are kept, each refused one is named by its place and its reason."""

from __future__ import annotations

from django.conf import settings
from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext as _

from reports.drafts import Draft
from vault.uploads import SealedUpload, UploadRefused, refuse_unfit, sealed_uploads

FIELD = "evidence"


def add_files(draft: Draft, form: Form, request: HttpRequest) -> bool:
    """Keep what can be taken, write the reasons for the rest into the form; tell whether all were taken."""
    form.errors.pop(FIELD, None)
    for number, upload in enumerate(sealed_uploads(request.FILES, FIELD), start=1):
        if reason := _refusal(draft, upload):
            form.add_error(FIELD, _("File %(number)d: %(reason)s") % {"number": number, "reason": reason})
        else:
            draft.files.append(upload.keep())
    return not form.errors


def _refusal(draft: Draft, upload: SealedUpload) -> str:
    if len(draft.files) >= settings.UPLOAD_MAX_FILES:
        return _("At most %(count)d files can be sent.") % {"count": settings.UPLOAD_MAX_FILES}
    try:
        refuse_unfit(upload)
    except UploadRefused as refused:
        return str(refused.reason)
    return ""


def remove_file(draft: Draft, handle: str) -> None:
    """Take a file out of the draft and off the disk."""
    for held in [held for held in draft.files if held.handle == handle]:
        held.discard()
        draft.files.remove(held)
