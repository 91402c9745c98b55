"""Pages for the vault's own tests: keep a secret, show it, forget it, send files."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import path

from vault import sessions
from vault.forms import SealedFilesField


class FilesForm(forms.Form):
    title = forms.CharField()
    papers = SealedFilesField(required=False)


kept: list[object] = []


def keep(request: HttpRequest) -> HttpResponse:
    sessions.keep(request, request.POST["secret"].encode(), name=request.POST["name"])
    return HttpResponse()


def show(request: HttpRequest, name: str) -> HttpResponse:
    data = sessions.recall(request, name=name)
    return HttpResponse(data if data is not None else b"nothing")


def forget(request: HttpRequest, name: str) -> HttpResponse:
    sessions.forget(request, name=name)
    return HttpResponse()


def send(request: HttpRequest) -> HttpResponse:
    form = FilesForm(request.POST, request.FILES)
    if not form.is_valid():
        return HttpResponse(form.errors.as_text() + form["title"].value(), status=422)
    if form.cleaned_data["title"] == "keep":
        kept.extend(upload.keep() for upload in form.cleaned_data["papers"])
    return HttpResponse("taken")


urlpatterns = [
    path("keep/", keep),
    path("show/<name>/", show),
    path("forget/<name>/", forget),
    path("send/", send),
]
