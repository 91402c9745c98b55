"""Addresses of the open pages."""

from django.urls import path

from insights import views_public as views

app_name = "open"

urlpatterns = [
    path("rules/", views.rules, name="rules"),
    path("figures/", views.figures, name="figures"),
    path("figures/method/", views.method, name="method"),
    path("figures/figures.<slug:form>", views.data, name="data"),
]
