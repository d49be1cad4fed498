"""Two results side by side: what moved, and why, in lines that add up to the whole difference."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.answers import AnswersError, read_answers
from audit.estimates import cents
from audit.playbook.format import AnswersFile, Given
from audit.record import Record, to_record
from audit.run import run_audit
from audit.sales.comparing import compare
from audit.sales.effects import Method, changed_keys, effects_of, likely_total
from tests.journeys.companies import AS_OF, COMPANIES, answers_of, audit_of, playbook_of

DRAWS = 64
TRADES = playbook_of("home_services")
PLUMBER = TRADES.examples["bramble_plumbing"]
BANDS = {question.key: [band.key for band in question.band] for question in TRADES.questions if question.band}


def record_of(name: str, company: str, own: Mapping[str, Given] | None = None, **changes: Given) -> Record:
    playbook = playbook_of(name)
    example = playbook.examples[company]
    said = {**example.answers, **changes}
    file = AnswersFile(company=example.company, playbook=name, answers=said, assumptions=dict(own or {}))
    answers = read_answers(playbook, file)
    return to_record(run_audit(playbook, answers, AS_OF, DRAWS), answers)


def compared(name: str, before: Record, after: Record):
    return compare(before, after, lambda _: playbook_of(name))


def plumber(**changes: str) -> Record:
    return record_of("home_services", "bramble_plumbing", None, **changes)


def sum_of(effects) -> float:
    return cents(sum(one.money for one in effects.effects) + effects.together)


@pytest.mark.parametrize(("name", "company"), COMPANIES)
def test_the_total_by_itself_is_that_of_the_whole_audit(name, company):
    audit, answers = audit_of(name, company), answers_of(name, company)
    assert likely_total(playbook_of(name), answers.given, audit.draws, audit.seed) == audit.total.p50


def test_the_same_answers_move_nothing():
    same = compared("home_services", plumber(), plumber())
    assert (same.answered, same.along, same.total_moved, same.verdict_moved) == ((), (), 0, False)
    assert same.why.effects == ()
    assert {pair.alone_moved for pair in same.leaks} == {0}


def test_one_change_did_all_of_it():
    before, after = plumber(), plumber(job_value="520")
    found = compared("home_services", before, after)
    assert [(one.key, one.before.given, one.after.given) for one in found.answered] == [("job_value", "420", "520")]
    assert [(one.keys, one.money) for one in found.why.effects] == [(("job_value",), found.total_moved)]
    assert found.total_moved == cents(after.audit.total.p50 - before.audit.total.p50) > 0


def test_the_shares_of_the_leaks_move_by_what_the_total_moves():
    found = compared("home_services", plumber(), plumber(job_value="520", missed_calls_per_week="many"))
    assert cents(sum(pair.share_moved for pair in found.leaks)) == found.total_moved


def test_changes_that_meet_share_what_they_do_together():
    one_by_one = {
        key: compared("home_services", plumber(), plumber(**{key: given})).total_moved
        for key, given in (("job_value", "520"), ("missed_calls_per_week", "many"))
    }
    both = compared("home_services", plumber(), plumber(job_value="520", missed_calls_per_week="many"))
    assert both.why.method is Method.SHAPLEY
    assert sum_of(both.why) == both.total_moved > cents(sum(one_by_one.values()))
    assert {one.keys: one.money > one_by_one[one.keys[0]] for one in both.why.effects} == {
        ("job_value",): True,
        ("missed_calls_per_week",): True,
    }


def test_an_own_number_is_a_change_like_an_answer():
    found = compared(
        "home_services", plumber(), record_of("home_services", "bramble_plumbing", own={"job_margin": "60 %"})
    )
    assert [one.key for one in found.answered] == ["job_margin"]
    assert [(one.keys, one.money) for one in found.why.effects] == [(("job_margin",), found.total_moved)]


def test_more_than_four_changes_are_looked_at_one_at_a_time_with_a_line_for_the_rest():
    changes = {
        "jobs_per_month": "150",
        "missed_calls_per_week": "many",
        "quote_days": "longer",
        "invoice_days": "later",
        "job_value": "900",
    }
    found = compared("home_services", plumber(), plumber(**changes))
    assert found.why.method is Method.ONE_AT_A_TIME
    assert {one.keys[0]: one.money for one in found.why.effects} == {
        key: compared("home_services", plumber(), plumber(**{key: given})).total_moved for key, given in changes.items()
    }
    assert found.why.together != 0
    assert sum_of(found.why) == found.total_moved


def test_a_question_that_a_change_opens_goes_with_that_change():
    before = record_of("mid_market", "alder_row_architects")
    answers = {key: given for key, given in before.answers.answers.items() if key != "invoice_days"}
    file = before.answers.model_copy(update={"answers": {**answers, "industry": "b2b", "quote_days": "week"}})
    playbook = playbook_of("mid_market")
    read = read_answers(playbook, file)
    after = to_record(run_audit(playbook, read, AS_OF, DRAWS), read)
    found = compared("mid_market", before, after)
    assert [set(one.keys) for one in found.why.effects] == [{"industry", "quote_days", "invoice_days"}]
    assert found.why.effects[0].money == found.total_moved
    assert "contribution_margin" in {one.key for one in found.along}


def test_a_combination_that_is_no_whole_set_of_answers_makes_all_changes_one():
    before, after = plumber().answers, plumber(job_value="520", quote_days="longer").answers

    def total(file: AnswersFile) -> float:
        if changed_keys(before, file) and changed_keys(file, after):
            raise AnswersError(())
        return 100.0 if file.answers == before.answers else 250.0

    found = effects_of(TRADES, before, after, total)
    assert [(set(one.keys), one.money) for one in found.effects] == [({"job_value", "quote_days"}, 150.0)]


def test_different_versions_of_a_playbook_are_compared_by_their_figures_alone():
    after = plumber(job_value="520")
    stamp = after.audit.playbook
    newer = after.model_copy(
        update={"audit": replace(after.audit, playbook=replace(stamp, version="9", content_hash="f" * 64))}
    )
    found = compare(plumber(), newer, playbook_of)
    assert found.why is None
    assert found.total_moved > 0


@settings(max_examples=25)
@given(st.data())
def test_the_lines_add_up_to_the_difference_to_the_cent_whatever_was_changed(data):
    changes = data.draw(
        st.fixed_dictionaries(
            {}, optional={key: st.sampled_from(keys) for key, keys in BANDS.items()} | {"job_value": st.just("615.37")}
        )
    )
    own = data.draw(st.sampled_from([{}, {"job_margin": "61 %"}, {"new_callers": "20 to 30 %"}]))
    before = PLUMBER.model_dump(include=set(AnswersFile.model_fields))
    first = AnswersFile.model_validate(before)
    second = first.model_copy(update={"answers": {**first.answers, **changes}, "assumptions": own})
    total = partial(likely_total, TRADES, draws=DRAWS, seed=1)
    found = effects_of(TRADES, first, second, total)
    assert sum_of(found) == cents(total(second) - total(first))
    back = effects_of(TRADES, second, first, total)
    if found.method is Method.SHAPLEY:
        forth = {one.keys: one.money for one in found.effects}
        assert {one.keys: cents(-one.money) for one in back.effects} == pytest.approx(forth, abs=0.02)
