"""Addresses of the work in the field, under /desk/field/: what a phone keeps lies here and nowhere else."""

from django.urls import path

from investigations import views_field as views
from investigations.states import FieldKind

app_name = "field"

urlpatterns = [
    path("", views.home, name="home"),
    path("keeper.js", views.keeper, name="keeper"),
    *(path(f"{kind}/", views.write, {"kind": kind.value}, kind.value) for kind in FieldKind),
    path("records/<str:reference>/", views.detail, name="detail"),
    path("records/<str:reference>/papers/", views.papers, name="papers"),
    *(path(f"records/<str:reference>/{move}/", views.move, {"move": move}, move) for move in views.MOVES),
]
