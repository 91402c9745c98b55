"""The rooms across floors: who may enter, what stands in them."""

import pytest

from accounts.models import Duty
from reports.models import Report
from tests import factories
from tests.desk.builders import text_of
from tests.factories import browser, case_in, listing_in, penalty_in, report_in, reward_in, superuser, the
from vault.sessions import COOKIES
from workflow.models import LogEntry

pytestmark = pytest.mark.django_db

CASE_DUTIES = {Duty.LEADER, Duty.REVIEWER, Duty.INVESTIGATOR}
SEEKERS = CASE_DUTIES | {Duty.DESK, Duty.FINANCE, Duty.REWARDS, Duty.CASHIER, Duty.SUPERVISION}
ROOMS = {
    "/desk/": set(Duty),
    "/desk/reports/": {Duty.DESK, Duty.LEADER, Duty.SUPERVISION},
    "/desk/cases/": CASE_DUTIES | {Duty.SUPERVISION},
    "/desk/sanctions/": CASE_DUTIES | {Duty.FINANCE, Duty.CHAIR},
    "/desk/sanctions/listings/": CASE_DUTIES,
    "/desk/rewards/": {Duty.REWARDS, Duty.FINANCE, Duty.CASHIER},
    "/desk/search/": SEEKERS,
    "/desk/ties/": set(Duty),
    "/desk/log/": {Duty.AUDITOR},
    "/desk/people/": {Duty.ADMIN},
}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_opens_for_its_duties_and_is_not_there_for_others(room):
    for duty in Duty:
        expected = 200 if duty in ROOMS[room] else 404
        assert browser(the(duty)).get(room).status_code == expected, duty
    assert browser(superuser()).get(room).status_code == (200 if ROOMS[room] == set(Duty) else 404)
    assert browser(None).get(room).url == f"/desk/login/?next={room}"


def test_the_frame_names_only_the_rooms_that_open():
    page = text_of(browser(the(Duty.CASHIER)).get("/desk/"))
    for room, duties in ROOMS.items():
        if room not in {"/desk/", "/desk/sanctions/listings/"}:
            assert (f'"{room}"' in page) == (Duty.CASHIER in duties), room


# ---- Signing in ------------------------------------------------------------------------------------------------
def sign_in(username, password, **more):
    client = browser(None)
    return client, client.post("/desk/login/", {"username": username, "password": password, **more})


def test_signing_in_unlocks_the_key_and_signing_out_forgets_it():
    the(Duty.DESK)
    client, response = sign_in("desk1", factories.PASSWORD)
    assert response.status_code == 302
    assert response.url == "/desk/"
    assert client.cookies[COOKIES["staff"]].value
    assert client.get("/desk/logout/").status_code == 405
    assert client.post("/desk/logout/").url == "/desk/login/"
    assert not client.cookies[COOKIES["staff"]].value
    assert client.get("/desk/").status_code == 302


def test_the_first_sign_in_makes_the_key():
    user = factories.person("fresh", Duty.DESK, has_key=False)
    _client, response = sign_in("fresh", factories.PASSWORD)
    assert response.status_code == 302
    assert user.vault_keys.count() == 1


@pytest.mark.parametrize(("username", "password"), [("desk1", "wrong"), ("nobody", "wrong")])
def test_a_wrong_password_and_an_unknown_name_get_the_same_sentence(username, password):
    the(Duty.DESK)
    _client, response = sign_in(username, password)
    assert response.status_code == 400
    assert text_of(response).count("do not fit together") == 1
    assert password not in text_of(response)
    assert f'value="{username}"' in text_of(response)


def test_a_password_set_anew_leaves_the_key_locked_and_says_so():
    user = the(Duty.DESK)
    user.set_password("another long password")
    user.save()
    client, response = sign_in("desk1", "another long password")
    assert response.status_code == 302
    assert "Your key is locked." in text_of(client.get(response.url))


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("/desk/reports/", "/desk/reports/"),
        ("https://elsewhere.example/", "/desk/"),
        ("//elsewhere.example", "/desk/"),
    ],
)
def test_signing_in_leads_on_within_the_site_only(wanted, expected):
    the(Duty.DESK)
    _client, response = sign_in("desk1", factories.PASSWORD, next=wanted)
    assert response.url == expected


# ---- Lists -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("build", "room", "duty"),
    [
        (report_in, "/desk/reports/", Duty.DESK),
        (case_in, "/desk/cases/", Duty.LEADER),
        (penalty_in, "/desk/sanctions/", Duty.LEADER),
        (listing_in, "/desk/sanctions/listings/", Duty.LEADER),
        (reward_in, "/desk/rewards/", Duty.REWARDS),
    ],
)
def test_a_list_is_filtered_by_state_and_searched_by_reference(build, room, duty):
    file, other = build(), build()
    client = browser(the(duty))
    for query in ({}, {"state": file.state}, {"q": file.reference.lower()}):
        assert file.reference in text_of(client.get(room, query)), query
    assert other.reference not in text_of(client.get(room, {"q": file.reference}))
    assert file.reference not in text_of(
        client.get(room, {"state": "cancelled" if room != "/desk/reports/" else "closed"})
    )
    assert client.get(room, {"state": "nonsense"}).status_code == 400
    assert client.get(room, {"page": "999", "q": "%_'\\"}).status_code == 200


def test_a_list_is_searched_by_the_units_name_and_code():
    unit = factories.unit("白石滩精细化工有限公司（虚构）")
    report, other = report_in(about=unit), report_in()
    client = browser(the(Duty.DESK))
    for text in ("白石滩", unit.uscc):
        page = text_of(client.get("/desk/reports/", {"q": text}))
        assert report.reference in page
        assert other.reference not in page


def test_a_list_costs_the_same_queries_for_one_row_and_for_fifty(django_assert_max_num_queries):
    unit = factories.unit()
    factories.file_report(about=unit)
    client = browser(the(Duty.DESK))
    client.get("/desk/reports/")
    # Session, person, duties, delegations, ties, files they are kept away from, count, rows, clocks.
    with django_assert_max_num_queries(9):
        client.get("/desk/reports/")
    for _number in range(49):
        factories.file_report(about=unit)
    with django_assert_max_num_queries(9):
        page = client.get("/desk/reports/")
    assert len(page.context["rows"]) == 25
    assert page.context["page"].paginator.total == "50"


def test_a_count_ends_at_its_cap(monkeypatch):
    monkeypatch.setattr("workflow.views.COUNT_CAP", 3)
    unit = factories.unit()
    for _number in range(5):
        factories.file_report(about=unit)
    assert "3+ in all" in text_of(browser(the(Duty.DESK)).get("/desk/reports/"))


# ---- Search and units ------------------------------------------------------------------------------------------
def test_a_reference_leads_to_its_file_and_a_foreign_one_to_nothing():
    case = case_in("investigating")
    assert (
        browser(the(Duty.LEADER)).get("/desk/search/", {"q": case.reference}).url == case.get_absolute_url()
    )
    foreign = browser(the(Duty.DESK)).get("/desk/search/", {"q": case.reference})
    assert foreign.status_code == 200
    assert "Nothing that you may see fits." in text_of(foreign)


def test_a_search_by_unit_shows_what_the_person_may_see():
    case = case_in("investigating")
    name = case.unit.name
    desk = text_of(browser(the(Duty.DESK)).get("/desk/search/", {"q": name}))
    assert case.report.reference in desk
    assert case.reference not in desk
    reviewer = text_of(browser(the(Duty.REVIEWER)).get("/desk/search/", {"q": name}))
    assert case.reference in reviewer
    assert case.report.reference not in reviewer


def test_a_units_page_shows_the_files_that_the_person_may_see():
    case = case_in("investigating")
    url = f"/desk/units/{case.unit.uscc}/"
    assert case.report.reference in text_of(browser(the(Duty.DESK)).get(url))
    assert case.reference in text_of(browser(the(Duty.REVIEWER)).get(url))
    assert case.report.reference not in text_of(browser(the(Duty.FINANCE)).get(url))
    assert browser(the(Duty.ADMIN)).get(url).status_code == 404
    assert browser(the(Duty.DESK)).get("/desk/units/nothing/").status_code == 404


# ---- The stage rail --------------------------------------------------------------------------------------------
def test_the_rail_links_what_the_person_may_see():
    reward = reward_in("assessed")
    case = reward.case
    leader = text_of(browser(the(Duty.LEADER)).get(case.get_absolute_url()))
    for file in (case.report, reward.penalty):
        assert f'href="{file.get_absolute_url()}"' in leader
    assert reward.reference not in leader, "a leader sees no reward"
    finance = text_of(browser(the(Duty.FINANCE)).get(reward.get_absolute_url()))
    assert f'href="{reward.penalty.get_absolute_url()}"' in finance
    assert case.reference not in finance


# ---- The log and people ----------------------------------------------------------------------------------------
def test_the_auditor_reads_the_log_in_sentences_and_no_note():
    report = report_in()
    factories.reports.accept_report(report, actor=the(Duty.DESK), note="举报人是甄某")
    client = browser(the(Duty.AUDITOR))
    page = text_of(client.get("/desk/log/"))
    assert page.index("The report was accepted.") < page.index("The report arrived.")
    assert "desk1" in page
    assert "the reporter" in page
    assert "举报人是甄某" not in page
    other = report_in()
    page = text_of(client.get("/desk/log/", {"reference": other.reference.lower()}))
    assert other.reference in page
    assert report.reference not in page
    for odd in ("JB-2026-999999", "nonsense", "JB-9999-000001"):
        assert "No entry fits." in text_of(client.get("/desk/log/", {"reference": odd}))


def test_the_log_costs_the_same_queries_however_many_entries(django_assert_num_queries):
    report_in("accepted")
    client = browser(the(Duty.AUDITOR))
    client.get("/desk/log/")
    with django_assert_num_queries(11 + kinds_in_the_log()):
        client.get("/desk/log/")
    reward_in("paid")
    assert LogEntry.objects.count() > 20
    with django_assert_num_queries(11 + kinds_in_the_log()):
        client.get("/desk/log/")


def kinds_in_the_log():
    """Count the kinds of files: the references of each are one query."""
    return LogEntry.objects.values("subject_label").distinct().count()


def test_every_event_has_a_sentence():
    from django.apps import apps

    from desk.wording import OF_ANY_FILE, SENTENCES
    from workflow.events import all_events
    from workflow.models import Subject

    machines = [model for model in apps.get_models() if issubclass(model, Subject)]
    moves = {
        f"{model.label()}.{transition.name}"
        for model in machines
        for transition in model._meta.get_field("state").get_all_transitions(model)
    }
    said = {event for event in all_events() if event.rpartition(".")[2] in OF_ANY_FILE}
    assert not (moves | all_events()) - set(SENTENCES) - said


def test_the_administrator_reads_who_holds_which_duty_and_sees_no_file():
    report = report_in()
    client = browser(the(Duty.ADMIN))
    page = text_of(client.get("/desk/people/"))
    assert "Intake desk" in page
    assert "重庆市涪陵区应急管理局" in page
    assert client.get(report.get_absolute_url()).status_code == 404


def test_a_superuser_flag_opens_nothing():
    boss = superuser()
    files = [report_in("accepted"), case_in("investigating"), penalty_in(), listing_in(), reward_in()]
    for file in files:
        assert browser(boss).get(file.get_absolute_url()).status_code == 404
    assert Report.objects.count() >= 5


def test_a_failed_paper_is_printed_again_from_the_page_of_its_file():
    report = report_in("accepted")
    from notices.models import Notice

    Notice.objects.filter(subject_id=report.pk).update(state="failed", failure="纸面无法打印。")
    desk = browser(the(Duty.DESK))
    page = text_of(desk.get(report.get_absolute_url()))
    notice = Notice.objects.get(subject_id=report.pk)
    retry = f"/desk/notices/{notice.reference}/retry/"
    assert f'action="{retry}"' in page
    assert "纸面无法打印。" in page
    assert desk.post(retry).status_code == 302
    assert Notice.objects.get(pk=notice.pk).state == "issued"
