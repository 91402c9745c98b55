"""Writes of the desk: signing in, the second factor, sessions, saved lists."""

from desk.services.bulk import begin_bulk, go_on, undo_bulk
from desk.services.comments import comment_on, see_mentions, withdraw_comment
from desk.services.second_factor import (
    check_code,
    confirm_factor,
    needs_factor,
    new_seed,
    open_seed,
    reset_factor,
    turn_off_factor,
    uri_of,
)
from desk.services.sessions import begin_staff_session, end_other_sessions, end_session, see_session
from desk.services.signing_in import SignInRefused, authenticate_staff, slow_down
from desk.services.throttle import KNOWN_BROWSER, forget_old_tries, forget_tries, known_browser_cookie
from desk.services.views import save_view

__all__ = [
    "KNOWN_BROWSER",
    "SignInRefused",
    "authenticate_staff",
    "begin_bulk",
    "begin_staff_session",
    "check_code",
    "comment_on",
    "confirm_factor",
    "end_other_sessions",
    "end_session",
    "forget_old_tries",
    "forget_tries",
    "go_on",
    "known_browser_cookie",
    "needs_factor",
    "new_seed",
    "open_seed",
    "reset_factor",
    "save_view",
    "see_mentions",
    "see_session",
    "slow_down",
    "turn_off_factor",
    "undo_bulk",
    "uri_of",
    "withdraw_comment",
]
