"""Addresses of major hazards, part of those of cases."""

from django.urls import path

from investigations import views_hazards as views

urlpatterns = [
    path("hazards/", views.register, name="hazards"),
    path("hazards/<str:reference>/", views.hazard, name="hazard"),
    path("hazards/<str:reference>/annul/", views.annul, name="annul_hazard"),
    path("orders/<str:reference>/register_hazard/", views.register_hazard, name="register_hazard"),
    *(
        path(f"hazards/<str:reference>/{move}/", views.move, {"move": move}, f"{move}_hazard")
        for move in views.MOVES
    ),
]
