"""The interface for partner channels. It reads and writes under a partner's key and never opens a seal of ours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Annotated, Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_noop as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja import Header, Query

from partners import describing, problems, selectors, services
from partners.api import BearerKey, answers, api
from partners.problems import Problem, response_to
from partners.schemas import (
    AcknowledgementIn,
    FiledOut,
    Number,
    OfferOut,
    OffersOut,
    PacketOut,
    ReceiptIn,
    StatusOut,
    TipIn,
    TransferIn,
)
from partners.services import Intent
from partners.states import CHANNELS, Kind, Scope
from reports.models import Report
from reports.states import Channel
from vault.receipts import ReceiptUnreadable, parse_receipt

LARGEST_BODY = 64 * 1024
MOST_LISTED = 100
INTENTION = r"^[\x21-\x7e]{8,200}$"
IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        pattern=INTENTION,
        description=_("A new random text for each thing to do; the same one to repeat the same request."),
    ),
]
WRITES = (
    *(problems.NO_INTENTION, problems.NOT_JSON_TYPE, problems.NOT_VALID),
    *(problems.ANSWERED_BEFORE, problems.NOT_READY),
)


# ---- Tips ------------------------------------------------------------------------------------------------------
@api.post(
    "/tips",
    auth=BearerKey(Scope.FILE),
    url_name="tips",
    operation_id="file_tip",
    summary=_("File a tip"),
    description=_(
        "Scope file. The answer holds the receipt code, once: whoever repeats the request with the same "
        "Idempotency-Key and the same key within a day gets the same answer, afterwards only that it was done."
    ),
    response=answers({201: FiledOut}, *WRITES),
)
def file_tip(request: HttpRequest, told: TipIn, idempotency_key: IdempotencyKey) -> HttpResponse:
    """File what a hotline or a mini-program took down."""
    return _file(request, told, idempotency_key)


@api.get(
    "/tips/status",
    auth=BearerKey(Scope.STATUS),
    url_name="status",
    operation_id="status_by_number",
    summary=_("Ask how a tip stands, by your number"),
    description=_("Scope status. Only tips that came from you are found."),
    response=answers({200: StatusOut}, problems.NOT_FOUND, problems.NOT_VALID),
)
def status_by_number(
    request: HttpRequest, number: Annotated[Number, Query(description=_("Your own number."))]
) -> StatusOut:
    """Tell how a tip stands."""
    return _status(selectors.get_tip(_caller(request).partner, number))


@api.post(
    "/tips/status",
    auth=BearerKey(Scope.STATUS),
    url_name="status",
    operation_id="status_by_receipt",
    summary=_("Ask how a tip stands, by its receipt"),
    description=_("Scope status. The code stands in the body, so that it is in no address and no log."),
    response=answers(
        {200: StatusOut}, problems.NOT_JSON, problems.NOT_FOUND, problems.NOT_VALID, problems.NOT_JSON_TYPE
    ),
)
def status_by_receipt(request: HttpRequest, told: ReceiptIn) -> StatusOut:
    """Tell how a tip stands to whoever holds its receipt."""
    try:
        receipt = parse_receipt(told.receipt)
    except ReceiptUnreadable as wrong:
        fault = {"field": "/receipt", "detail": str(wrong.reason)}
        raise Problem(problems.NOT_VALID, errors=(fault,)) from wrong
    return _status(selectors.get_tip_by_receipt(_caller(request).partner, receipt))


# ---- Transfers -------------------------------------------------------------------------------------------------
@api.post(
    "/transfers",
    auth=BearerKey(Scope.TRANSFER),
    url_name="transfers",
    operation_id="send_transfer",
    summary=_("Send a transfer"),
    description=_(
        "Scope transfer. Hand on a tip that is ours to handle. The answer is that of a filing, with the receipt code."
    ),
    response=answers({201: FiledOut}, *WRITES),
)
def send_transfer(request: HttpRequest, told: TransferIn, idempotency_key: IdempotencyKey) -> HttpResponse:
    """File what another department hands on."""
    return _file(request, told, idempotency_key, channel=Channel.TRANSFER, transfer_basis=told.basis)


@api.get(
    "/transfers",
    auth=BearerKey(Scope.TRANSFER),
    url_name="transfers",
    operation_id="list_transfers",
    summary=_("List the transfers handed to you"),
    description=_("Scope transfer. What waits, what you have acknowledged, what was taken back."),
    response=answers({200: OffersOut}),
)
def list_transfers(request: HttpRequest) -> OffersOut:
    """List what was handed to the department."""
    found = selectors.offers_of(_caller(request).partner)[:MOST_LISTED]
    return OffersOut(transfers=[OfferOut(**services.told_of(offer)) for offer in found])


@api.get(
    "/transfers/{str:reference}",
    auth=BearerKey(Scope.TRANSFER),
    url_name="transfer",
    operation_id="fetch_transfer",
    summary=_("Fetch a transfer"),
    description=_("Scope transfer. The log keeps that it was fetched."),
    response=answers({200: PacketOut}, problems.NOT_FOUND, problems.MOVED_ON),
)
def fetch_transfer(request: HttpRequest, reference: str) -> PacketOut:
    """Hand the packet over."""
    offer = selectors.get_offer_of(_caller(request).partner, reference)
    return PacketOut(**services.fetch_packet(offer))


@api.post(
    "/transfers/{str:reference}/acknowledgement",
    auth=BearerKey(Scope.TRANSFER),
    url_name="acknowledgement",
    operation_id="acknowledge_transfer",
    summary=_("Acknowledge a transfer"),
    description=_("Scope transfer. From then on it is yours to handle, under your number."),
    response=answers({200: OfferOut}, *WRITES, problems.NOT_FOUND),
)
def acknowledge_transfer(
    request: HttpRequest, reference: str, told: AcknowledgementIn, idempotency_key: IdempotencyKey
) -> OfferOut:
    """Note that the department has taken it on."""
    offer = selectors.get_offer_of(_caller(request).partner, reference)
    intent = Intent(_caller(request), idempotency_key, request.path, request.body)
    said = services.acknowledge_offer(offer, their_number=told.number, intent=intent)
    return OfferOut(**said)


def _caller(request: HttpRequest) -> services.Caller:
    caller: services.Caller = request.auth  # type: ignore[attr-defined]
    return caller


def _file(request: HttpRequest, told: TipIn, key: str, *, channel: str = "", **words: str) -> HttpResponse:
    caller = _caller(request)
    channel = channel or CHANNELS[Kind(caller.partner.kind)]
    intent = Intent(caller, key, request.path, request.body)
    slip = replace(told.slip(), sender=caller.partner.name)
    filed = services.file_tip(told.tip(**words), slip, channel=channel, intent=intent)
    said = {"Idempotency-Replayed": "true"} if filed.is_repeated else {}
    return JsonResponse(filed.told, status=201, headers=said)


def _status(report: Report) -> StatusOut:
    word = selectors.word_for_partner(report)
    number = report.arrival.number
    return StatusOut(number=number, reference=report.reference, status=word, words=str(word.label))


# ---- The description -------------------------------------------------------------------------------------------
@login_not_required
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """Give the description for programs."""
    return JsonResponse(describing.description(), json_dumps_params={"ensure_ascii": False})


@login_not_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the description to people."""
    shown = {"operations": describing.operations(), "problems": problems.KINDS}
    return render(request, "public/partners/api.html", shown)


@csrf_exempt
@login_not_required
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """Say of every other address that there is nothing, in the words of the interface."""
    return response_to(Problem(problems.NOT_FOUND))


def door(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Put what holds for all around the library's view: no sign-in, no copy, no large body, words of ours."""

    @login_not_required
    @cache_control(no_store=True, private=True)
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
            return response_to(Problem(problems.TOO_LARGE))
        response = view(request, *args, **kwargs)
        if response.status_code == problems.NO_SUCH_METHOD.status:
            return response_to(Problem(problems.NO_SUCH_METHOD, headers={"Allow": response["Allow"]}))
        return response

    return answered
