"""Addresses of duty and alarms, under /desk/alarms/."""

from django.urls import path

from alarms import views

app_name = "alarms"

urlpatterns = [
    path("", views.list_, name="list"),
    path("roster/", views.roster, name="roster"),
    path("roster/import/", views.import_month, name="import_month"),
    path("contact/", views.contact, name="contact"),
    path("<str:reference>/", views.detail, name="detail"),
    path("<str:reference>/acknowledge/", views.acknowledge, name="acknowledge"),
    path("<str:reference>/hand-on/", views.hand_on, name="hand_on"),
    path("<str:reference>/finish/", views.finish, name="finish"),
]
