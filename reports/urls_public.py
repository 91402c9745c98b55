"""Addresses of the public site that belong to a report."""

from django.urls import path

from reports.views_public import filing, proof, protection, tracking

app_name = "tips"

urlpatterns = [
    path("", filing.home, name="home"),
    path("report/", filing.report, name="report"),
    path("report/danger/", filing.danger, name="danger"),
    path("report/unit/suggest/", filing.suggest, name="suggest"),
    path("report/check/", filing.check, name="check"),
    path("report/send/", filing.send, name="send"),
    path("report/receipt/", filing.receipt, name="receipt"),
    path("report/receipt/statement/", proof.statement, name="statement"),
    path("report/receipt/opening/", proof.opening, name="opening"),
    path("report/done/", filing.done, name="done"),
    path("report/<slug:step>/", filing.question, name="question"),
    path("track/", tracking.track, name="track"),
    path("track/report/", tracking.panels, name="panels"),
    path("track/message/", tracking.message, name="message"),
    path("track/well/", protection.all_well, name="all_well"),
    path("track/retaliation/", protection.retaliation, name="retaliation"),
    path("track/notice/<str:reference>/", tracking.notice, name="notice"),
    path("track/object/", tracking.object_, name="object"),
    path("track/withdraw/", tracking.withdraw, name="withdraw"),
    path("track/leave/", tracking.leave, name="leave"),
    path("track/left/", tracking.left, name="left"),
    path("track/proof/", proof.statement_again, name="statement_again"),
    path("track/proof/opening/", proof.salt_again, name="salt_again"),
    path("proof/", proof.check, name="proof"),
    path("proof/key.pem", proof.key, name="proof_key"),
    path("proof/check-filing.html", proof.checker, name="checker"),
    path("away/", tracking.away, name="away"),
]
