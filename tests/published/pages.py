"""Calculations that others published, with the address of each. They say nothing about whether a constant is true."""

from tests.published.small_playbooks import Page


def _stock_outs(truly_lost: float, a_year: float, doubled: float) -> Page:
    return Page(
        name="stock_outs",
        url="https://www.mfgcalcs.com/calculators/supply-chain-procurement-inventory/stockout-cost-calculator/examples/"
        "high-share-of-demand-truly-lost",
        things=("piece",),
        inputs={"short": (100, "piece/year"), "margin": (45, "USD/piece"), "truly_lost": (truly_lost, "1"),
                "fixed": (250, "USD/year")},
        quantities={
            "cost": ("short * margin * truly_lost + fixed", "USD/year"),
            "value": ("0 - cost", "USD/year"),
        },
        leak="cost", published={"cost": a_year}, a_year=a_year, when_nothing=250, when_doubled=doubled,
    )  # fmt: skip


def _under_billing(people: int, in_all: float, a_year: float) -> Page:
    return Page(
        name="under_billing",
        url="https://buildyournumbers.com/under-billing-calculation-employee-labor-free-calculator/",
        things=(),
        inputs={"people": (people, "person"), "hours": (1_900, "hour/person/year"), "too_little": (5, "USD/hour"),
                "years": (5, "year")},
        quantities={
            "under": ("too_little", "USD/hour"),
            "a_year": ("people * hours * under", "USD/year"),
            "in_all": ("a_year * years", "USD"),
            "value": ("0 - in_all / years", "USD/year"),
        },
        leak="under", published={"in_all": in_all, "a_year": a_year}, a_year=a_year,
    )  # fmt: skip


PAGES = {
    "missed calls in a month": Page(
        name="missed_calls",
        url="https://teamshift.io/resources/missed-call-cost-calculator",
        things=("call", "job"),
        inputs={"calls": (120, "call/month"), "missed_share": (0.25, "1"), "close_rate": (0.35, "job/call"),
                "job_value": (650, "USD/job")},
        quantities={
            "missed": ("missed_share", "1"),
            "rung_out": ("calls * missed", "call/month"),
            "lost_jobs": ("rung_out * close_rate", "job/month"),
            "lost": ("lost_jobs * job_value", "USD/month"),
            "value": ("0 - lost * months_per_year", "USD/year"),
        },
        leak="missed", published={"rung_out": 30, "lost_jobs": 10.5, "lost": 6_825}, a_year=81_900,
    ),
    "missed calls in fifty weeks": Page(
        name="missed_calls_by_the_week",
        url="https://snrg.me/blog/the-real-cost-of-a-missed-call/",
        things=("call", "job"),
        inputs={"rung_out": (12, "call/week"), "real": (0.5, "1"), "won": (1, "job"), "of_callers": (3, "call"),
                "job_value": (600, "USD/job")},
        quantities={
            "missed": ("rung_out * real", "call/week"),
            "lost": ("missed * won / of_callers * job_value * weeks_per_year", "USD/year"),
            "value": ("0 - lost", "USD/year"),
        },
        leak="missed", published={"lost": 60_000}, a_year=60_000, calendar={"weeks_per_year": 50},
    ),
    "no-shows": Page(
        name="no_shows",
        url="https://punctil.com/real-cost-of-no-shows-medical-practice",
        things=("visit",),
        inputs={"booked": (150, "visit/week"), "rate": (0.2, "1"), "visit_value": (180, "USD/visit")},
        quantities={
            "staying_away": ("rate", "1"),
            "empty": ("booked * staying_away", "visit/week"),
            "lost": ("empty * visit_value * weeks_per_year", "USD/year"),
            "value": ("0 - lost", "USD/year"),
        },
        leak="staying_away", published={"empty": 30, "lost": 280_800}, a_year=280_800,
    ),
    "manual entry": Page(
        name="manual_entry",
        url="https://www.opsautomators.com/blog/true-cost-of-manual-data-entry",
        things=(),
        inputs={"people": (2, "person"), "hours": (12, "hour/week/person"), "rate": (48, "USD/hour")},
        quantities={
            "typed": ("people * hours", "hour/week"),
            "labour": ("typed * weeks_per_year * rate", "USD/year"),
            "value": ("0 - labour", "USD/year"),
        },
        leak="typed", published={"typed": 24, "labour": 59_904}, a_year=59_904,
    ),
    # The page rounds 28.8 errors to 29 before it goes on.
    "rework of errors, rounded on the way": Page(
        name="rework",
        url="https://www.opsautomators.com/blog/true-cost-of-manual-data-entry",
        things=("entry",),
        inputs={"errors": (29, "entry/week"), "minutes": (30, "minute/entry"), "rate": (48, "USD/hour")},
        quantities={
            "wrong": ("errors", "entry/week"),
            "mending": ("wrong * minutes / minutes_per_hour", "hour/week"),
            "rework": ("mending * weeks_per_year * rate", "USD/year"),
            "value": ("0 - rework", "USD/year"),
        },
        leak="wrong", published={"mending": 14.5, "rework": 36_192}, a_year=36_192,
    ),
    "rework of errors, in full": Page(
        name="rework_in_full",
        url="https://www.opsautomators.com/blog/true-cost-of-manual-data-entry",
        things=("entry",),
        inputs={"hours": (24, "hour/week"), "per_hour": (60, "entry/hour"), "error_share": (0.02, "1"),
                "minutes": (30, "minute/entry"), "rate": (48, "USD/hour")},
        quantities={
            "wrong": ("hours * per_hour * error_share", "entry/week"),
            "mending": ("wrong * minutes / minutes_per_hour", "hour/week"),
            "rework": ("mending * weeks_per_year * rate", "USD/year"),
            "value": ("0 - rework", "USD/year"),
        },
        leak="wrong", published={"wrong": 28.8, "mending": 14.4, "rework": 35_942.40}, a_year=35_942.40,
    ),
    "manual entry in pounds": Page(
        name="manual_entry_in_pounds",
        url="https://www.struto.io/blog/how-do-you-calculate-the-hidden-cost-of-manual-data-entry",
        things=(),
        inputs={"people": (4, "person"), "hours": (5, "hour/week/person"), "rate": (25, "GBP/hour")},
        quantities={
            "typed": ("people * hours", "hour/week"),
            "labour": ("typed * staff_weeks_per_year * rate", "GBP/year"),
            "value": ("0 - labour", "GBP/year"),
        },
        leak="typed", published={"labour": 24_000}, a_year=24_000, currency="GBP",
    ),
    "context switching": Page(
        name="context_switching",
        url="https://www.calcsimpler.com/calculators/context-switching-cost-estimator",
        things=("switch",),
        inputs={"switches": (12, "switch/day"), "minutes": (8, "minute/switch"), "days": (5, "day/week"),
                "rate": (55, "USD/hour")},
        quantities={
            "turns": ("switches", "switch/day"),
            "hours": ("turns * minutes * days / minutes_per_hour", "hour/week"),
            "a_week": ("hours * rate", "USD/week"),
            "value": ("0 - a_week * weeks_per_year", "USD/year"),
        },
        leak="turns", published={"hours": 8, "a_week": 440}, a_year=22_880,
    ),
    "order errors": Page(
        name="order_errors",
        url="https://oakenai.tech/tools/order-error-calculator",
        things=("order",),
        inputs={"orders": (500, "order/month"), "error_share": (0.03, "1"), "cost": (85, "USD/order")},
        quantities={
            "wrong_share": ("error_share", "1"),
            "wrong": ("orders * wrong_share", "order/month"),
            "a_month": ("wrong * cost", "USD/month"),
            "value": ("0 - a_month * months_per_year", "USD/year"),
        },
        leak="wrong_share", published={"wrong": 15, "a_month": 1_275}, a_year=15_300,
    ),
    "days until customers pay": Page(
        name="days_until_paid",
        url="https://www.portfoliopartnership.com/the-hidden-cost-of-cash-collection/",
        things=(),
        inputs={"revenue": (36_500_000, "USD/year"), "days": (5, "day"), "rate": (0.08, "1/year")},
        quantities={
            "waiting": ("days", "day"),
            "tied_up": ("revenue / days_per_year * waiting", "USD"),
            "value": ("0 - tied_up * rate", "USD/year"),
        },
        leak="waiting", published={"tied_up": 500_000}, a_year=40_000,
    ),
    "under-billing by five": _under_billing(5, 237_500, 47_500),
    "under-billing by seven": _under_billing(7, 332_500, 66_500),
    # The page prints 207 and 17,396; it cuts off what comes after.
    "abandoned carts": Page(
        name="abandoned_carts",
        url="https://www.calclet.com/tools/abandoned-cart-recovery-calculator",
        things=("cart",),
        inputs={"abandoned": (2_180, "cart/month"), "recovery": (0.095, "1"), "order_value": (84, "USD/cart")},
        quantities={
            "recoverable": ("recovery", "1"),
            "carts": ("abandoned * recoverable", "cart/month"),
            "a_month": ("carts * order_value", "USD/month"),
            "value": ("0 - a_month * months_per_year", "USD/year"),
        },
        leak="recoverable", published={"carts": 207, "a_month": 17_396}, a_year=208_756.80, within=0.5,
    ),
    "stock-outs, most of it lost": _stock_outs(0.92, 4_390, 8_530),
    "stock-outs, four fifths of it lost": _stock_outs(0.80, 3_850, 7_450),
}  # fmt: skip
