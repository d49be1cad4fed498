"""The result page: every state of a result, as valid HTML that says what the record says."""

from dataclasses import replace

import pytest

from audit.findings import Company
from reports.wording import Wording, whole_percents
from tests.journeys.companies import playbook_of
from tests.reports import sample_audits
from tests.web.quiz.browser import words
from tests.web.results.site import record_of, sample_record

US = Wording("en_US", "USD")


def typed(audit):
    """The audit as a playbook can hold it: no text has control characters in it."""
    return replace(audit, company=Company("Your company"))


SAMPLES = {
    "full": sample_audits.full_audit,
    "tie": sample_audits.tie_audit,
    "no": sample_audits.no_fix_audit,
    "empty": sample_audits.empty_audit,
    "one": sample_audits.one_leak_audit,
    "many": sample_audits.many_leaks_audit,
}


@pytest.fixture
def shown(store, browser):
    """Opens the result page of a made-up audit."""

    def show(audit):
        playbook = playbook_of("mid_market")
        store.result("made-up", "mid_market", sample_record(audit, playbook))
        return browser.open("/audit/made-up/result")

    return show


@pytest.mark.parametrize("name", SAMPLES)
def test_every_kind_of_result_is_a_valid_page(shown, name):
    page = shown(typed(SAMPLES[name]()))
    assert page.status == 200
    assert page.response.headers["Cache-Control"] == "no-store"


def test_the_heading_is_the_total_as_a_range_at_two_digits(browser, plumber):
    total = record_of("home_services", "bramble_plumbing").audit.total
    page = browser.open("/audit/plumber/result")
    assert (
        page.h1
        == f"{US.money(total.p10)} to {US.money(total.p90)} a year at risk"
        == "$9,400 to $19,000 a year at risk"
    )
    assert page.title.startswith(page.h1)
    assert f"Most likely about {US.money(total.p50)} a year." in page.words


def test_every_leak_stands_in_the_table_with_its_value_alone_and_its_share(browser, plumber):
    findings = record_of("home_services", "bramble_plumbing").audit.findings
    page = browser.open("/audit/plumber/result")
    rows = [words(row) for row in page.all("tr")][1:-1]
    percents = whole_percents(tuple(one.share_of_total for one in findings))
    assert rows == [
        f"{one.rank} {one.title} {US.money(one.alone.p50)} {US.money_range_short(one.alone)} "
        f"{US.money(one.share_money)} {US.whole_percent(percent)}"
        for one, percent in zip(findings, percents, strict=True)
    ]


def test_each_leak_opens_to_its_working_sources_and_what_fixing_it_takes(browser, plumber):
    page = browser.open("/audit/plumber/result")
    leak = words(page.by_id("leak-1"))
    assert "Missed calls a month = calls a week that nobody takes × weeks per year ÷ months per year" in leak
    assert "= 8.5 × 50 ÷ 12 = 35.42 calls a month" in leak
    assert "everydaysoftware.ai, vendor data, Jan 2026" in leak
    assert "Low: the figures behind it come from sellers or single reports" in leak
    assert "To set up $330 to $720, 1 to 2 weeks" in leak
    assert page.links()[
        "EverydaySoftware, missed call calculator: default of 60 %, range of 20 to 90 % (opens in a new tab)"
    ]


def test_the_first_fix_says_what_it_brings_costs_and_when_it_has_paid(browser, plumber):
    page = browser.open("/audit/plumber/result")
    (verdict,) = page.by_class("verdict")
    said = words(verdict)
    assert said.startswith("Fix this first A text to every missed caller")
    assert "Brings, a month $59 to $220" in said
    assert "Costs, once $330 to $720" in said
    assert "Has paid for itself in 3.2 months to over 3 years" in said
    assert "It is the only fix here that is likely to earn back its cost within 12 months." in said


def test_a_no_is_said_plainly_with_what_came_closest(store, browser):
    store.result("gardener", "home_services", record_of("home_services", "fenwick_garden_care"))
    (verdict,) = browser.open("/audit/gardener/result").by_class("verdict-none")
    said = words(verdict)
    assert said.startswith("The audit says no Do not start a fix now")
    assert "Ten minutes of invoices every evening: would lose $540 to $960 within 12 months, all costs counted." in said


def test_a_tie_is_called_one_with_its_rivals_and_what_would_settle_it(store, browser):
    store.result("trader", "mid_market", record_of("mid_market", "brook_and_vale_trading"))
    said = words(browser.open("/audit/trader/result").by_class("verdict-tie")[0])
    assert said.startswith("Too close to call Leading: an inquiry desk that answers within five minutes")
    assert (
        "It could also be “Call cover and a text to every missed caller” or “Quotes that come back by themselves”."
        in said
    )
    assert "What would settle it: measure “Unanswered calls a week” and" in said


def test_the_largest_leak_stands_beside_a_first_fix_that_closes_another(shown):
    (largest,) = shown(typed(sample_audits.full_audit())).by_class("largest")
    assert words(largest).startswith("Largest leak Slow replies to new leads $88,000 to $220,000 a year")
    assert "It is not the one to start with." in words(largest)


def test_unpriced_leaks_contradictions_and_warnings_are_told(shown):
    said = shown(typed(sample_audits.full_audit())).words
    assert "Not put in dollars Abandoned carts: You said that nothing is sold online" in said
    assert "These answers do not fit together More calls are missed (260 a month) than come in (240 a month)." in said
    assert "Please note The benchmark “Cash-realisation share of freed hours”" in said


def test_a_result_without_a_priced_leak_says_so(shown):
    page = shown(typed(sample_audits.empty_audit()))
    assert page.h1 == "No leak that we can put in dollars"
    assert page.all("table") == []


def test_answers_can_be_changed_and_benchmarks_carry_their_source(browser, plumber):
    page = browser.open("/audit/plumber/result")
    assert (
        page.links()["Change your answer: Days until the customer has a price"] == "/audit/plumber/question/quote_days"
    )
    assert words(page.by_id("input-quote_days")).startswith(
        "Days until the customer has a price Two or three days, read as 2 to 3 days, likely 2.5 Your answer, a band"
    )
    benchmark = words(page.by_id("input-cost_of_money"))
    assert "7.22% to 7.75%" in benchmark
    assert "Kansas City Fed small business lending survey" in benchmark
    assert "survey, Sep 2025" in benchmark


def test_not_sure_is_shown_with_the_benchmark_that_stands_in(store, browser):
    record = record_of("home_services", "bramble_plumbing", quote_days="not sure")
    store.result("plumber", "home_services", record)
    said = words(browser.open("/audit/plumber/result").by_id("input-quote_days"))
    assert "Not sure, read as" in said
    assert "Not sure: benchmark" in said


def test_a_change_is_set_beside_the_result_before_it(store, browser, plumber):
    after = record_of("home_services", "bramble_plumbing", quote_days="on_the_spot")
    store.changed("plumber", after, "quote_days")
    (notice,) = browser.open("/audit/plumber/result").by_class("change")
    total = US.money_range(after.audit.total)
    assert words(notice) == (
        f"You changed an answer Was $9,400 to $19,000 a year, now {total}, "
        "because you changed “Days until the customer has a price”."
    )


def test_a_question_that_a_change_has_opened_is_asked_for(store, browser, services):
    record = record_of("mid_market", "brook_and_vale_trading")
    store.result("trader", "mid_market", record)
    left_out = next(iter(record.answers.answers))
    store.forget("trader", left_out)
    page = browser.open("/audit/trader/result")
    assert page.links()["Answer it now"] == f"/audit/trader/question/{left_out}"


def test_without_a_result_the_page_leads_back_to_the_questions(store, browser, plumber):
    store.begun("gardener", "home_services")
    assert browser.open("/audit/gardener/result").path == "/audit/gardener/question/jobs_per_month"


def test_a_stranger_sees_no_result(stranger, plumber):
    page = stranger.open("/audit/plumber/result")
    assert page.status == 404
    assert "$" not in page.words


def test_texts_of_any_length_and_markup_are_shown_as_text(shown):
    audit = sample_audits.full_audit()
    nasty = "<script>alert('x')</script>{{ 7*7 }} & " + "W" * 1_900
    leak = replace(audit.findings[0], title=nasty, what=nasty)
    fix = replace(audit.fixes[0], title=nasty, summary=nasty)
    page = shown(replace(typed(audit), findings=(leak, *audit.findings[1:]), fixes=(fix, *audit.fixes[1:])))
    assert "{{ 7*7 }}" in page.words
    assert all(not (script.text or "").strip() for script in page.all("script"))
