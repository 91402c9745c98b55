"""Addresses of penalties and listings for the staff, under /desk/sanctions/."""

from django.urls import path

from sanctions import views

app_name = "sanctions"

urlpatterns = [
    path("", views.list_, name="list"),
    path("listings/", views.listings, name="listings"),
    path("listings/<str:reference>/", views.listing, name="listing"),
    path("listings/<str:reference>/notify/", views.notify_listing, name="notify_listing"),
    path("listings/<str:reference>/hear/", views.hear_listing, name="hear_listing"),
    path("listings/<str:reference>/enter/", views.enter_listing, name="enter_listing"),
    path("listings/<str:reference>/dismiss/", views.dismiss_listing, name="dismiss_listing"),
    path("listings/<str:reference>/remove/", views.remove_listing, name="remove_listing"),
    path("listings/<str:reference>/annul/", views.annul_listing, name="annul_listing"),
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
    *(path(f"<str:reference>/{move}/", views.move, {"move": move}, name=move) for move in views.MOVES),
]
