"""Passwords and keys: my own, and those of colleagues who wait."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from accounts.selectors import me
from desk import selectors
from desk.forms_keys import (
    WRONG,
    ChangePasswordForm,
    ConfirmKeyForm,
    EarlierPasswordForm,
    OwnPasswordForm,
)
from desk.services import begin_staff_session, end_other_sessions, forget_tries
from desk.views_sign_in import counted
from vault import services
from vault.opening import unlocked
from vault.policies import KEY_DUTIES
from vault.sealing import CannotOpen
from vault.selectors import active_key, get_key, keys_to_confirm
from vault.services import confirm_key as confirm
from vault.sessions import remember_key, session_key
from workflow.views import perform_move

page = require_http_methods(["GET", "POST"])


# ---- My own ----------------------------------------------------------------------------------------------------
@require_GET
def key(request: HttpRequest) -> HttpResponse:
    """Show my key: whether it is in use and unlocked, and what waits for it."""
    user = me(request)
    mine = active_key(user)
    shown = {
        "key": mine,
        "is_unlocked": session_key(request) is not None,
        "reads": user.has_duty(*KEY_DUTIES),
        "waiting": selectors.waiting_for(user),
    }
    return render(request, "desk/key.html", shown)


@counted
@sensitive_post_parameters()
@page
def password(request: HttpRequest) -> HttpResponse:
    """Change my password; the key is sealed under the new one with it."""
    user = me(request)
    form = ChangePasswordForm(request.POST or None, user=user)
    act = partial(_change_password, request, user)
    return _ask(request, form, act, title=gettext_lazy("Change the password"), blamed="old")


@counted
@sensitive_post_parameters()
@page
def exchange_key(request: HttpRequest) -> HttpResponse:
    """Make a new key in place of mine, without waiting for anybody."""
    act = partial(_with_key, request, services.exchange_key)
    title = gettext_lazy("Exchange the key")
    return _ask(request, OwnPasswordForm(request.POST or None), act, title=title)


@counted
@sensitive_post_parameters()
@page
def restore_key(request: HttpRequest) -> HttpResponse:
    """Unlock my key with the password from before it was set anew."""
    act = partial(_restore, request)
    title = gettext_lazy("Unlock the key with the earlier password")
    return _ask(request, EarlierPasswordForm(request.POST or None), act, title=title, blamed="earlier")


@counted
@sensitive_post_parameters()
@page
def replace_key(request: HttpRequest) -> HttpResponse:
    """Give up a key whose password is lost, and make a new one that others let in."""
    act = partial(_with_key, request, services.replace_lost_key)
    title = gettext_lazy("Make a new key")
    return _ask(request, OwnPasswordForm(request.POST or None), act, title=title)


def _change_password(request: HttpRequest, user: User, given: dict[str, Any]) -> None:
    services.change_password(user, old_password=given["old"], new_password=given["new"])
    update_session_auth_hash(request, user)
    end_other_sessions(user, keep=None)
    begin_staff_session(request, user)


def _with_key(request: HttpRequest, service: Any, given: dict[str, Any]) -> None:
    user = me(request)
    service(user, password=given["password"])
    remember_key(request, services.unlock_key(user, password=given["password"]))


def _restore(request: HttpRequest, given: dict[str, Any]) -> None:
    user = me(request)
    if not user.check_password(given["password"]):
        raise CannotOpen
    services.rewrap_key(user, old_password=given["earlier"], new_password=given["password"])
    remember_key(request, services.unlock_key(user, password=given["password"]))


def _ask(
    request: HttpRequest, form: forms.Form, act: Any, *, title: str | Promise, blamed: str = "password"
) -> HttpResponse:
    """Show a form of passwords, or do what it asks for and go back to my key."""
    if form.is_bound and form.is_valid():
        try:
            act(form.cleaned_data)
        except CannotOpen:
            form.add_error(blamed, WRONG)
        else:
            forget_tries(request, me(request).username)
            messages.success(request, _("Done: %(move)s.") % {"move": title})
            return redirect("desk:key")
    name = request.resolver_match.url_name if request.resolver_match else ""
    context = {"form": form, "name": name, "title_text": title}
    return render(request, "desk/key_form.html", context, status=400 if form.is_bound else 200)


# ---- Colleagues' -----------------------------------------------------------------------------------------------
@require_GET
def keys(request: HttpRequest) -> HttpResponse:
    """Show whose new key is to be confirmed, and what my session can seal anew."""
    user = _reader(request)
    shown = {
        "to_confirm": keys_to_confirm().exclude(user=user),
        "resealings": selectors.resealings_for(user),
        "goes_on": "goes_on" in request.GET,
        "is_unlocked": session_key(request) is not None,
    }
    return render(request, "desk/keys.html", shown)


@page
def confirm_key(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that a new key is its person's, after comparing the fingerprint."""
    found = get_key(me(request), reference)
    return perform_move(request, found, "confirm", service=confirm, form_class=ConfirmKeyForm)


@require_POST
def reseal(request: HttpRequest) -> HttpResponse:
    """Seal anew for some seconds what waits; the page shows what is left and goes on."""
    user = _reader(request)
    with unlocked(request, back=reverse("desk:keys")) as identity:
        run = services.reseal_waiting(actor=user, identity=identity)
    if not run.is_complete:
        return redirect(f"{reverse('desk:keys')}?goes_on")
    said = ngettext("%(count)d envelope was sealed anew.", "%(count)d envelopes were sealed anew.", run.done)
    messages.success(request, said % {"count": run.done})
    if run.unreadable:
        messages.warning(
            request, _("Some could not be opened with your key; two sheets of the escrow key open them.")
        )
    return redirect("desk:keys")


def _reader(request: HttpRequest) -> User:
    user = me(request)
    if not user.has_duty(*KEY_DUTIES):
        raise Http404
    return user
