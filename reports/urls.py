"""Addresses of tips for the staff, under /desk/reports/."""

from django.urls import path

from reports import views, views_files, views_keeping, views_matters

app_name = "reports"

urlpatterns = [
    path("", views.list_, name="list"),
    path("<str:reference>/", views.detail, name="detail"),
    path("<str:reference>/words/", views.words, name="words"),
    path("<str:reference>/words/share/", views.share_words, name="share_words"),
    path("<str:reference>/messages/", views.messages, name="messages"),
    path("<str:reference>/registration/", views_files.print_registration, name="print_registration"),
    path("<str:reference>/files/<uuid:handle>/", views_files.file, name="file"),
    path("<str:reference>/bind_volume/", views_files.bind_volume, name="bind_volume"),
    path("<str:reference>/volume/", views_files.volume, name="volume"),
    path("<str:reference>/files/<uuid:handle>/copy/", views_files.copy, name="copy"),
    path("<str:reference>/files/<uuid:handle>/release/", views_files.release_copy, name="release_copy"),
    path("<str:reference>/files/<uuid:handle>/clean/", views_files.clean, name="clean"),
    path("<str:reference>/release/", views.release, name="release"),
    path("<str:reference>/write/", views.write, name="write"),
    path("<str:reference>/hold/", views_keeping.hold, name="hold"),
    path("<str:reference>/lift_hold/", views_keeping.lift_hold, name="lift_hold"),
    path("<str:reference>/stand_aside/", views.stand_aside, name="stand_aside"),
    path("<str:reference>/accept/", views.accept, name="accept"),
    path("<str:reference>/decline/", views.decline, name="decline"),
    path("<str:reference>/transfer/", views.transfer, name="transfer"),
    path("<str:reference>/acknowledge/", views.acknowledge, name="acknowledge"),
    path("<str:reference>/merge/", views.merge, name="merge"),
    path("<str:reference>/compare/", views_matters.compare, name="compare"),
    path("<str:reference>/find_first/", views_matters.find_first, name="find_first"),
    path("<str:reference>/ask/", views.ask, name="ask"),
    path("<str:reference>/extend/", views.extend, name="extend"),
    path("<str:reference>/conclude_recheck/", views.conclude_recheck, name="conclude_recheck"),
    path("<str:reference>/close/", views.close, name="close"),
    path("<str:reference>/annul/", views.annul, name="annul"),
]
