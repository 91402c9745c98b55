"""Every minute a seal binds all subjects whose log has grown, so that a removed one is noticed too."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from workflow.log import canonical_heads, chained_hash
from workflow.models import LogEntry, Seal, Unsealed


@transaction.atomic
def seal_log() -> Seal | None:
    """Seal every head that no seal covers yet; return the seal, or None when nothing is new."""
    last = Seal.objects.select_for_update().order_by("-number").first()
    waiting = list(Unsealed.objects.values_list("entry_id", flat=True))
    if not waiting:
        return None
    heads: dict[tuple[str, int], list[str | int]] = {}
    entries = LogEntry.objects.filter(pk__in=Unsealed.objects.filter(entry_id__in=waiting).values("entry_id"))
    for entry in entries.order_by("subject_label", "subject_id", "sequence"):
        heads[entry.subject_key] = [entry.subject_label, entry.subject_id, entry.sequence, entry.hash]
    number, at, ordered = (last.number + 1 if last else 1), timezone.now(), list(heads.values())
    previous_hash = last.hash if last else ""
    digest = chained_hash(previous_hash, canonical_heads(number=number, at=at, heads=ordered))
    signature, algorithm = import_string(settings.LOG_SIGNER)(digest)
    seal = Seal.objects.create(
        number=number,
        at=at,
        heads=ordered,
        previous_hash=previous_hash,
        hash=digest,
        signature=signature,
        algorithm=algorithm,
    )
    Unsealed.objects.filter(entry_id__in=waiting).delete()
    return seal
