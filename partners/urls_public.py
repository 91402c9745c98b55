"""Addresses of the interface, under /api/v1/."""

from django.urls import URLPattern, path

from partners import views_public as views
from partners.api import api

app_name = "api"

urlpatterns = [
    path("", views.page, name="page"),
    path("openapi.json", views.openapi, name="openapi"),
    # The library's own root answers nothing and is left out.
    *(
        URLPattern(found.pattern, views.door(found.callback), found.default_args, found.name)
        for found in api.urls[0]
        if isinstance(found, URLPattern) and found.name != "api-root"
    ),
    path("<path:rest>", views.nothing, name="nothing"),
]
