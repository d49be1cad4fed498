"""What if a number were another one: seen beside today's result, stored only when somebody keeps it."""

from sqlalchemy import select

from audit.store.tables import AccessEntry, AnswerRow, AssumptionRow, Revision, Table
from tests.web.quiz.browser import Browser, words
from web.console.call.what_if import MEANWHILE

WHAT_IF = "/console/leads/plumber/what-if"
KEEP = f"{WHAT_IF}/keep"


def filled(page) -> dict[str, str]:
    """Everything that the form would send as it stands."""
    typed = {one.get("name"): one.get("value", "") for one in page.inputs()}
    chosen = {
        select.get("name"): option.get("value", "")
        for select in page.all("select")
        for option in select.iter("option")
        if option.get("selected") is not None
    }
    return {**typed, **chosen}


def look(browser: Browser, page=None, to: str = WHAT_IF, **changes: str):
    page = page or browser.open(WHAT_IF)
    fields = {name.replace("_at_", "-"): value for name, value in changes.items()}
    return browser.send(page, {**filled(page), **fields}, to=to)


def content(site) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the access log, which notes each look."""
    tables = [table for table in Table.metadata.sorted_tables if table.name != "access_log"]
    with site.services.database.reading() as session:
        return {table.name: [tuple(row) for row in session.execute(select(table))] for table in tables}


def test_the_numbers_that_move_it_most_stand_first_with_the_published_figure(rep, plumber):
    page = rep.open(WHAT_IF)
    first = page.all("fieldset")[0]
    assert words(first).startswith(
        "Numbers that move it most Left of one more job after its own costs Published: 30% to 55%, likely 42%"
    )
    assert page.by_id("answer-job_value").get("value") == "420"


def test_another_number_is_worked_out_beside_today_and_nothing_is_stored(rep, plumber, site):
    shown = rep.open(WHAT_IF)
    before = content(site)
    page = look(rep, shown, number_at_job_margin="60 %")
    assert page.status == 200
    assert page.response.request.query_string == b""
    assert "higher than before" in page.words
    assert (
        "Left of one more job after its own costs before: 30% to 55%, likely 42% → now: own number: 60%" in page.words
    )
    assert page.by_id("number-job_margin").get("value") == "60 %"
    assert content(site) == before


def test_another_answer_is_worked_out_too(rep, plumber):
    page = look(rep, answer_at_missed_calls_per_week="none")
    assert "lower than before" in page.words
    chosen = [
        one.get("value")
        for one in page.by_id("answer-missed_calls_per_week").iter("option")
        if "selected" in one.attrib
    ]
    assert chosen == ["none"]


def test_a_form_as_it_is_moves_nothing(rep, plumber):
    page = look(rep)
    assert "The likely total stays at" in page.words
    assert "Keep this" not in page.words


def test_what_is_wrong_is_said_at_each_field_and_all_is_kept(rep, plumber):
    page = look(rep, number_at_job_margin="lots", answer_at_job_value="", number_at_new_callers="20 %")
    assert page.status == 422
    assert {link.get("href") for link in page.by_class("error-summary")[0].iter("a")} == {
        "#number-job_margin",
        "#answer-job_value",
    }
    assert "Left of one more job after its own costs: Write a number" in words(page.by_class("error-summary")[0])
    assert page.by_id("number-job_margin").get("value") == "lots"
    assert page.by_id("number-new_callers").get("value") == "20 %"


def test_a_choice_that_is_none_is_refused(rep, plumber):
    page = look(rep, answer_at_quote_days="yesterday")
    assert page.status == 422
    assert "Choose one of the answers." in page.words


def test_an_answer_that_opens_a_question_is_corrected_on_its_own_page(rep, desk):
    desk.finished("architects", "mid_market", "alder_row_architects")
    address = "/console/leads/architects/what-if"
    page = look(rep, rep.open(address), to=address, answer_at_industry="b2b")
    assert page.status == 422
    assert "leads to another question, “Days until a quote is out”" in page.words


def test_keeping_it_makes_a_result_like_a_correction(rep, plumber, store):
    page = look(rep, number_at_job_margin="60 %", answer_at_job_value="520")
    page = look(rep, page, to=KEEP)
    assert page.path == "/console/leads/plumber/compare"
    assert store.row(AssumptionRow).given == "60 %"
    assert store.row(AnswerRow, question="job_value").given == "520"
    newest = store.row(Revision, number=2)
    assert newest.made_by_id is not None
    assert newest.changed == "job_value,job_margin"


def test_an_emptied_box_goes_back_to_the_published_figure(rep, plumber, store):
    look(rep, to=KEEP, number_at_job_margin="60 %")
    page = rep.open(WHAT_IF)
    assert page.by_id("number-job_margin").get("value") == "60 %"
    look(rep, page, to=KEEP, number_at_job_margin="")
    assert store.count(AssumptionRow) == 0
    assert store.row(Revision, number=3).changed == "job_margin"


def test_keeping_what_is_out_of_date_is_told_first(rep, plumber, store):
    page = look(rep, number_at_job_margin="60 %")
    look(rep, to=KEEP, answer_at_job_value="520")
    again = look(rep, page, to=KEEP)
    assert again.status == 409
    assert MEANWHILE in again.words
    assert again.by_id("number-job_margin").get("value") == "60 %"
    assert store.count(Revision) == 2


def test_without_a_result_there_is_no_what_if(rep, desk):
    desk.begun("half", "home_services", jobs_per_month="40")
    assert rep.open("/console/leads/half/what-if").path == "/console/leads/half"


def test_who_may_only_look_may_try_numbers_and_keep_none(viewer, plumber, store):
    page = look(viewer, number_at_job_margin="60 %")
    assert "higher than before" in page.words
    assert "Keep this" not in page.words
    assert viewer.client.post(KEEP, data={**page.hidden(), **filled(page)}).status_code == 403
    assert store.count(Revision) == 1


def test_trying_numbers_is_noted_without_them(rep, plumber, store, site):
    look(rep, number_at_job_margin="60 %")
    with site.services.database.reading() as session:
        entries = session.scalars(select(AccessEntry)).all()
    assert [(one.action, one.subject, one.detail) for one in entries] == 2 * [
        ("tried numbers on a lead", "plumber", {})
    ]
