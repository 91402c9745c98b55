"""Addresses of paper for the staff, under /desk/notices/."""

from django.urls import path

from notices import views

app_name = "notices"
urlpatterns = [
    path("<str:reference>/", views.detail, name="detail"),
    path("<str:reference>/download/", views.download, name="download"),
    path("<str:reference>/retry/", views.retry, name="retry"),
    path("<str:reference>/void/", views.void, name="void"),
]
