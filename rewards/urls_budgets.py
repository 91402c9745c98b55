"""Addresses of the money for rewards, under /desk/budgets/."""

from django.urls import path

from rewards import views_budgets as views

app_name = "budgets"

urlpatterns = [
    path("", views.list_, name="list"),
    path("grant/", views.grant, name="grant"),
    path("<slug:code>/<int:year>/", views.ledger, name="ledger"),
    path("<slug:code>/<int:year>/hand_over/", views.hand_over, name="hand_over"),
]
