"""What has a state, and what is said about it: the engine knows no floor above it and names subjects by label."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from workflow.verdicts import Verdict, refused

# No longer than a key can be: a database does not compare numbers of any length.
REFERENCE_PATTERN = re.compile(r"^([A-Z]{2})-([0-9]{4})-([0-9]{6,18})$")


class SubjectManager(models.Manager[Any]):
    """Finds a subject by the handle that people use."""

    def by_reference(self, reference: str) -> Any:
        """Return the subject called `reference`; raise the model's DoesNotExist for anything else."""
        found = self.get(pk=self.key_in(reference))
        if found.reference != reference:
            raise self.model.DoesNotExist
        return found

    def key_in(self, reference: str) -> int:
        """Return the key that a reference of this kind holds; raise the model's DoesNotExist for anything else."""
        match = REFERENCE_PATTERN.match(reference)
        if not match or match[1] != self.model.PREFIX:
            raise self.model.DoesNotExist
        return int(match[3])


class Subject(FSMModelMixin, models.Model):
    """Something with a state that moves only through `workflow.services.advance`."""

    PREFIX: ClassVar[str]
    state: Any

    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects = SubjectManager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.reference

    @classmethod
    def label(cls) -> str:
        """Name the kind of subject, as in `reports.report`."""
        return cls._meta.label_lower

    @property
    def reference(self) -> str:
        """The public handle, for example JB-2026-000042; a primary key never stands in a URL."""
        year = timezone.localtime(self.created_at).year
        return f"{self.PREFIX}-{year}-{self.pk:06d}"

    @property
    def separation_root(self) -> Subject:
        """The subject whose acts count together when the law wants different people."""
        return self

    @property
    def clock_keys(self) -> list[tuple[str, int]]:
        """Name the files whose periods this one must keep: itself, and the one it came from where that is bound."""
        return [(self.label(), self.pk)]

    def may_annul(self, user: Any) -> Verdict:
        """Say whether `user` may propose or confirm that a mistaken move of this subject is annulled."""
        return refused(_("Moves of this file cannot be annulled."))


class AboutSubject(models.Model):
    """A row about some subject, named by label and key because the engine knows no floor above it."""

    subject_label = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()

    class Meta:
        abstract = True

    @property
    def subject_key(self) -> tuple[str, int]:
        """The pair that names the subject."""
        return self.subject_label, self.subject_id


def subject_model(label: str) -> type[Subject]:
    """Return the model called `label`."""
    return apps.get_model(label)
