"""The two sites. `SITE` decides which of them this process answers for."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from config.views_public import healthz, set_language

PUBLIC: list[URLPattern | URLResolver] = [
    path("", include("reports.urls_public")),
    path("track/reward/", include("rewards.urls_public")),
    path("lists/", include("sanctions.urls_public")),
    path("verify/", include("notices.urls_public")),
    path("", include("insights.urls_public")),
]
DESK: list[URLPattern | URLResolver] = [
    path("desk/", include("desk.urls")),
    path("desk/reports/", include("reports.urls")),
    path("desk/cases/", include("investigations.urls")),
    path("desk/sanctions/", include("sanctions.urls")),
    path("desk/rewards/", include("rewards.urls")),
    path("desk/notices/", include("notices.urls")),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("language/", set_language, name="set_language"),
    *(PUBLIC if settings.SITE in {"both", "public"} else []),
    *(DESK if settings.SITE in {"both", "desk"} else []),
]
