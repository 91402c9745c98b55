"""Addresses of paper for the staff, under /desk/notices/."""

from django.urls import path

from notices import views, views_numbers, views_service

app_name = "notices"
urlpatterns = [
    path("numbers/", views_numbers.series, name="series"),
    path("numbers/<slug:code>/<int:year>/<str:form>/", views_numbers.register, name="register"),
    path("<str:reference>/", views.detail, name="detail"),
    path("<str:reference>/download/", views.download, name="download"),
    path("<str:reference>/retry/", views.retry, name="retry"),
    path("<str:reference>/correct/", views.correct, name="correct"),
    path("<str:reference>/void/", views.void, name="void"),
    path("<str:reference>/serve/", views_service.serve, name="serve"),
    path("services/<str:reference>/prove/", views_service.prove, name="prove"),
    path("services/<str:reference>/fail/", views_service.fail, name="fail"),
]
