"""Who may move a key. Every refusal is a sentence for the person who pressed the button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from vault.states import KeyState
from workflow.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from vault.models import EscrowKey, PersonKey

# Who opens something. Investigators, reviewers and others read what the desk has released.
KEY_DUTIES = (Duty.DESK, Duty.CUSTODIAN, Duty.LEADER, Duty.CASHIER, Duty.SUPERVISION)


def may_confirm(key: PersonKey, user: Any) -> Verdict:
    """Let a colleague who opens what is sealed say that a new key is this person's, and share holders together.

    An administrator can set a password anew and sign in with it: their word would confirm themselves.
    """
    if user is None:
        return ALLOWED
    if user.pk == key.user_id:
        return refused(_("Nobody confirms their own key."))
    if user.has_duty(Duty.ADMIN) or not user.has_duty(*KEY_DUTIES):
        return refused(
            _("A key is confirmed by a colleague who opens what is sealed, and not by an administrator.")
        )
    if not user.vault_keys.filter(state=KeyState.ACTIVE).exists():
        return refused(_("Your own key is not in use yet, so it confirms no other."))
    return ALLOWED


def may_retire(key: PersonKey, user: Any) -> Verdict:
    """Let the person and an administrator take a key out of use, and the system when another takes its place."""
    if user is None or user.pk == key.user_id or user.has_duty(Duty.ADMIN):
        return ALLOWED
    return refused(_("A key is taken out of use by its person or by an administrator."))


def may_replace_escrow(key: EscrowKey, user: Any) -> Verdict:
    """Let an administrator hold a new ceremony; the sheets go to others."""
    if user is None or user.has_duty(Duty.ADMIN):
        return ALLOWED
    return refused(_("The escrow key is made and replaced by an administrator, before its three holders."))
