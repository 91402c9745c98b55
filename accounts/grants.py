"""Grants per object, for case teams and exceptions. The only module that knows guardian.

`user.has_perm` is never asked: it lets superusers pass and costs two queries an object.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from guardian.models import UserObjectPermissionBase as ObjectGrant
from guardian.shortcuts import assign_perm, get_users_with_perms, remove_perm
from guardian.utils import get_user_obj_perms_model

from accounts.models import User

M = TypeVar("M", bound=Model)

__all__ = ["ObjectGrant", "grant", "granted", "has_grant", "holders", "revoke"]


def grant(user: User, codename: str, subject: Model) -> None:
    """Give `user` the permission `codename` on one object."""
    assign_perm(codename, user, subject)


def revoke(user: User, codename: str, subject: Model) -> None:
    """Take the permission back."""
    remove_perm(codename, user, subject)


def granted(user: User, codename: str, queryset: QuerySet[M]) -> QuerySet[M]:
    """Keep the objects that `user` was granted one by one; neither superusers nor global permissions count."""
    if not user.is_active:
        return queryset.none()
    # Guardian's own `get_objects_for_user` asks for content types and builds several queries to end here.
    model: Any = queryset.model
    grants: Any = get_user_obj_perms_model(model)
    held = grants.objects.filter(user=user.pk, permission__codename=codename)
    return queryset.filter(pk__in=held.values("content_object"))


def has_grant(user: User, codename: str, subject: M) -> bool:
    """Say whether `user` was granted `codename` on this object. One query."""
    return granted(user, codename, type(subject)._default_manager.filter(pk=subject.pk)).exists()


def holders(codename: str, subject: Model) -> QuerySet[User]:
    """Return the people who hold a grant on this object."""
    found: Any = get_users_with_perms(subject, only_with_perms_in=[codename], with_group_users=False)
    return found  # type: ignore[no-any-return]
