"""Addresses of penalties and listings for the staff, under /desk/sanctions/."""

from django.urls import path

from sanctions import views, views_listings

app_name = "sanctions"

urlpatterns = [
    path("", views.list_, name="list"),
    path("listings/", views.listings, name="listings"),
    path("public/", views_listings.public_record, name="public_record"),
    path("listings/<str:reference>/", views_listings.listing, name="listing"),
    path("listings/<str:reference>/annul/", views_listings.annul, name="annul_listing"),
    *(
        path(f"listings/<str:reference>/{move}/", views_listings.move, {"move": move}, name=f"{move}_listing")
        for move in views_listings.MOVES
    ),
    path("<str:reference>/", views.detail, name="detail"),
    path("<str:reference>/file_another/", views.file_another, name="file_another"),
    path("<str:reference>/review/", views.review, name="review"),
    path("<str:reference>/send_back/", views.send_back, name="send_back"),
    path("<str:reference>/decide/", views.decide, name="decide"),
    path("<str:reference>/drop/", views.drop, name="drop"),
    path("<str:reference>/serve/", views.serve, name="serve"),
    path("<str:reference>/pay/", views.pay, name="pay"),
    path("<str:reference>/close/", views.close, name="close"),
    path("<str:reference>/annul/", views.annul, name="annul"),
    path("<str:reference>/propose/", views_listings.propose, name="propose_listing"),
    *(path(f"<str:reference>/{move}/", views.move, {"move": move}, name=move) for move in views.MOVES),
]
