"""Addresses of the published list, under /lists/: the page, and its files beside it."""

from django.urls import path

from sanctions import views_public as views

app_name = "dishonest"

urlpatterns = [
    path("exposures/", views.exposures, name="exposures"),
    path("good-credit/", views.good_credit, name="good_credit"),
    path("good-credit.json", views.good_credit_json, name="good_credit_json"),
    path("dishonest/", views.subjects, name="list"),
    path("dishonest.json", views.as_json, name="json"),
    path("dishonest.csv", views.as_csv, name="csv"),
    path("dishonest.atom", views.as_atom, name="atom"),
]
