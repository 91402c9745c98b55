"""Addresses of the public site that belong to a report."""

from django.urls import path

from reports import views_public as views

app_name = "tips"

urlpatterns = [
    path("", views.home, name="home"),
    path("report/", views.report, name="report"),
    path("report/danger/", views.danger, name="danger"),
    path("report/unit/suggest/", views.suggest, name="suggest"),
    path("report/check/", views.check, name="check"),
    path("report/send/", views.send, name="send"),
    path("report/receipt/", views.receipt, name="receipt"),
    path("report/receipt/statement/", views.statement, name="statement"),
    path("report/done/", views.done, name="done"),
    path("report/<slug:step>/", views.question, name="question"),
    path("track/", views.track, name="track"),
    path("track/report/", views.panels, name="panels"),
    path("track/message/", views.message, name="message"),
    path("track/notice/<str:reference>/", views.notice, name="notice"),
    path("track/withdraw/", views.withdraw, name="withdraw"),
    path("track/leave/", views.leave, name="leave"),
    path("track/left/", views.left, name="left"),
    path("away/", views.away, name="away"),
]
