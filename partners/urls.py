"""Addresses of partners at the desk, under /desk/partners/."""

from django.urls import path

from partners import views

app_name = "partners"

urlpatterns = [
    path("", views.list_, name="list"),
    path("connect/", views.connect, name="connect"),
    path("<str:reference>/", views.detail, name="detail"),
    path("<str:reference>/end/", views.end, name="end"),
    path("<str:reference>/keys/make/", views.make_key, name="make_key"),
    path("<str:reference>/keys/<slug:handle>/withdraw/", views.withdraw_key, name="withdraw_key"),
]
