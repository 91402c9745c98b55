"""Writes of paper: issue (number, frozen contents), print, print again, void, withdraw."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from notices import files
from notices.errors import FileChanged, MissingContents, PaperRefused, RevealsReport, UnknownContents
from notices.fonts import check_characters
from notices.freezing import digest, plain, texts_of
from notices.kinds import GIVEN, KINDS, Audience, Kind
from notices.models import Notice, NumberSeries, new_code
from notices.seals import named_seal, with_seal
from notices.selectors import notices_of, notices_since
from notices.states import STANDING, NoticeState
from notices.volumes import INDEX, Bound, papers_in
from statutes.documents import document_number, missing_contents
from statutes.office import is_demonstration
from workflow.errors import MoveRefused, PartAway, StalePage
from workflow.models import LogEntry, Subject, subject_model
from workflow.rehearsing import issues_paper, note_made
from workflow.services import advance, begin
from workflow.services.moves import lock_subject

S = TypeVar("S", bound=Subject)

logger = logging.getLogger("notices")

Draw = Callable[[str, Mapping[str, Any]], bytes]
Sign = Callable[[bytes], bytes]
Bind = Callable[[bytes, Sequence[Bound]], bytes]
# Words by which a paper would give away that somebody reported, or which report it was.
REVEALING = re.compile(
    r"JB-\d{4}-\d+|据举报|接举报|接到[^，。；]{0,12}举报|根据[^，。；]{0,12}举报|群众举报|举报线索|举报件"
)


@transaction.atomic
def issue_notice(
    kind: str,
    *,
    subject: Subject,
    context: Mapping[str, Any],
    actor: Any,
    agency: Agency,
    audience: str = "",
    on: date | None = None,
    supersedes: Notice | None = None,
) -> Notice:
    """Issue a paper about `subject` inside the caller's transaction: if that is rolled back, so is the number.

    `context` has the keys that `notices.kinds` names. `on` is the date on the paper (today when left out); `audience`
    is the kind's own when left out; `supersedes` gives way to this one. The file follows from the worker.
    Raises `MissingContents`, `RevealsReport`, `GlyphMissing`, `FontMissing`: each a refusal with its sentence.
    """
    described = KINDS[kind]
    issued_on = on or timezone.localdate()
    facts = plain(context)
    reader = Audience(audience or described.audience)
    check_contents(described, facts, on=issued_on, audience=reader)
    series = take_number(described, agency=agency, year=issued_on.year)
    code = new_code()
    number = document_number(described.document, series.year, series.last_serial, agency=agency.short_name)
    given = {
        "kind": kind,
        "title": described.title,
        "number": number,
        "issued_on": issued_on.isoformat(),
        "agency_name": agency.name,
        "code": code,
        "verify_url": f"{settings.PUBLIC_BASE_URL.rstrip('/')}/verify/{code}/",
        "is_demonstration": is_demonstration(),
        **_replaced(supersedes),
        **named_seal(agency),
    }
    frozen = {**facts, **given}
    check_characters(texts_of(frozen))
    notice = Notice(
        kind=kind,
        audience=reader,
        subject_label=subject.label(),
        subject_id=subject.pk,
        agency=agency,
        form=series.form,
        year=series.year,
        serial=series.last_serial,
        number=number,
        issued_on=issued_on,
        issued_by=actor,
        context=frozen,
        context_sha256=digest(frozen),
        code=code,
        supersedes=supersedes,
    )
    if supersedes is not None and supersedes.state in STANDING:
        advance(supersedes, "supersede", actor=None)
    begin(notice, move="issue", actor=actor)
    note_made(notice)
    return notice


def _replaced(former: Notice | None) -> dict[str, Any]:
    if former is None:
        return {}
    return {"replaces": {"number": former.number, "issued_on": former.issued_on.isoformat()}}


def check_contents(kind: Kind, facts: Mapping[str, Any], *, on: date, audience: str) -> None:
    """Refuse a dict that lacks what the law or the template needs, has more than they know, or gives a report away."""
    unknown = facts.keys() - kind.keys
    if unknown:
        raise UnknownContents(f"{kind.key}: {', '.join(sorted(unknown))}")
    missing = [element.title_zh for element in missing_contents(kind.document, kind.legal_view(facts), on=on)]
    # What the law does not name and the template cannot do without.
    missing = missing or kind.lacking(facts)
    if missing:
        raise MissingContents(kind.title, missing)
    if audience not in (Audience.REPORTER, Audience.DEPARTMENT):
        for text in texts_of(facts):
            if found := REVEALING.search(text):
                raise RevealsReport(kind.title, found[0])


def take_number(kind: Kind, *, agency: Agency, year: int) -> NumberSeries:
    """Take the next number of the agency's form and year; the series stays locked until the transaction ends."""
    form = document_number(kind.document, year, 0, agency=agency.short_name).partition("〔")[0]
    series, _created = NumberSeries.objects.select_for_update().get_or_create(
        agency=agency, form=form, year=year
    )
    series.last_serial += 1
    series.save(update_fields=["last_serial"])
    return series


def print_notice(notice: Notice, *, draw: Draw, sign: Sign | None = None, bind: Bind | None = None) -> None:
    """Draw an issued paper, sign and store the file, note it; a failure becomes a visible state. Twice is once.

    `PartAway` is raised: a full disk is no fault of the paper, and whoever called tries again.
    To the index of a file `bind` joins the papers that it names.
    """
    if notice.state != NoticeState.ISSUED:
        return
    try:
        with files.reached():  # drawing and signing need room too
            made = _made(notice, draw=draw, sign=sign, bind=bind)
    except PartAway:
        raise
    except Exception as error:  # whatever goes wrong is shown beside the retry button
        logger.warning("paper %(pk)s: %(error)s", {"pk": notice.pk, "error": type(error).__name__})
        _note(notice, "fail", failure=_failure_words(error))
        return
    if not _note(notice, "render", **made):
        files.remove(made["path"])


def issue_index(
    subject: S, papers: Iterable[Notice], *, issue: Callable[[S], Notice | None], **printing: Any
) -> Notice | None:
    """Print what is not printed yet, and `issue` the index of these papers; a second time gives the one that stands.

    `issue` gets the locked file, and returns None where there is nothing to bind.
    """
    for paper in papers:
        print_notice(paper, **printing)
    with transaction.atomic():
        locked = lock_subject(subject)
        return notices_of(locked).filter(kind=INDEX, state__in=STANDING).first() or issue(locked)


def _made(notice: Notice, *, draw: Draw, sign: Sign | None, bind: Bind | None) -> dict[str, str]:
    if digest(notice.context) != notice.context_sha256:
        raise FileChanged
    drawn = draw(notice.kind, with_seal(notice.context))
    if bind and notice.kind == INDEX:
        drawn = bind(drawn, papers_in(notice.context))
    data = sign(drawn) if sign else drawn
    sha256 = files.sha256_of(data)
    path = files.store(f"notices/{notice.year}/{notice.reference}-{sha256[:16]}.pdf", data)
    return {"path": path, "pdf_sha256": sha256, "drawn_sha256": files.sha256_of(drawn)}


def _note(notice: Notice, move: str, **inputs: Any) -> bool:
    """Make the move unless the paper was voided in the meantime or another worker was faster; say whether it was."""
    try:
        advance(notice, move, actor=None, **inputs)
    except StalePage:
        notice.refresh_from_db()
        return bool(notice.path)
    return True


def _failure_words(error: Exception) -> str:
    if isinstance(error, MoveRefused):
        return str(error.reason)
    # The kind of error only: its words could quote the contents.
    return str(_("The paper could not be printed (%(error)s). Try again, or tell the administrator.")) % {
        "error": type(error).__name__
    }


def retry_notice(notice: Notice, *, actor: Any, note: str = "") -> LogEntry:
    """Have a failed paper printed again: the same number, the same contents."""
    return advance(notice, "retry", actor=actor, note=note)


def void_notice(notice: Notice, *, actor: Any, note: str) -> None:
    """Void an issued paper for the reason `note`. Number and contents stay."""
    if not note.strip():
        raise PaperRefused(_("Say why the paper is voided."))
    advance(notice, "void", actor=actor, note=note)


@issues_paper
@transaction.atomic
def correct_notice(notice: Notice, *, actor: Any, note: str, **texts: str) -> Notice:
    """Issue a new version with other free text, for the reason `note`: its number is its own, and it names the old one.

    Fixed text and facts stay as they are. What was served is served anew.
    """
    changed = {key: text for key, text in texts.items() if text != notice.free_texts.get(key)}
    if not changed:
        raise PaperRefused(_("Nothing was changed."))
    if unknown := changed.keys() - notice.free_texts.keys():
        raise UnknownContents(f"{notice.kind}: {', '.join(sorted(unknown))}")
    advance(notice, "correct", actor=actor, note=note, corrected_by=actor)
    facts = {key: value for key, value in notice.context.items() if key not in GIVEN}
    return issue_notice(
        notice.kind,
        subject=subject_model(notice.subject_label).objects.get(pk=notice.subject_id),
        context=facts | changed,
        actor=actor,
        agency=notice.agency,
        audience=notice.audience,
        supersedes=notice,
    )


@transaction.atomic
def void_notices_of(
    subject: Subject, *, reason: str, since: LogEntry | None = None, kinds: Collection[str] = ()
) -> list[Notice]:
    """Void the standing papers about `subject` (since an entry, of `kinds`) because what set them off is annulled.

    The second person who confirmed the annulment stands in the subject's own log; here the system acts.
    """
    papers = notices_of(subject) if since is None else notices_since(since, subject)
    papers = papers.filter(state__in=STANDING)
    if kinds:
        papers = papers.filter(kind__in=kinds)
    withdrawn = list(papers)
    for notice in withdrawn:
        advance(notice, "withdraw", actor=None, note=reason)
    return withdrawn
