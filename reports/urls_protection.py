"""Addresses of the reports of retaliation, under /desk/protection/."""

from django.urls import path

from reports import views_protection as views

app_name = "protection"

urlpatterns = [
    path("", views.list_, name="list"),
    path("<str:reference>/", views.detail, name="detail"),
    path("<str:reference>/words/", views.words, name="words"),
]
