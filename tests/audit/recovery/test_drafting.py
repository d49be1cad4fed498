"""What an agreement begins with, and the terms as they are typed and read back."""

from datetime import date, timedelta

import pytest

from audit.recovery.drafting import dates_from, draftable
from audit.recovery.periods import Cadence
from audit.recovery.typed_terms import as_typed, as_typed_before, read_terms
from tests.journeys.companies import COMPANIES, playbook_of
from tests.web.results.site import record_of

TODAY = date(2026, 11, 21)
SHIPPED = [(playbook, company) for playbook, company in COMPANIES if playbook in {"home_services", "mid_market"}]
TYPED = {"source": "The phone's list of calls", "owner": "Robin Okafor"}


def about(fix: str = "text_back", playbook: str = "home_services", company: str = "bramble_plumbing"):
    found = draftable(record_of(playbook, company).audit, playbook_of(playbook), fix)
    assert found is not None
    return found


def typed(**changed: str):
    return {**as_typed(about(), TODAY), **TYPED, **changed}


@pytest.mark.parametrize(("playbook", "company"), SHIPPED[:6])
def test_every_fix_of_an_audit_can_be_drafted_with_what_the_audit_knows(playbook, company):
    for fix in record_of(playbook, company).audit.fixes:
        draft = about(fix.key, playbook, company)
        if draft.baseline == draft.target:  # nothing to gain, so there is no target
            continue
        found = read_terms({**as_typed(draft, TODAY), **TYPED}, draft, TODAY)
        assert found.wrong == {}, fix.key
        assert found.terms is not None
        assert found.terms.leak in fix.closes
        assert found.terms.metric_unit == fix.metric.unit
        assert found.terms.target == pytest.approx(fix.metric.target, rel=0.01)


@pytest.mark.parametrize(("playbook", "company"), SHIPPED[:6])
def test_terms_that_are_put_into_the_form_read_back_as_the_same(playbook, company):
    for fix in record_of(playbook, company).audit.fixes:
        draft = about(fix.key, playbook, company)
        first = read_terms({**as_typed(draft, TODAY), **TYPED}, draft, TODAY).terms
        if first is not None:
            assert read_terms(as_typed_before(first, draft), draft, TODAY).terms == first


def test_terms_with_values_read_back_with_their_values():
    first = read_terms(typed(baseline_values="2026-08 41\n2026-09 39.5\n2026-10 44"), about(), TODAY).terms
    assert first is not None
    assert first.baseline == pytest.approx((41 + 39.5 + 44) / 3)
    assert (first.baseline_from, first.baseline_until) == (date(2026, 8, 1), date(2026, 10, 31))
    assert read_terms(as_typed_before(first, about()), about(), TODAY).terms == first


def test_a_fix_that_is_not_in_the_audit_cannot_be_drafted():
    assert draftable(record_of("home_services", "bramble_plumbing").audit, playbook_of("home_services"), "no") is None


def test_the_gain_is_the_audits_own_for_a_year():
    audit = record_of("home_services", "bramble_plumbing").audit
    fix = next(one for one in audit.fixes if one.key == "text_back")
    assert about().gain_per_year.p50 == pytest.approx(12 * fix.gain_per_month.p50)


def test_work_starts_with_the_next_period_and_lasts_ninety_days():
    months = dates_from(about(), TODAY)
    assert (months.starts_on, months.ends_on) == (date(2026, 12, 1), date(2027, 3, 1))
    assert (months.baseline_from, months.baseline_until) == (date(2026, 5, 1), date(2026, 10, 31))
    weeks = dates_from(about(), TODAY, Cadence.WEEK)
    assert (weeks.starts_on, weeks.starts_on.weekday()) == (date(2026, 11, 23), 0)
    assert weeks.baseline_until == date(2026, 11, 15)
    assert weeks.baseline_until - weeks.baseline_from == timedelta(days=41)


@pytest.mark.parametrize("today", [date(2026, 12, 1), date(2026, 12, 31), date(2028, 2, 29)])
def test_the_days_of_a_draft_hang_together_whenever_it_is_made(today):
    found = read_terms({**as_typed(about(), today), **TYPED}, about(), today)
    assert found.wrong == {}
    assert found.terms is not None
    assert found.terms.starts_on > today


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("baseline", "", "Write a number"),
        ("baseline_until", "2026-11-21", "Choose a day that is past"),
        ("baseline_until", "2026-01-01", "not before the first"),
        ("target", "35.4", "lower"),
        ("running_cost_per_month", "12 %", "not a percentage"),
        ("owner_email", "robin@northwind", "e-mail address"),
        ("baseline_values", "x" * 9000, "too much text"),
        ("stop_rule", "", "when you would stop"),
    ],
)
def test_what_is_wrong_is_said_by_its_field(field, text, said):
    found = read_terms(typed(**{field: text}), about(), TODAY)
    assert found.terms is None
    assert said in found.wrong[field]


def test_all_that_is_wrong_is_said_at_once():
    found = read_terms({}, about(), TODAY)
    assert found.wrong.keys() >= {"how", "source", "cadence", "baseline", "target", "owner", "starts_on", "stop_rule"}


def test_an_address_is_kept_in_lower_case_without_spaces():
    terms = read_terms(typed(owner_email=" Robin@Northwind.example "), about(), TODAY).terms
    assert terms is not None
    assert terms.owner_email == "robin@northwind.example"


def test_a_share_that_should_grow_takes_a_target_above_the_baseline():
    draft = about()
    other = type(draft)(**{**{name: getattr(draft, name) for name in draft.__slots__}, "better": "higher"})
    assert "higher" in read_terms(typed(target="20"), other, TODAY).wrong["target"]
    assert read_terms(typed(target="50"), other, TODAY).wrong == {}
