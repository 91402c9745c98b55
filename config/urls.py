"""The two sites. `SITE` decides which of them this process answers for, and loads."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from config.views_public import healthz, set_language, set_type

PUBLIC = {
    "": "reports.urls_public",
    "track/reward/": "rewards.urls_public",
    "unclaimed/": "rewards.urls_called",
    "lists/": "sanctions.urls_public",
    "verify/": "notices.urls_public",
    "announcements/": "notices.urls_announced",
    "api/v1/": "partners.urls_public",
    # The last of the public ones: it stands at the root too, for the rules and the figures.
    "/": "insights.urls_public",
}
DESK = {
    "desk/": "desk.urls",
    "desk/hotline/": "reports.urls_entry",
    "desk/intake/": "reports.urls_intake",
    "desk/reports/": "reports.urls",
    "desk/protection/": "reports.urls_protection",
    "desk/identities/": "reports.urls_disclosures",
    "desk/keeping/": "reports.urls_keeping",
    "desk/cases/": "investigations.urls",
    "desk/field/": "investigations.urls_field",
    "desk/sanctions/": "sanctions.urls",
    "desk/rewards/": "rewards.urls",
    "desk/budgets/": "rewards.urls_budgets",
    "desk/payments/": "rewards.urls_payments",
    "desk/clawbacks/": "rewards.urls_clawbacks",
    "desk/fabrications/": "rewards.urls_fabrications",
    "desk/figures/": "insights.urls",
    "desk/insights/": "insights.urls_insights",
    "desk/notices/": "notices.urls",
    "desk/alarms/": "alarms.urls",
    "desk/boards/": "outreach.urls",
    "desk/partners/": "partners.urls",
    "desk/transfers/": "partners.urls_transfers",
    "desk/imports/": "partners.urls_lists",
}
SITES = {"public": [PUBLIC], "desk": [DESK], "both": [PUBLIC, DESK]}

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("language/", set_language, name="set_language"),
    path("type/", set_type, name="set_type"),
    *(
        path(place.removeprefix("/"), include(module))
        for site in SITES[settings.SITE]
        for place, module in site.items()
    ),
]
