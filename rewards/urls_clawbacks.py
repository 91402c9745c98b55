"""Addresses of paid money that may have to come back, under /desk/clawbacks/."""

from django.urls import path

from rewards import views_clawbacks as views

app_name = "clawbacks"

urlpatterns = [
    path("", views.list_, name="list"),
    path("propose/<str:reference>/", views.propose, name="propose"),
    path("<str:reference>/", views.detail, name="detail"),
    path("<str:reference>/decide/", views.decide, name="decide"),
    path("<str:reference>/dismiss/", views.dismiss, name="dismiss"),
    path("<str:reference>/recover/", views.recover, name="recover"),
]
