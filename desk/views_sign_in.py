"""Signing in and out, the second factor, my sessions."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login as begin_login
from django.contrib.auth import logout as end_login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import Duty, User
from accounts.selectors import me
from desk import services
from desk.forms import CodeForm, LoginForm
from desk.middleware import MUST_SET_UP
from desk.models import SecondFactor, StaffSession
from vault.sealing import CannotOpen
from vault.services import begin_session
from vault.sessions import forget_key

SEED = "desk.seed"
security = logging.getLogger("security")
page = require_http_methods(["GET", "POST"])


@login_not_required
@never_cache
@sensitive_post_parameters("password", "code")
@page
def login(request: HttpRequest) -> HttpResponse:
    """Sign in, and unlock the person's key for this session."""
    if request.user.is_authenticated and request.method == "GET":
        return redirect("desk:home")
    form = LoginForm(request.POST if request.method == "POST" else None)
    status = 400 if form.is_bound else 200
    if form.is_valid():
        try:
            return _enter(request, services.authenticate_staff(request, **form.cleaned_data), form)
        except services.SignInRefused as refused:
            form.add_error(None, str(refused.reason))
            status = refused.status
    shown = {"form": form, "next": _safe_next(request), "has_ended": "ended" in request.GET}
    return render(request, "desk/login.html", shown, status=status)


def _enter(request: HttpRequest, user: User, form: LoginForm) -> HttpResponse:
    """Begin the session; a key that stays locked leads to the page that says what to do."""
    begin_login(request, user)
    services.begin_staff_session(request, user)
    if services.needs_factor(user):
        request.session[MUST_SET_UP] = True
    try:
        begin_session(request, user=user, password=form.cleaned_data["password"])
        response = redirect(_safe_next(request))
    except CannotOpen:
        response = redirect("desk:key")
    response.set_cookie(
        services.KNOWN_BROWSER,
        services.known_browser_cookie(user),
        max_age=settings.KNOWN_BROWSER_SECONDS,
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )
    return response


def _safe_next(request: HttpRequest) -> str:
    """Return where to go after signing in: an address of this site, else my work."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else reverse("desk:home")


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """Sign out; the key is forgotten with the session."""
    StaffSession.objects.filter(session_key=request.session.session_key).delete()
    forget_key(request)
    security.info("signed out: person %s", request.user.pk)
    end_login(request)
    response = redirect("desk:login")
    # Not the cookies: the known browser's is among them.
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def counted(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Count every try at one's own password on a page behind the sign-in; guessing waits there as it does before."""

    @wraps(view)
    def judged(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            try:
                services.slow_down(request, me(request).username)
            except services.SignInRefused as refused:
                return render(request, "429.html", {"reason": refused.reason}, status=refused.status)
        return view(request, *args, **kwargs)

    return judged


# ---- The second factor -----------------------------------------------------------------------------------------
@counted
@never_cache
@sensitive_post_parameters("password", "code")
@page
def second_factor(request: HttpRequest) -> HttpResponse:
    """Set up codes from a telephone, or turn them off with one; the password is asked for either."""
    user = me(request)
    factor = SecondFactor.objects.filter(user=user).first()
    form = CodeForm(request.POST if request.method == "POST" else None, user=user)
    act = _set_up if factor is None else _turn_off
    if form.is_valid() and (answer := act(request, user, form)):
        services.forget_tries(request, user.username)
        return answer
    shown = {
        "form": form,
        "factor": factor,
        "must": request.session.get(MUST_SET_UP),
        **_seed(request, factor),
    }
    return render(request, "desk/second_factor.html", shown, status=400 if form.is_bound else 200)


def _seed(request: HttpRequest, factor: SecondFactor | None) -> dict[str, Any]:
    """Return the picture and the letters of a seed that is not in use yet."""
    if factor is not None:
        return {}
    sealed = request.session.setdefault(SEED, services.new_seed())
    uri = services.uri_of(me(request), services.open_seed(sealed))
    letters = uri.partition("secret=")[2].partition("&")[0]
    return {"picture": segno.make(uri).svg_data_uri(scale=4), "letters": _grouped(letters)}


def _grouped(letters: str) -> str:
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def _set_up(request: HttpRequest, user: User, form: CodeForm) -> HttpResponse | None:
    sealed, mine = request.session.get(SEED), request.session.session_key
    typed = form.cleaned_data["code"]
    codes = sealed and services.confirm_factor(user, services.open_seed(sealed), typed, keep=mine)
    if not codes:
        form.add_error(
            "code", _("This code does not fit. Is the telephone's clock right? Try the next code.")
        )
        return None
    request.session.pop(SEED, None)
    request.session.pop(MUST_SET_UP, None)
    return render(request, "desk/recovery_codes.html", {"codes": [_grouped(code) for code in codes]})


def _turn_off(request: HttpRequest, user: User, form: CodeForm) -> HttpResponse | None:
    if not services.check_code(user, form.cleaned_data["code"]):
        form.add_error("code", _("This code does not fit, or was used already. Wait for the next one."))
        return None
    services.turn_off_factor(user, keep=request.session.session_key)
    if services.needs_factor(user):
        request.session[MUST_SET_UP] = True
    messages.success(request, _("The second factor is turned off."))
    return redirect("desk:second_factor")


@require_POST
def reset_factor(request: HttpRequest, username: str) -> HttpResponse:
    """Take a colleague's second factor away because the telephone is lost."""
    if not me(request).has_duty(Duty.ADMIN):
        raise Http404
    found = get_object_or_404(User.objects.exclude(pk=me(request).pk), username=username)
    services.reset_factor(found, actor=me(request))
    messages.success(
        request, _("The second factor is taken away, and all sessions of this person have ended.")
    )
    return redirect("desk:person", username)


# ---- My sessions -----------------------------------------------------------------------------------------------
@never_cache
@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    """Show where I am signed in."""
    rows = StaffSession.objects.filter(user=me(request))
    return render(request, "desk/sessions.html", {"rows": rows, "mine": request.session.session_key})


@require_POST
def end_session(request: HttpRequest, handle: uuid.UUID) -> HttpResponse:
    """End one of my sessions; one that has ended already is ended."""
    services.end_session(me(request), handle)
    messages.success(request, _("The session has ended."))
    return redirect("desk:sessions")
