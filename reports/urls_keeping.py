"""Addresses of retention, under /desk/keeping/."""

from django.urls import path

from reports import views_keeping as views

app_name = "keeping"

urlpatterns = [
    path("", views.list_, name="list"),
    path("due/", views.due, name="due"),
    path("<str:reference>/", views.detail, name="detail"),
    path("<str:reference>/destroy/", views.destroy, name="destroy"),
    path("<str:reference>/decline/", views.decline, name="decline"),
]
