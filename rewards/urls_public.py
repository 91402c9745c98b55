"""Addresses of a reward for who holds the receipt, under /track/reward/."""

from django.urls import path

from rewards import views_public as views

app_name = "claims"

urlpatterns = [
    path("", views.reward, name="reward"),
    path("code/", views.code, name="code"),
    path("agree/", views.agree, name="agree"),
    path("contest/", views.contest, name="contest"),
    path("heard/", views.heard, name="heard"),
]
