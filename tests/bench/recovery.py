"""The proof: how often "reached" is said when nothing has changed, how soon a real change is seen, and how fast."""

from itertools import count, product

from audit.recovery.judging import FALSE_ALARM_RATE
from audit.recovery.periods import Cadence
from tests.audit.recovery.simulated import ALIKE, LUCKY, NOISES, NORMAL, YEAR, Found, Noise, found, worst_stretch
from tests.bench.clock import heading, line

COMPANIES = 2_000
MORE = 10_000
# Swings are parts of the gap between baseline and target: with this one the target lies right beside the baseline.
BESIDE = 20.0
BASELINES = (6, 12)
SIGMAS = (0.25, 0.5, 1.0)
EFFECTS = (0.25, 0.5, 1.0, 1.5)


def measure() -> None:
    """Print how the proof does on companies of which the truth is known."""
    seeds = count(1)
    heading('a year in which nothing changes: how often "reached" is said (target one standard deviation away)')
    for cadence, before, noise in product(Cadence, BASELINES, NOISES):
        result = found(cadence, noise, 0, 1, before, MORE, next(seeds))
        _judged(f"{cadence}s, {before} before, {noise.name}", result)
    heading("the same with other targets, each value somewhat like the last (0.3)")
    for cadence, before, sigma in product(Cadence, BASELINES, (BESIDE, 0.5, 0.25)):
        result = found(cadence, ALIKE, 0, sigma, before, MORE if sigma == BESIDE else COMPANIES, next(seeds))
        _judged(f"{cadence}s, {before} before, target {1 / sigma:g} standard deviations", result)
    heading("beyond what is promised, the target beside the baseline")
    for cadence, before in product(Cadence, BASELINES):
        result = found(cadence, Noise("", rho=0.5), 0, BESIDE, before, COMPANIES, next(seeds))
        line(f"{cadence}s, {before} before, each much like the last (0.5)", _worded(result))
    for cadence, before in product(Cadence, BASELINES):
        result = found(cadence, NORMAL, 0, BESIDE, before, COMPANIES, next(seeds), pick=worst_stretch)
        line(f"{cadence}s, the worst {before} in a row of {4 * before} picked as baseline", _worded(result))
    for cadence, before in product(Cadence, BASELINES):
        heading(f"a real change of the gap from the first of {YEAR[cadence]} {cadence}s on, {before} before: seen")
        for effect, sigma in product(EFFECTS, SIGMAS):
            normal, alike, skewed = (
                found(cadence, noise, effect, sigma, before, COMPANIES, next(seeds)) for noise in (NORMAL, ALIKE, LUCKY)
            )
            soon = "" if normal.median_periods is None else f", median {cadence} {normal.median_periods:.0f}"
            what = f"{effect:.0%} of the gap, swing {sigma:.2f} of it"
            line(what, f"{normal.rate:.0%}{soon}   (alike {alike.rate:.0%}, lognormal {skewed.rate:.0%})")


def _judged(what: str, result: Found) -> None:
    verdict = "PASS" if result.rate <= FALSE_ALARM_RATE else "OVER"
    line(what, f"{_worded(result)}   {verdict}", f"{FALSE_ALARM_RATE:.0%}")


def _worded(result: Found) -> str:
    low, high = result.interval
    return f"{result.rate:.1%} ({low:.1%} to {high:.1%}; {result.reached} of {result.companies:,})"
