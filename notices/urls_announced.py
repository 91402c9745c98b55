"""What is served by public notice 公告送达, under /announcements/."""

from django.urls import path

from notices import views_public

app_name = "announced"
urlpatterns = [path("", views_public.announcements, name="list")]
