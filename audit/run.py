"""From answers to the audit. Read this first: it is the table of contents of the engine."""

from datetime import date

from audit.answers import Answers
from audit.attribution import attribute, gain
from audit.contradictions import find_contradictions
from audit.estimates import cents, money_range
from audit.findings import Audit, PlaybookStamp, Unpriced
from audit.fix_results import fixed_worlds, write_fix
from audit.fixes import Setting, work_out
from audit.formulas import NotComputableError
from audit.freshness import stale_sources
from audit.inputs import Inputs, company_inputs
from audit.leaks import Evaluated, beside, write_findings
from audit.model import today, wholly
from audit.playbook import Playbook
from audit.provenance import input_lines
from audit.readiness import closed_loop_score, condition_states, readiness_result
from audit.recommendation import chances, eligible, recommend, roadmap, roadmap_payback_months
from audit.uncertainty import firm_up, tornado

DRAWS = 2_048
LEAST_DRAWS = 16
MOST_DRAWS = 65_536
SEED = 1


def run_audit(playbook: Playbook, answers: Answers, as_of: date, draws: int = DRAWS, seed: int = SEED) -> Audit:
    """Return the audit of one company, dated `as_of`.

    The same arguments give the same audit, to the cent, on every machine. Numbers that cannot be computed
    never raise: the leaks that need them are listed as unpriced, with the reason. Raises ValueError for a number
    of draws outside LEAST_DRAWS to MOST_DRAWS.
    """
    if not LEAST_DRAWS <= draws <= MOST_DRAWS:
        raise ValueError(f"{draws} draws; between {LEAST_DRAWS} and {MOST_DRAWS} can be worked through")
    inputs = company_inputs(playbook, answers)
    evaluated = _evaluate(playbook, inputs, answers, draws, seed)
    money = evaluated.money
    findings = write_findings(evaluated)
    total = money_range(money.joint)

    states = condition_states(playbook.readiness.condition, answers)
    setting = Setting(playbook, evaluated.given, evaluated.now, frozenset(money.alone), states, draws, seed)
    fixes = work_out(setting, tuple(playbook.fixes), {})
    worth = eligible(fixes, playbook.head.least_gain_per_month)
    chance = chances(worth, draws)
    unsure_titles = {name: evaluated.inputs[name].title for name in evaluated.unsure}
    verdict = recommend(setting, worth, chance, unsure_titles, findings[0].key if findings else None)
    places = {fix.key: place for place, fix in enumerate(worth)}
    in_order = sorted(fixes, key=lambda fix: (places.get(fix.key, len(places)), fix.key))
    fixed = fixed_worlds(evaluated, in_order)
    planned = roadmap(setting, worth[0] if worth else None, fixes)

    return Audit(
        playbook=PlaybookStamp(playbook.head.name, playbook.head.title, playbook.head.version, playbook.content_hash),
        company=answers.company,
        as_of=as_of,
        currency=playbook.head.currency,
        locale=playbook.head.locale,
        value_label=playbook.head.value_label,
        horizon_months=playbook.head.horizon_months,
        discount_rate=playbook.head.discount_rate,
        draws=draws,
        seed=seed,
        total=total,
        total_at_likely=_total_at_likely(evaluated),
        beside=beside(evaluated, [tuple(money.alone)])[0],
        findings=findings,
        unpriced=tuple(Unpriced(key, playbook.leaks[key].title, why) for key, why in money.unpriced.items()),
        recommendation=verdict,
        fixes=tuple(write_fix(evaluated, fix, fixed, chance.get(fix.key, 0.0), as_of) for fix in in_order),
        roadmap=tuple(step for _, step in planned),
        roadmap_payback_months=roadmap_payback_months(
            [fix for fix, _ in planned], playbook.head.discount_rate, setting.weeks_per_month
        ),
        readiness=readiness_result(
            playbook.readiness, states, playbook.fixes[verdict.fix].needs if verdict.fix else ()
        ),
        closed_loops=closed_loop_score(
            playbook.loops, {question.key: question for question in playbook.questions}, answers.by_question
        ),
        tornado=tornado(evaluated, inputs),
        firm_up=firm_up(evaluated),
        contradictions=find_contradictions(playbook, evaluated.likely, total.p50, findings),
        inputs=tuple(evaluated.inputs.values()),
        warnings=(*answers.warnings, *stale_sources(playbook, as_of)),
        shared_working=evaluated.tracer.shared_steps(),
    )


def _evaluate(playbook: Playbook, inputs: Inputs, answers: Answers, draws: int, seed: int) -> Evaluated:
    given = inputs.only(playbook.program.reads).drawn(draws, seed)
    now = today(playbook.program, given)
    likely_given = inputs.likely()
    return Evaluated(
        playbook=playbook,
        given=given,
        now=now,
        likely_given=likely_given,
        likely=today(playbook.program, likely_given),
        money=attribute(playbook.program, given, now, tuple(playbook.leaks)),
        inputs={line.key: line for line in input_lines(playbook, answers)},
        unsure=frozenset(inputs.unsure()) & frozenset().union(*playbook.inputs_of.values()),
        draws=draws,
        seed=seed,
    )


def _total_at_likely(evaluated: Evaluated) -> float:
    leaks = tuple(evaluated.money.alone)
    try:
        gained = gain(evaluated.program, evaluated.likely_given, evaluated.likely, wholly(leaks))
    except NotComputableError:
        return 0.0
    return cents(float(gained[0]))
