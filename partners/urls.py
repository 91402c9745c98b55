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
    path("<str:reference>/hook/", views.hook, name="hook"),
    path("<str:reference>/hook/secret/", views.rotate_secret, name="rotate_secret"),
    path("<str:reference>/calls/<int:number>/again/", views.call_again, name="call_again"),
]
