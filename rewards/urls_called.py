"""Address of the public notice that calls reporters who cannot be reached, under /unclaimed/."""

from django.urls import path

from rewards import views_public as views

app_name = "unclaimed"

urlpatterns = [path("", views.called, name="list")]
