"""Addresses on which the staff file a tip, under /desk/hotline/."""

from django.urls import path

from reports import views_entry as views

app_name = "hotline"

urlpatterns = [
    path("", views.call, name="call"),
    path("counter/", views.counter, name="counter"),
    path("letter/", views.letter, name="letter"),
    path("transfer/", views.transfer_in, name="transfer_in"),
    path("receipt/", views.receipt, name="receipt"),
    path("suggest/", views.suggest, name="suggest"),
]
