"""Addresses of transfers handed to connected departments, under /desk/transfers/."""

from django.urls import path

from partners import views

app_name = "transfers"

urlpatterns = [
    path("", views.transfers, name="list"),
    path("<str:reference>/", views.transfer, name="detail"),
]
