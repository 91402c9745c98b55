"""Addresses of the openings of identities, under /desk/identities/."""

from django.urls import path

from reports import views_disclosures as views

app_name = "identities"

urlpatterns = [
    path("", views.list_, name="list"),
    path("ask/", views.ask, name="ask"),
    path("<str:reference>/", views.detail, name="detail"),
    path("<str:reference>/approve/", views.approve, name="approve"),
    path("<str:reference>/decline/", views.decline, name="decline"),
    path("<str:reference>/withdraw/", views.withdraw, name="withdraw"),
    path("<str:reference>/open/", views.open_, name="open"),
    path("<str:reference>/registration/", views.print_registration, name="print_registration"),
    path("<str:reference>/reissue/", views.reissue, name="reissue"),
]
