"""Addresses of the question whether a report was made up, under /desk/fabrications/."""

from django.urls import path

from rewards import views_fabrications as views

app_name = "fabrications"

urlpatterns = [
    path("", views.list_, name="list"),
    path("raise/", views.open_, name="raise"),
    path("<str:reference>/", views.detail, name="detail"),
    path("<str:reference>/ask/", views.ask, name="ask"),
    path("<str:reference>/drop/", views.drop, name="drop"),
    path("<str:reference>/answer/", views.answer, name="answer"),
    path("<str:reference>/find/", views.find, name="find"),
    path("<str:reference>/clear/", views.clear, name="clear"),
    path("<str:reference>/annul/", views.annul, name="annul"),
]
