"""Addresses of tips for the staff, under /desk/reports/."""

from django.urls import path

from reports import views

app_name = "reports"

urlpatterns = [
    path("", views.list_, name="list"),
    path("<str:reference>/", views.detail, name="detail"),
    path("<str:reference>/words/", views.words, name="words"),
    path("<str:reference>/messages/", views.messages, name="messages"),
    path("<str:reference>/files/<uuid:handle>/", views.file, name="file"),
    path("<str:reference>/release/", views.release, name="release"),
    path("<str:reference>/write/", views.write, name="write"),
    path("<str:reference>/ask/", views.ask, name="ask"),
    path("<str:reference>/accept/", views.accept, name="accept"),
    path("<str:reference>/decline/", views.decline, name="decline"),
    path("<str:reference>/transfer/", views.transfer, name="transfer"),
    path("<str:reference>/merge/", views.merge, name="merge"),
    path("<str:reference>/close/", views.close, name="close"),
    path("<str:reference>/annul/", views.annul, name="annul"),
]
