"""Addresses of a case's evidence, part of those of cases."""

from django.urls import path

from investigations import views_evidence as views
from investigations import views_photos

urlpatterns = [
    path("evidence/<str:reference>/", views.evidence, name="evidence"),
    path("evidence/<str:reference>/share/", views.share, name="share_evidence"),
    path("evidence/<str:reference>/annul/", views.annul, name="annul_evidence"),
    path("evidence/<str:reference>/files/<uuid:handle>/", views.original, name="original"),
    path("evidence/<str:reference>/files/<uuid:handle>/copy/", views.working_copy, name="working_copy"),
    path("evidence/<str:reference>/files/<uuid:handle>/picture/", views.picture, name="picture"),
    *(
        path(f"evidence/<str:reference>/{move}/", views.move, {"move": move}, f"{move}_evidence")
        for move in views.MOVES
    ),
    path("services/<str:reference>/photo/", views_photos.photo, name="service_photo"),
    path("<str:reference>/evidence/", views.case_evidence, name="case_evidence"),
    path("<str:reference>/take_evidence/", views.take, name="take_evidence"),
    path("<str:reference>/export_evidence/", views.export, name="export_evidence"),
]
