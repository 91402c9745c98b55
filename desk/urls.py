"""Addresses of the rooms across floors, under /desk/."""

from django.urls import path

from desk import views
from desk import views_rulebook as book

app_name = "desk"

urlpatterns = [
    path("", views.home, name="home"),
    path("login/", views.login, name="login"),
    path("logout/", views.logout, name="logout"),
    path("search/", views.search, name="search"),
    path("units/<slug:uscc>/", views.unit, name="unit"),
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
    path("settings/<str:key>/", book.office_setting, name="setting"),
    path("holidays/", book.holidays, name="holidays"),
    path("holidays/import/", book.import_holidays, name="import_holidays"),
    path("holidays/<int:year>/withdraw/", book.withdraw_holidays, name="withdraw_holidays"),
    path("site/", book.site, name="site"),
    path("site/switch/", book.switch_site, name="switch_site"),
]
