"""Addresses of notice boards, under /desk/boards/."""

from django.urls import path

from outreach import views

app_name = "outreach"

urlpatterns = [
    path("", views.boards, name="boards"),
    path("<slug:code>/retire/", views.retire, name="retire"),
    path("<slug:code>/<slug:size>.pdf", views.sheet, name="sheet"),
]
