"""Addresses of imported lists, under /desk/imports/."""

from django.urls import path

from partners import views_lists as views

app_name = "imports"

urlpatterns = [
    path("", views.list_, name="list"),
    path("upload/", views.upload, name="upload"),
    path("<str:reference>/", views.detail, name="detail"),
    path("<str:reference>/release/", views.release, name="release"),
    path("<str:reference>/go-on/", views.go_on, name="go_on"),
    path("<str:reference>/results/", views.results, name="results"),
    path("<str:reference>/close/", views.close, name="close"),
]
