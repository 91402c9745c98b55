"""Numbers without gaps, frozen contents, printing by the worker, the visible failure and the way out of it."""

from __future__ import annotations

import datetime
import errno
import re
import socket
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from accounts.models import Duty
from notices import files, selectors, services
from notices.errors import (
    FileChanged,
    GlyphMissing,
    MissingContents,
    PaperRefused,
    RevealsReport,
    UnknownContents,
)
from notices.freezing import digest
from notices.kinds import CONDITIONS, GIVEN, KINDS, Audience
from notices.models import CODE_ALPHABET, Notice, NumberSeries
from notices.tasks import print_issued
from statutes.documents import required_contents
from tests.factories import agency, browser, person
from tests.notices.papers import PAPERS
from tests.workflow.builders import make_report
from workflow.errors import MoveRefused, PartAway, StalePage
from workflow.models import LogEntry
from workflow.services import deliver_pending, record

pytestmark = pytest.mark.django_db
ON = datetime.date(2026, 4, 20)


@pytest.fixture
def report():
    return make_report()


@pytest.fixture
def desk():
    return person("desk", Duty.DESK, has_key=False)


@pytest.fixture
def leader():
    return person("leader", Duty.LEADER, has_key=False)


def issue(report, kind="acceptance", *, actor=None, on=ON, **changes):
    """Issue a paper of `kind` with the example's dict and `changes` to it."""
    return services.issue_notice(
        kind, subject=report, context={**PAPERS[kind], **changes}, actor=actor, agency=agency(), on=on
    )


def failing(_kind, _context):
    raise PaperRefused("The printer is on fire.")


def test_issuing_takes_a_number_and_freezes_the_dict(report, desk):
    notice = issue(report, actor=desk)
    assert notice.number == "涪应急举受〔2026〕1号"
    assert notice.reference == f"WS-{notice.created_at.year}-{notice.pk:06d}"
    assert (notice.state, notice.audience, notice.issued_by) == ("issued", "reporter", desk)
    stored = Notice.objects.get(pk=notice.pk)
    assert stored.context == notice.context
    assert stored.context_sha256 == digest(stored.context)
    assert stored.context["due_on"] == "2026-05-04"
    assert stored.context["number"] == notice.number
    assert stored.context["verify_url"].endswith(f"/verify/{notice.code}/")
    entry = LogEntry.objects.get(subject_label="notices.notice", subject_id=notice.pk)
    assert (entry.event, entry.actor, entry.target) == ("notices.notice.issue", desk, "issued")


def test_codes_are_long_and_easy_to_type(report):
    codes = {issue(report).code for _time in range(20)}
    assert len(codes) == 20
    for code in codes:
        assert re.fullmatch(r"(\w{4})-(\w{4})-(\w{4})", code)
        assert set(code.replace("-", "")) <= set(CODE_ALPHABET)
    assert not set("01OIL") & set(CODE_ALPHABET)
    assert len(CODE_ALPHABET) ** 12 > 2**50


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_issued_and_printed(report, kind):
    notice = issue(report, kind)
    deliver_pending()
    notice.refresh_from_db()
    assert (notice.state, notice.failure) == ("rendered", "")
    data = selectors.read_file(notice)
    assert data.startswith(b"%PDF-")
    assert files.sha256_of(data) == notice.pdf_sha256


@pytest.mark.parametrize("kind", KINDS)
def test_every_content_that_the_law_asks_for_has_its_key(kind):
    described = KINDS[kind]
    for element in required_contents(described.document, on=ON):
        known = element.key in described.proves or element.key in described.keys or element.key in GIVEN
        assert known, element.key
        assert not element.condition or element.condition in CONDITIONS, element.condition
        for key in described.proves.get(element.key, ()):
            assert key.split(".")[0] in described.keys, key


@pytest.mark.parametrize(
    ("kind", "key", "value", "named"),
    [
        ("acceptance", "token", "", "举报编号"),
        ("acceptance", "due_on", None, "办结期限"),
        ("non_acceptance", "reason", " ", "不予受理的理由"),
        ("result", "conclusion", "", "核查结论"),
        ("result", "reward_reason", "", "是否符合奖励条件"),
        ("rectification_order", "officers", [], "执法人员及证号"),
        (
            "rectification_order",
            "items",
            [{"problem": "缺护栏", "basis": "某条", "demand": "", "due_on": ON}],
            "整改措施和要求",
        ),
        ("rectification_order", "review_period", "", "申请行政复议、提起行政诉讼的途径和期限"),
        ("penalty_prior_notice", "reasons", "", "拟处罚的理由"),
        ("penalty_prior_notice", "hearing_period", "", "听证申请的5日期限"),
        ("penalty_decision", "evidence", [], "证据"),
        ("penalty_decision", "party_address", "", "当事人地址"),
        ("penalty_decision", "collecting_agency", "", "罚款代收机构"),
        ("penalty_decision", "is_surcharged", None, "逾期不缴纳是否加处罚款"),
        ("penalty_decision", "surcharge_rate", "", "surcharge_rate"),
        ("penalty_decision", "cause", "", "cause"),
        ("listing_decision", "repair_conditions", [], "信用修复（移出）条件和程序"),
        ("reward_notice", "amount", None, "奖励金额"),
        ("reward_notice", "claim_until", None, "领取期限"),
    ],
)
def test_missing_content_is_refused_by_name(report, kind, key, value, named):
    with pytest.raises(MissingContents) as refused:
        issue(report, kind, **{key: value})
    assert named in refused.value.elements
    assert named in str(refused.value.reason)
    assert not NumberSeries.objects.exists()


@pytest.mark.parametrize("kind", KINDS)
def test_dict_without_a_needed_key_is_refused(report, kind):
    for key in KINDS[kind].required:
        facts = {name: value for name, value in PAPERS[kind].items() if name != key}
        with pytest.raises(MissingContents):
            services.issue_notice(kind, subject=report, context=facts, actor=None, agency=agency(), on=ON)


def test_no_fine_needs_no_bank_and_no_hearing_no_period(report):
    decision = {key: PAPERS["penalty_decision"][key] for key in KINDS["penalty_decision"].required}
    decision |= {"penalties": ["警告"]}
    services.issue_notice(
        "penalty_decision", subject=report, context=decision, actor=None, agency=agency(), on=ON
    )
    prior = {**PAPERS["penalty_prior_notice"], "hearing_right": False, "proposed_penalties": ["警告"]}
    del prior["hearing_period"], prior["hearing_ways"]
    services.issue_notice(
        "penalty_prior_notice", subject=report, context=prior, actor=None, agency=agency(), on=ON
    )


def test_key_that_the_kind_does_not_know_is_a_fault(report):
    """A name cannot slip onto a paper: there is no key for it."""
    with pytest.raises(UnknownContents, match="reporter_name"):
        issue(report, reporter_name="甄举报")
    with pytest.raises(UnknownContents, match="number"):
        issue(report, number="涪应急罚〔2026〕1号")


@pytest.mark.parametrize(
    "facts",
    [
        "经查，根据群众的举报，发现缺少护栏。",
        "接到匿名举报后，本机关进行了检查。",
        "见JB-2026-000042。",
        "据举报，该厂违法。",
    ],
)
def test_paper_for_the_party_does_not_give_a_report_away(report, facts):
    with pytest.raises(RevealsReport):
        issue(report, "penalty_decision", facts=facts)
    issue(report, "result", facts=facts)
    with pytest.raises(RevealsReport):
        services.issue_notice(
            "result",
            subject=report,
            context={**PAPERS["result"], "facts": facts},
            actor=None,
            agency=agency(),
            audience=Audience.INTERNAL,
        )


def test_unlawful_retaliation_against_a_reporter_can_be_named_as_a_violation(report):
    """Article 54: the words of the law are not the trace of a report."""
    issue(report, "penalty_decision", facts="你单位未建立事故隐患举报奖励制度。")


def test_character_that_no_font_holds_is_refused_before_a_number_is_taken(report):
    with pytest.raises(GlyphMissing):
        issue(report, matter="火灾🔥")
    with pytest.raises(GlyphMissing):
        issue(report, matter="nul \x00")
    assert not Notice.objects.exists()


def test_numbers_run_without_gaps_per_agency_form_and_year(report):
    numbers = [issue(report).number for _time in range(3)]
    numbers.append(issue(report, "penalty_decision").number)
    numbers.append(issue(report, on=datetime.date(2027, 1, 4)).number)
    other = services.issue_notice(
        "acceptance", subject=report, context=PAPERS["acceptance"], actor=None, agency=agency("police"), on=ON
    )
    assert [*numbers, other.number] == [
        "涪应急举受〔2026〕1号",
        "涪应急举受〔2026〕2号",
        "涪应急举受〔2026〕3号",
        "涪应急罚〔2026〕1号",
        "涪应急举受〔2027〕1号",
        "涪公举受〔2026〕1号",
    ]


def test_rolled_back_move_gives_its_number_back(report):
    issue(report)

    def moves_and_fails():
        assert issue(report).serial == 2
        raise RuntimeError

    with pytest.raises(RuntimeError), transaction.atomic():
        moves_and_fails()
    assert issue(report).serial == 2
    assert sorted(Notice.objects.values_list("serial", flat=True)) == [1, 2]


def test_database_refuses_a_number_twice(report):
    first, second = issue(report), issue(report)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(pk=second.pk).update(serial=first.serial)


def test_printing_twice_changes_nothing(report):
    notice = issue(report)
    deliver_pending()
    entry = LogEntry.objects.get(subject_label="notices.notice", subject_id=notice.pk, move="issue")
    first = Notice.objects.get(pk=notice.pk)
    print_issued(entry)
    second = Notice.objects.get(pk=notice.pk)
    assert (first.path, first.pdf_sha256, first.rendered_at) == (
        second.path,
        second.pdf_sha256,
        second.rendered_at,
    )
    folder = Path(default_storage.path(first.path)).parent
    assert [file.name for file in folder.iterdir()] == [Path(first.path).name]


def test_two_workers_at_once_print_one_paper(report):
    notice, slower = issue(report), None
    slower = Notice.objects.get(pk=notice.pk)
    services.print_notice(notice, draw=lambda kind, context: b"%PDF-")
    services.print_notice(slower, draw=lambda kind, context: b"%PDF-")
    assert selectors.read_file(Notice.objects.get(pk=notice.pk)) == b"%PDF-"
    assert (
        LogEntry.objects.filter(subject_label="notices.notice", subject_id=notice.pk, move="render").count()
        == 1
    )


def test_failed_printing_is_a_visible_state_and_can_be_tried_again(report, desk):
    notice = issue(report)
    services.print_notice(notice, draw=failing)
    notice = Notice.objects.get(pk=notice.pk)
    assert (notice.state, notice.failure, notice.path) == ("failed", "The printer is on fire.", "")
    services.retry_notice(notice, actor=desk)
    assert (notice.state, notice.failure) == ("issued", "")
    deliver_pending()
    printed = Notice.objects.get(pk=notice.pk)
    assert printed.state == "rendered"
    assert (printed.number, printed.context) == (notice.number, notice.context)


def test_unforeseen_fault_says_its_kind_and_no_word_of_the_contents(report):
    notice = issue(report)

    def breaks(_kind, context):
        raise ValueError(context["matter"])

    services.print_notice(notice, draw=breaks)
    failure = Notice.objects.get(pk=notice.pk).failure
    assert "ValueError" in failure
    assert PAPERS["acceptance"]["matter"] not in failure


def test_a_full_disk_leaves_no_half_written_file_and_is_no_fault_of_the_paper(report, monkeypatch):
    notice = issue(report)

    def full(_handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("os.fsync", full)
        with pytest.raises(PartAway):
            services.print_notice(notice, draw=lambda kind, context: b"%PDF-")
    assert Notice.objects.get(pk=notice.pk).state == "issued", (
        "the worker tries again, and nobody has to press"
    )
    assert [file for file in Path(default_storage.path("notices")).rglob("*") if file.is_file()] == []
    services.print_notice(notice, draw=lambda kind, context: b"%PDF-")
    assert Notice.objects.get(pk=notice.pk).state == "rendered"


def test_a_full_disk_while_it_is_drawn_is_no_fault_of_the_paper_either(report):
    notice = issue(report)

    def full(_kind, _context):
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(PartAway):
        services.print_notice(notice, draw=full)
    assert Notice.objects.get(pk=notice.pk).state == "issued"


def test_a_bucket_that_does_not_answer_is_no_fault_of_the_paper(report, settings, desk):
    printed, waiting = issue(report), issue(report)
    services.print_notice(printed, draw=lambda kind, context: b"%PDF-")
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # and listens to nobody
        bucket = {
            "bucket_name": "papers",
            "endpoint_url": f"http://127.0.0.1:{nobody.getsockname()[1]}",
            "access_key": "x",
            "secret_key": "x",
        }
        store = {"BACKEND": "config.bucket.PapersBucket", "OPTIONS": bucket}
        settings.STORAGES = {**settings.STORAGES, "default": store}
        with pytest.raises(PartAway):
            services.print_notice(waiting, draw=lambda kind, context: b"%PDF-")
        answer = browser(desk).get(f"{printed.get_absolute_url()}download/")
    assert Notice.objects.get(pk=waiting.pk).state == "issued"
    assert answer.status_code == 503
    assert "does not answer" in answer.content.decode()


def test_contents_changed_behind_the_back_are_not_printed(report):
    notice = issue(report)
    Notice.objects.filter(pk=notice.pk).update(context={**notice.context, "due_on": "2030-01-01"})
    deliver_pending()
    notice = Notice.objects.get(pk=notice.pk)
    assert notice.state == "failed"
    assert "no longer the one that was issued" in notice.failure


def test_changed_or_lost_file_is_not_handed_out(report):
    notice = issue(report)
    services.print_notice(notice, draw=lambda kind, context: b"%PDF-")
    Path(default_storage.path(notice.path)).write_bytes(b"%PDF-other")
    with pytest.raises(FileChanged):
        selectors.read_file(notice)
    Path(default_storage.path(notice.path)).unlink()
    with pytest.raises(FileChanged):
        selectors.read_file(notice)


def test_leader_voids_a_paper_with_a_reason_and_the_number_stays_taken(report, leader, desk):
    notice = issue(report)
    with pytest.raises(MoveRefused, match="Only a leader"):
        services.void_notice(notice, actor=desk, note="wrong unit")
    with pytest.raises(PaperRefused, match="Say why"):
        services.void_notice(notice, actor=leader, note=" ")
    services.void_notice(notice, actor=leader, note="wrong unit")
    assert notice.state == "voided"
    entry = LogEntry.objects.get(subject_label="notices.notice", subject_id=notice.pk, move="void")
    assert entry.note.text == "wrong unit"
    assert issue(report).serial == 2


def test_paper_voided_before_it_was_printed_stays_void_and_leaves_no_file(report, leader):
    notice = issue(report)
    other = Notice.objects.get(pk=notice.pk)

    def slow(_kind, _context):
        services.void_notice(other, actor=leader, note="wrong unit")
        return b"%PDF-"

    services.print_notice(notice, draw=slow)
    assert Notice.objects.get(pk=notice.pk).state == "voided"
    assert [file for file in Path(default_storage.path("notices")).rglob("*") if file.is_file()] == []


def test_void_paper_cannot_be_printed_or_voided_again(report, leader, desk):
    notice = issue(report)
    services.void_notice(notice, actor=leader, note="wrong unit")
    with pytest.raises(StalePage):
        services.void_notice(notice, actor=leader, note="again")
    with pytest.raises(StalePage):
        services.retry_notice(notice, actor=desk)


def test_annulled_move_takes_its_papers_with_it(report):
    before = issue(report)
    since = record(report, "accept", actor=None)
    after, result = issue(report), issue(report, "result")
    withdrawn = services.void_notices_of(report, since=since, kinds=("acceptance",), reason="annulled")
    assert withdrawn == [after]
    states = dict(Notice.objects.values_list("pk", "state"))
    assert states == {before.pk: "issued", after.pk: "voided", result.pk: "issued"}


def test_new_version_supersedes_the_old_one(report, desk):
    old = issue(report)
    new = services.issue_notice(
        "acceptance",
        subject=report,
        context=PAPERS["acceptance"],
        actor=desk,
        agency=agency(),
        supersedes=old,
    )
    assert Notice.objects.get(pk=old.pk).state == "superseded"
    assert new.supersedes == old
    assert new.number != old.number


def test_money_is_frozen_as_text_with_two_places(report):
    assert issue(report, "reward_notice", amount=Decimal("3000")).context["amount"] == "3000.00"
