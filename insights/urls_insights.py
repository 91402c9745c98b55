"""Addresses of the rooms of figures, under /desk/insights/."""

from django.urls import path

from insights import views_insights as views
from insights import views_reports

app_name = "insights"

urlpatterns = [
    path("", views.dashboard_page, name="dashboard"),
    path("reports/", views_reports.reports, name="briefs"),
    path("reports/<slug:key>/", views_reports.report, name="brief"),
    path("reports/<slug:key>/file.<slug:form>", views_reports.report_file, name="brief_file"),
    path("figures.xlsx", views.book, name="book"),
    path("<slug:panel>.csv", views.table, name="table"),
]
