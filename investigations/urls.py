"""Addresses of cases and what belongs to them, under /desk/cases/."""

from django.urls import path

from investigations import (
    urls_evidence,
    urls_hazards,
    views,
    views_accesses,
    views_accidents,
    views_disasters,
    views_gates,
    views_kinds,
    views_supervisions,
    views_teams,
)

app_name = "investigations"

urlpatterns = [
    path("", views.list_, name="list"),
    path("open/", views_kinds.open_case, name="open_case"),
    path("tips/<str:reference>/allegations/", views.allegations, name="allegations"),
    path("accesses/", views_accesses.list_, name="accesses"),
    path("accesses/<str:reference>/", views_accesses.detail, name="access"),
    path("accesses/<str:reference>/void/", views_accesses.void, name="void_access"),
    path("accidents/record/", views_accidents.record_accident, name="record_accident"),
    path("disasters/record/", views_disasters.record_disaster, name="record_disaster"),
    path("disasters/<str:reference>/", views_disasters.disaster, name="disaster"),
    path("accidents/<str:reference>/", views_accidents.accident, name="accident"),
    path("accidents/<str:reference>/draft_report/", views_accidents.draft_report, name="draft_report"),
    path("accidents/<str:reference>/promise/", views_accidents.promise, name="promise"),
    path("accidents/<str:reference>/sign_report/", views_accidents.sign_report, name="sign_report"),
    path("accidents/<str:reference>/review_promise/", views_accidents.review_promise, name="review_promise"),
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
    *urls_hazards.urlpatterns,
    path("<str:reference>/", views.detail, name="detail"),
    path("<str:reference>/show_file/", views_accesses.show_file, name="show_file"),
    path("<str:reference>/bind_volume/", views.bind_volume, name="bind_volume"),
    path("<str:reference>/preserve/", views.preserve, name="preserve"),
    path("<str:reference>/order_measures/", views.order_measures, name="order_measures"),
    path("<str:reference>/refer/", views.refer, name="refer"),
    path("<str:reference>/name_unit/", views.name_unit, name="name_unit"),
    path("<str:reference>/form_team/", views.form_team, name="form_team"),
    path("<str:reference>/submit_findings/", views.submit_findings, name="submit_findings"),
    path("<str:reference>/review_findings/", views.review_findings, name="review_findings"),
    path("<str:reference>/take_back_findings/", views.take_back_findings, name="take_back_findings"),
    path("<str:reference>/name_responsible/", views.name_responsible, name="name_responsible"),
    path("<str:reference>/return_findings/", views.return_findings, name="return_findings"),
    path("<str:reference>/approve_findings/", views.approve_findings, name="approve_findings"),
    path("<str:reference>/order_rectification/", views.order_rectification, name="order_rectification"),
    path("<str:reference>/seat_member/", views.seat_member, name="seat_member"),
    path("<str:reference>/add_targets/", views_kinds.add_targets, name="add_targets"),
    path("<str:reference>/prove_gate/", views_gates.prove_gate, name="prove_gate"),
    path("<str:reference>/order_examination/", views_gates.order_examination, name="order_examination"),
    path("<str:reference>/waive_examination/", views_gates.waive_examination, name="waive_examination"),
    path("<str:reference>/supervise/", views_supervisions.supervise, name="supervise"),
    path("<str:reference>/invite/", views_teams.invite, name="invite"),
    path("<str:reference>/set_task/", views_teams.set_task, name="set_task"),
    path("<str:reference>/hand_over/", views_teams.hand_over, name="hand_over"),
    path("<str:reference>/read/", views_teams.read, name="read"),
    path("<str:reference>/stand_aside/", views.stand_aside, name="stand_aside"),
    path("<str:reference>/close/", views.close, name="close"),
    path("<str:reference>/annul/", views.annul, name="annul"),
]
