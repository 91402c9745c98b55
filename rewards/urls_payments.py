"""Addresses of payment files, under /desk/payments/."""

from django.urls import path

from rewards import views_payments as views

app_name = "payments"

urlpatterns = [
    path("", views.list_, name="list"),
    path("draw/", views.draw, name="draw"),
    path("<str:reference>/", views.detail, name="detail"),
    path("<str:reference>/hand_out/", views.hand_out, name="hand_out"),
    path("<str:reference>/settle/", views.settle, name="settle"),
    path("<str:reference>/discard/", views.discard, name="discard"),
    path("<str:reference>/annul/", views.annul, name="annul"),
]
