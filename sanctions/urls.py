"""Addresses of penalties and listings for the staff, under /desk/sanctions/."""

from django.urls import path

from sanctions import (
    views,
    views_credit,
    views_good_credit,
    views_listings,
    views_measures,
    views_remittances,
    views_warnings,
)

app_name = "sanctions"

urlpatterns = [
    path("", views.list_, name="list"),
    path("listings/", views.listings, name="listings"),
    path("payments/", views_remittances.list_, name="remittances"),
    path("payments/bring/", views_remittances.bring, name="bring_remittance"),
    path("payments/<str:reference>/", views_remittances.detail, name="remittance"),
    *(
        path(
            f"payments/<str:reference>/{move}/",
            views_remittances.move,
            {"move": move},
            name=f"{move}_remittance",
        )
        for move in views_remittances.MOVES
    ),
    path("systems/<str:reference>/", views_credit.systems, name="systems"),
    path("handovers/", views_credit.list_, name="handovers"),
    path("handovers/draw/", views_credit.draw, name="draw_handover"),
    path("handovers/<str:reference>/", views_credit.detail, name="handover"),
    path("handovers/<str:reference>/csv/", views_credit.file, {"kind": "csv"}, name="handover_csv"),
    path("handovers/<str:reference>/xlsx/", views_credit.file, {"kind": "xlsx"}, name="handover_xlsx"),
    *(
        path(f"handovers/<str:reference>/{move}/", views_credit.move, {"move": move}, name=f"{move}_handover")
        for move in views_credit.MOVES
    ),
    path("propose/<str:reference>/interview/", views_warnings.propose_interview, name="propose_interview"),
    path("propose/<str:reference>/exposure/", views_warnings.propose_exposure, name="propose_exposure"),
    path("interviews/", views_warnings.interviews, name="interviews"),
    path("interviews/<str:reference>/", views_warnings.interview, name="interview"),
    path("interviews/<str:reference>/annul/", views_warnings.annul_interview, name="annul_interview"),
    *(
        path(
            f"interviews/<str:reference>/{move}/",
            views_warnings.move_interview,
            {"move": move},
            name=f"{move}_interview",
        )
        for move in views_warnings.INTERVIEW_MOVES
    ),
    path("exposures/", views_warnings.exposures, name="exposures"),
    path("exposures/<str:reference>/", views_warnings.exposure, name="exposure"),
    path("exposures/<str:reference>/annul/", views_warnings.annul_exposure, name="annul_exposure"),
    *(
        path(
            f"exposures/<str:reference>/{move}/",
            views_warnings.move_exposure,
            {"move": move},
            name=f"{move}_exposure",
        )
        for move in views_warnings.EXPOSURE_MOVES
    ),
    path("propose/<str:reference>/measure/", views_measures.propose, name="bring_up_measure"),
    path("measures/", views_measures.list_, name="measures"),
    path("measures/<str:reference>/", views_measures.detail, name="measure"),
    path("measures/<str:reference>/annul/", views_measures.annul, name="annul_measure"),
    *(
        path(f"measures/<str:reference>/{move}/", views_measures.move, {"move": move}, name=f"{move}_measure")
        for move in views_measures.MOVES
    ),
    path("good-credit/", views_good_credit.list_, name="good_credits"),
    path("good-credit/nominate/", views_good_credit.nominate, name="nominate_good_credit"),
    path("good-credit/candidates/", views_good_credit.candidates, name="good_credit_candidates"),
    path("good-credit/<str:reference>/", views_good_credit.detail, name="good_credit"),
    path("good-credit/<str:reference>/annul/", views_good_credit.annul, name="annul_good_credit"),
    *(
        path(
            f"good-credit/<str:reference>/{move}/",
            views_good_credit.move,
            {"move": move},
            name=f"{move}_good_credit",
        )
        for move in views_good_credit.MOVES
    ),
    path("public/", views_listings.public_record, name="public_record"),
    path("listings/<str:reference>/", views_listings.listing, name="listing"),
    path("listings/<str:reference>/annul/", views_listings.annul, name="annul_listing"),
    *(
        path(f"listings/<str:reference>/{move}/", views_listings.move, {"move": move}, name=f"{move}_listing")
        for move in views_listings.MOVES
    ),
    path("<str:reference>/", views.detail, name="detail"),
    path("<str:reference>/file_another/", views.file_another, name="file_another"),
    path("<str:reference>/decide/", views.decide, name="decide"),
    path("<str:reference>/drop/", views.drop, name="drop"),
    path("<str:reference>/serve/", views.serve, name="serve"),
    path("<str:reference>/pay/", views.pay, name="pay"),
    path("<str:reference>/close/", views.close, name="close"),
    path("<str:reference>/annul/", views.annul, name="annul"),
    path("<str:reference>/propose/", views_listings.propose, name="propose_listing"),
    *(path(f"<str:reference>/{move}/", views.move, {"move": move}, name=move) for move in views.MOVES),
]
