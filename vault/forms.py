"""Form fields for sealed uploads."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vault.uploads import ALLOWED_EXTENSIONS, ALLOWED_MEDIA_TYPES, SealedUpload, UploadRefused, refuse_unfit


class SealedFilesInput(forms.FileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class _SealedField(forms.FileField):
    """What the two fields share: the same judgement of each file."""

    def __init__(self, *, media_types: frozenset[str] = ALLOWED_MEDIA_TYPES, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.media_types = media_types

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Tell the browser what can be chosen; the server judges all the same."""
        accept = ",".join(f".{extension}" for extension in sorted(ALLOWED_EXTENSIONS))
        return {**super().widget_attrs(widget), "accept": accept}

    def judge(self, uploads: Sequence[SealedUpload]) -> None:
        """Raise `ValidationError` with the sentences of all files that cannot be taken."""
        if self.required and not uploads:
            raise ValidationError(_("Choose a file."), code="required")
        if len(uploads) > settings.UPLOAD_MAX_FILES:
            raise ValidationError(
                _("Too many files at once: at most %(count)d are taken.")
                % {"count": settings.UPLOAD_MAX_FILES},
                code="too_many",
            )
        errors = [error for upload in uploads if (error := self._refusal_of(upload)) is not None]
        if errors:
            raise ValidationError(errors)

    def _refusal_of(self, upload: SealedUpload) -> ValidationError | None:
        try:
            refuse_unfit(upload, media_types=self.media_types)
        except UploadRefused as refused:
            return ValidationError(str(refused.reason), code="refused")
        return None


class SealedFilesField(_SealedField):
    """Any number of files up to the settings' limit; cleans to `list[SealedUpload]`."""

    widget = SealedFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[SealedUpload]:
        """Judge every file."""
        uploads = _sealed(data)
        self.judge(uploads)
        return uploads


class SealedFileField(_SealedField):
    """One file; cleans to `SealedUpload`, or None when it may be left out."""

    widget = forms.FileInput

    def clean(self, data: Any, initial: Any = None) -> SealedUpload | None:
        """Judge the file."""
        uploads = _sealed(data)
        self.judge(uploads)
        return uploads[0] if uploads else None


def _sealed(data: Any) -> list[SealedUpload]:
    items: Sequence[Any] = data if isinstance(data, list | tuple) else [data]
    return [item for item in items if isinstance(item, SealedUpload)]
