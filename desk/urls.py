"""Addresses of the rooms across floors, under /desk/."""

from django.urls import path

from desk import views, views_ties

app_name = "desk"

urlpatterns = [
    path("", views.home, name="home"),
    path("login/", views.login, name="login"),
    path("logout/", views.logout, name="logout"),
    path("search/", views.search, name="search"),
    path("units/<slug:uscc>/", views.unit, name="unit"),
    path("ties/", views_ties.ties, name="ties"),
    path("ties/<slug:uscc>/end/", views_ties.end, name="end_tie"),
    path("log/", views.log, name="log"),
    path("people/", views.people, name="people"),
]
