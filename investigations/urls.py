"""Addresses of cases and what belongs to them, under /desk/cases/."""

from django.urls import path

from investigations import urls_evidence, views, views_accesses

app_name = "investigations"

urlpatterns = [
    path("", views.list_, name="list"),
    path("orders/<str:reference>/report_done/", views.report_done_order, name="report_done_order"),
    path("orders/<str:reference>/pass_recheck/", views.pass_recheck_order, name="pass_recheck_order"),
    path("orders/<str:reference>/fail_recheck/", views.fail_recheck_order, name="fail_recheck_order"),
    path("orders/<str:reference>/cancel/", views.cancel_order, name="cancel_order"),
    path("orders/<str:reference>/annul/", views.annul_order, name="annul_order"),
    path("accesses/", views_accesses.list_, name="accesses"),
    path("accesses/<str:reference>/", views_accesses.detail, name="access"),
    path("accesses/<str:reference>/void/", views_accesses.void, name="void_access"),
    path("accidents/record/", views.record_accident, name="record_accident"),
    path("accidents/<str:reference>/", views.accident, name="accident"),
    *(
        path(f"{kind}s/<str:reference>/{move}/", views.move, {"kind": kind, "move": move}, f"{move}_{kind}")
        for kind, moves in views.MOVES.items()
        for move in moves
    ),
    *(
        path(f"{kind}s/<str:reference>/annul/", views.annul_other, {"kind": kind}, f"annul_{kind}")
        for kind in views.MOVES
    ),
    *urls_evidence.urlpatterns,
    path("<str:reference>/", views.detail, name="detail"),
    path("<str:reference>/show_file/", views_accesses.show_file, name="show_file"),
    path("<str:reference>/preserve/", views.preserve, name="preserve"),
    path("<str:reference>/refer/", views.refer, name="refer"),
    path("<str:reference>/name_unit/", views.name_unit, name="name_unit"),
    path("<str:reference>/form_team/", views.form_team, name="form_team"),
    path("<str:reference>/submit_findings/", views.submit_findings, name="submit_findings"),
    path("<str:reference>/return_findings/", views.return_findings, name="return_findings"),
    path("<str:reference>/approve_findings/", views.approve_findings, name="approve_findings"),
    path("<str:reference>/order_rectification/", views.order_rectification, name="order_rectification"),
    path("<str:reference>/seat_member/", views.seat_member, name="seat_member"),
    path("<str:reference>/stand_aside/", views.stand_aside, name="stand_aside"),
    path("<str:reference>/close/", views.close, name="close"),
    path("<str:reference>/annul/", views.annul, name="annul"),
]
