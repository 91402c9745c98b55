"""Addresses of the rooms across floors, under /desk/."""

from django.urls import path

from desk import views, views_keys, views_people, views_seals, views_sign_in, views_ties, views_units
from desk import views_rulebook as book

app_name = "desk"

urlpatterns = [
    path("", views.home, name="home"),
    path("login/", views_sign_in.login, name="login"),
    path("logout/", views_sign_in.logout, name="logout"),
    path("second-factor/", views_sign_in.second_factor, name="second_factor"),
    path("sessions/", views_sign_in.sessions, name="sessions"),
    path("sessions/<uuid:handle>/end/", views_sign_in.end_session, name="end_session"),
    path("search/", views.search, name="search"),
    path("units/<slug:uscc>/", views_units.unit, name="unit"),
    path("units/<slug:uscc>/risk/", views_units.set_risk, name="set_risk"),
    path("units/<slug:uscc>/person/", views_units.name_person, name="name_person"),
    path("units/<slug:uscc>/inspect/", views_units.inspect, name="inspect_unit"),
    path("units/<slug:uscc>/period/", views_units.announce_period, name="announce_period"),
    path("ties/", views_ties.ties, name="ties"),
    path("ties/<slug:uscc>/end/", views_ties.end, name="end_tie"),
    path("log/", views.log, name="log"),
    path("people/", views.people, name="people"),
    path("rulebook/", book.rulebook, name="rulebook"),
    path("rulebook/<str:entry_id>/", book.rule, name="rule"),
    path("rulebook/<str:entry_id>/<slug:version>/confirm/", book.confirm_rule, name="confirm_rule"),
    path(
        "rulebook/<str:entry_id>/<slug:version>/withdraw/",
        book.withdraw_confirmation,
        name="withdraw_confirmation",
    ),
    path("settings/", book.office_settings, name="settings"),
    path("settings/seals/", views_seals.seals, name="seals"),
    path("settings/seals/<slug:code>/take-down/", views_seals.take_down, name="take_down_seal"),
    path("settings/seals/<slug:digest>.png", views_seals.seal_image, name="seal_image"),
    path("settings/<str:key>/", book.office_setting, name="setting"),
    path("holidays/", book.holidays, name="holidays"),
    path("holidays/import/", book.import_holidays, name="import_holidays"),
    path("holidays/<int:year>/withdraw/", book.withdraw_holidays, name="withdraw_holidays"),
    path("site/", book.site, name="site"),
    path("site/switch/", book.switch_site, name="switch_site"),
    path("people/<str:username>/", views_people.person, name="person"),
    path("people/<str:username>/reset-password/", views_people.reset_password, name="reset_password"),
    path("people/<str:username>/reset-factor/", views_sign_in.reset_factor, name="reset_factor"),
    path("people/<str:username>/let-go/", views_people.let_go, name="let_go"),
    path("people/<str:username>/delegate/", views_people.delegate, name="delegate"),
    path(
        "people/<str:username>/delegate/<str:deputy>/<slug:duty>/end/",
        views_people.end_delegation,
        name="end_delegation",
    ),
    path("people/<str:username>/shut-out/", views_people.shut_out, name="shut_out"),
    path("key/", views_keys.key, name="key"),
    path("key/password/", views_keys.password, name="password"),
    path("key/exchange/", views_keys.exchange_key, name="exchange_key"),
    path("key/restore/", views_keys.restore_key, name="restore_key"),
    path("key/replace/", views_keys.replace_key, name="replace_key"),
    path("keys/", views_keys.keys, name="keys"),
    path("keys/reseal/", views_keys.reseal, name="reseal"),
    path("keys/<str:reference>/confirm/", views_keys.confirm_key, name="confirm_key"),
    path("escrow/", views_people.escrow, name="escrow"),
    path("escrow/ceremony/", views_people.ceremony, name="ceremony"),
    path("escrow/recover/", views_people.recover, name="recover"),
]
