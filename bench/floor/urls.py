"""The one address of the floor."""

from django.urls import path

from bench.floor import views

urlpatterns = [path("file/", views.file)]
