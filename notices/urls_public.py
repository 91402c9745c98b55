"""Whether a paper is genuine, under /verify/."""

from django.urls import path

from notices import views_public

app_name = "genuine"
urlpatterns = [
    path("", views_public.verify_box, name="verify"),
    path("file/", views_public.verify_file, name="file"),
    path("certificate.pem", views_public.certificate, name="certificate"),
    # Any text at all: whatever is typed gets a sentence, never a fault.
    path("<path:code>/", views_public.verify, name="verify"),
]
