"""Addresses of the intake queue, under /desk/intake/."""

from django.urls import path

from reports import views_intake as views

app_name = "intake"

urlpatterns = [
    path("", views.queue, name="queue"),
    path("preview/", views.preview, name="preview"),
    path("carry-out/", views.carry_out, name="carry_out"),
    path("result/", views.result, name="result"),
]
