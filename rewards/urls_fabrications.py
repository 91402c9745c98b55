"""Addresses of the question whether a report was made up, under /desk/fabrications/."""

from django.urls import path

from rewards import views_fabrications as views

app_name = "fabrications"

urlpatterns = [
    path("", views.list_, name="list"),
    path("raise/", views.open_, name="raise"),
    path("<str:reference>/", views.detail, name="detail"),
    path("<str:reference>/hear/", views.hear, name="hear"),
    path("<str:reference>/drop/", views.drop, name="drop"),
    path("<str:reference>/read_answer/", views.read_answer, name="read_answer"),
    path("<str:reference>/find/", views.find, name="find"),
    path("<str:reference>/clear/", views.clear, name="clear"),
    path("<str:reference>/annul/", views.annul, name="annul"),
]
