"""Addresses of rewards for the staff, under /desk/rewards/."""

from django.urls import path

from rewards import views, views_assessment

app_name = "rewards"

urlpatterns = [
    path("", views.list_, name="list"),
    path("<str:reference>/", views.detail, name="detail"),
    path("<str:reference>/payee/", views.payee, name="payee"),
    path("<str:reference>/find_conditions/", views_assessment.find_conditions, name="find_conditions"),
    path("<str:reference>/agree_conditions/", views_assessment.agree_conditions, name="agree_conditions"),
    path("<str:reference>/find_shares/", views_assessment.find_shares, name="find_shares"),
    path("<str:reference>/agree_shares/", views_assessment.agree_shares, name="agree_shares"),
    path("<str:reference>/tell/", views_assessment.tell, name="tell"),
    path("<str:reference>/objection/", views_assessment.objection, name="objection"),
    path("<str:reference>/uphold/", views_assessment.uphold, name="uphold"),
    path("<str:reference>/uphold_refusal/", views_assessment.uphold_refusal, name="uphold_refusal"),
    path("<str:reference>/change/", views_assessment.change, name="change"),
    path("<str:reference>/propose/", views.propose, name="propose"),
    path("<str:reference>/refuse/", views.refuse, name="refuse"),
    path("<str:reference>/send_back/", views.send_back, name="send_back"),
    path("<str:reference>/review/", views.review, name="review"),
    path("<str:reference>/clear/", views.clear, name="clear"),
    path("<str:reference>/lodge/", views.lodge, name="lodge"),
    path("<str:reference>/approve/", views.approve, name="approve"),
    path("<str:reference>/extend_claim/", views.extend_claim, name="extend_claim"),
    path("<str:reference>/pay/", views.pay, name="pay"),
    path("<str:reference>/lapse/", views.lapse, name="lapse"),
    path("<str:reference>/revive/", views.revive, name="revive"),
    path("<str:reference>/take_back/", views.take_back, name="take_back"),
    path("<str:reference>/announce/", views.announce, name="announce"),
    path("<str:reference>/return_claim/", views.return_claim, name="return_claim"),
    path("<str:reference>/annul/", views.annul, name="annul"),
]
