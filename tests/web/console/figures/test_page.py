"""The page of figures, held against what was worked out by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest

from audit.store import tallies
from audit.store.tables import Role
from tests.audit.store.invented_leads import Invented
from tests.web.console.figures.conftest import put_all, site_for, table
from tests.web.console.staff import signed_in
from tests.web.quiz.browser import Browser, Page, words
from web.offered import first_offered

SVG = "{http://www.w3.org/2000/svg}"
STATUS = "Likely recoverable dollars a year, by status"
LEAK = "Likely recoverable dollars a year, by leak"
OWNER = "Likely recoverable dollars a year, by owner"


def count_views(site, *sources, day=date(2026, 3, 10)):
    with site.app.app_context():
        head = first_offered().head
    with site.services.database.writing() as session:
        for source in sources:
            tallies.count(session, day, tallies.START_PAGE, head.name, head.version, source)


def test_finished_audits_stand_by_status_with_what_they_add_up_to(filled, figures):
    page = figures()

    # 100,000 + 50,000 + 30,000 + 20,000 + 1,000; to two significant digits
    assert "5 finished audits in dollars. Their likely recoverable amounts add up to $200,000 a year." in page.words
    assert table(page, STATUS) == [
        ["New", "1", "$20,000", "10%"],
        ["Attempting", "0", "$0", "0%"],
        ["Contacted", "2", "$80,000", "40%"],
        ["Qualified", "1", "$100,000", "50%"],
        ["Unqualified", "0", "$0", "0%"],
        ["Not a fit: the audit said no", "1", "$1,000", "0%"],
        ["All", "5", "$200,000", "100%"],
    ]


def test_leaks_and_owners_stand_with_the_largest_first(filled, figures):
    page = figures()

    assert table(page, LEAK) == [
        ["The calls", "4", "$120,000", "58%"],  # 116,000 of 201,000
        ["The quotes", "3", "$85,000", "42%"],
        ["All", "–", "$200,000", "100%"],
    ]
    assert table(page, OWNER) == [
        ["Ada Lindqvist", "2", "$150,000", "75%"],
        ["Bram Castell", "2", "$31,000", "15%"],
        ["Nobody yet", "1", "$20,000", "10%"],
        ["All", "5", "$200,000", "100%"],
    ]


def test_each_currency_has_figures_of_its_own(filled, figures):
    page = figures()
    assert "1 finished audit in euros. Its likely recoverable amount is €80,000 a year." in page.words
    assert table(page, "Likely recoverable euros a year, by leak")[0] == ["The calls", "1", "€80,000", "100%"]


def test_the_funnel_has_every_step_with_its_shares(filled, figures):
    count_views(filled, *["letter"] * 12, *[""] * 8)
    page = figures()

    assert table(page, "How far people come") == [
        ["Saw the start page", "20", "–", "–"],
        ["Pressed Start", "10", "50%", "50%"],
        ["Gave a first answer", "8", "40%", "80%"],
        ["Saw their result", "6", "30%", "75%"],
        ["Gave a mail address", "4", "20%", "67%"],
        ["Opened the PDF", "3", "15%", "75%"],
    ]


def test_sources_and_playbook_versions_stand_beside_each_other(filled, figures):
    count_views(filled, *["letter"] * 12, *[""] * 8, tallies.OTHER)
    page = figures()
    with filled.app.app_context():
        head = first_offered().head

    assert table(page, "How far people come by source") == [
        # views, start, first answer, result, mail, opened, results of views
        ["letter", "12", "5", "4", "3", "2", "2", "25%"],
        ["No source named", "8", "5", "4", "3", "2", "1", "38%"],
        ["Unknown sources", "1", "0", "0", "0", "0", "0", "0%"],
    ]
    assert table(page, "How far people come by playbook") == [
        [f"{head.name} {head.version}", "21", "8", "6", "5", "3", "2", "24%"],
        [f"{head.name} 0.9.0", "0", "2", "2", "1", "1", "1", "50%"],
    ]


def test_questions_stand_in_their_order_with_drop_off_and_seconds(site, figures):
    with site.app.app_context():
        playbook = first_offered()
    first, second = playbook.questions[0], playbook.questions[1]
    answers = [(10.0, 70.0), (20.0, None), (30.0, 90.0), (None, None)]
    put_all(site, [Invented(seconds={second.key: late, first.key: early}) for early, late in answers[:3]])
    page = figures()

    assert table(page, f"The questions of {playbook.head.name}") == [
        # reached, answered, left, drop-off, half within, nine in ten within
        [f"1. {first.title}", "3", "3", "0", "0%", "20 s", "30 s"],
        [f"2. {second.title}", "3", "2", "1", "33%", "1 min 20 s", "1 min 30 s"],
    ]


def test_a_question_that_the_playbook_has_no_more_stands_last_by_its_key(filled, figures):
    with filled.app.app_context():
        name = first_offered().head.name
    assert [row[0] for row in table(figures(), f"The questions of {name}")] == ["1. calls", "2. industry"]


def test_every_picture_is_told_in_words_and_stands_beside_its_table(filled, figures):
    page = figures()
    pictures = page.all(f"{SVG}svg")
    assert len(pictures) == len(page.all("table")) == 11
    for picture in pictures:
        title = next(picture.iter(f"{SVG}title"))
        assert picture.get("role") == "img"
        assert title.get("id") in picture.get("aria-labelledby").split()
        assert len(title.text) > 40
        assert not any(part.get("style") for part in picture.iter())
    assert all(one.find("caption") is not None for one in page.all("table"))


def test_nothing_on_it_names_a_company_or_its_people(filled, figures):
    said = figures().response.text
    for name in ("Northwind Trading", "Pat Reyes", "pat@", "invented-"):
        assert name not in said


def test_sample_companies_are_left_out_until_they_are_asked_for(filled, figures):
    assert "Sample companies are left out." in figures().words
    page = figures(samples="1")
    assert "Sample companies are counted in." in page.words
    assert ["All", "6", "$1,200,000", "100%"] in table(page, STATUS)


def test_days_without_anything_are_said_to_be_so(site, figures):
    page = figures(period="7")
    assert "No audit was finished in these days." in page.words
    assert "No response clock started in these days." in page.words
    assert "Nobody saw the start page and no audit was begun in these days." in page.words
    assert page.all(f"{SVG}svg") == page.all("table") == []


def test_a_filter_that_leaves_nothing_says_that_it_is_the_filter(filled, figures):
    page = figures(source="nowhere")
    assert page.status == 200
    assert "No audit was finished in these days, with these filters." in page.words
    assert [one.get("value") for one in page.all("option") if one.get("selected") is not None] == ["nowhere"]


def test_figures_keep_to_a_source_a_playbook_and_its_version(filled, figures):
    with filled.app.app_context():
        name = first_offered().head.name
    wholes = {
        "letter": figures(source="letter"),
        "none": figures(source="(none)"),
        "all versions": figures(playbook=name),
        "new": figures(playbook=f"{name} 0.9.0"),
    }
    assert {what: table(page, STATUS)[-1][1:3] for what, page in wholes.items()} == {
        "letter": ["2", "$150,000"],
        "none": ["3", "$51,000"],
        "all versions": ["5", "$200,000"],
        "new": ["1", "$50,000"],
    }


def test_the_links_to_other_periods_keep_the_filters(filled, figures):
    links = figures(period="7", source="letter", samples="1").links()
    assert links["Last 90 days"] == "/console/figures?period=90&source=letter&samples=1"


def test_a_name_with_markup_stays_text(site, figures):
    put_all(site, [Invented(({"calls": 1_000},), source='"><script>alert(1)</script>', seconds={"calls": 9.0})])
    page = figures()
    assert table(page, "How far people come by source")[0][0] == '"><script>alert(1)</script>'
    assert all(script.text is None for script in page.all("script"))


def test_a_long_tail_of_sources_is_one_row(site, figures):
    put_all(site, [Invented(({"calls": 1_000},), source="letter", seconds={"calls": 9.0})])
    count_views(site, *[f"source {number:02}" for number in range(25)])
    rows = table(figures(), "How far people come by source")
    assert [rows[0][0], rows[19][0]] == ["letter", "source 18"]
    assert rows[20:] == [["6 smaller ones", "6", "0", "0", "0", "0", "0", "0%"]]


@pytest.fixture
def new_york(sqlite_url, tmp_path):
    made = site_for(sqlite_url, tmp_path, business_time_zone="America/New_York")
    yield made
    made.services.database.close()


def test_days_are_the_days_of_the_team(new_york):
    # Finished at 23:02 on March 9 in New York, which is March 10 in Greenwich; views count by the same days.
    late = datetime(2026, 3, 10, 3, tzinfo=UTC)
    put_all(new_york, [Invented(({"calls": 1_000},), started=late, seconds={"calls": 9.0})])
    new_york.clock.now = late
    Browser(new_york.client()).open("/")
    client = signed_in(new_york, Role.AUTHOR)
    pages = [Page(client.get(f"/console/figures?from=2026-03-{day}&to=2026-03-{day}")) for day in ("09", "10")]
    ninth, tenth = pages
    assert "Mar 9, 2026, by the days of America/New_York." in ninth.words
    assert [row[1] for row in table(ninth, "How far people come")] == ["1", "1", "1", "1", "0", "0"]
    assert "Nobody saw the start page" in tenth.words
    assert "No audit was finished in these days." in tenth.words


def test_the_day_on_which_clocks_are_put_forward_has_its_23_hours(new_york):
    # March 8, 2026 in New York: from 05:00 to 04:00 UTC of the next day.
    start = datetime(2026, 3, 8, 5, tzinfo=UTC)
    moments = [
        start - timedelta(seconds=1),
        start,
        start + timedelta(hours=23, seconds=-1),
        start + timedelta(hours=23),
    ]
    put_all(new_york, [Invented(started=moment) for moment in moments])
    page = Page(signed_in(new_york, Role.AUTHOR).get("/console/figures?from=2026-03-08&to=2026-03-08"))
    assert table(page, "How far people come")[1][1] == "2"


def test_what_is_wrong_with_the_days_is_said_and_nothing_typed_is_lost(filled, figures):
    page = figures(**{"from": "2026-03-12", "to": "2026-03-01", "source": "letter"})
    assert page.status == 422
    assert "The last day has to come after the first." in page.words
    assert [page.by_id(name).get("value") for name in ("from", "to")] == ["2026-03-12", "2026-03-01"]
    assert page.by_id("to").get("aria-invalid") == "true"
    assert page.title.startswith("Error: ")
    assert words(next(one for one in page.all("option") if one.get("selected") is not None)) == "letter"


@pytest.mark.parametrize("role", Role)
def test_everybody_who_is_signed_in_may_look(site, role):
    assert signed_in(site, role).get("/console/figures").status_code == 200


def test_nobody_else_may(site):
    assert site.client().get("/console/figures").status_code == 303
