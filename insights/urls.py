"""Addresses of figures for the office, under /desk/figures/."""

from django.urls import path

from insights import views

app_name = "figures"

urlpatterns = [path("rewards/", views.rewards, name="rewards")]
