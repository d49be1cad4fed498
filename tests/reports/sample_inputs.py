"""Invented inputs for the sample audits: one of every basis."""

from datetime import date

from audit.findings import Basis, Confidence, CurvePoint, Input, Source

BLS = Source("Employer Costs for Employee Compensation, June 2025 (USDL-25-1358)", "https://www.bls.gov/news.release/ecec.nr0.htm",
             "official statistics")
BARCHARD = Source("Barchard et al., Behavior Research Methods 2020", "https://link.springer.com/article/10.3758/s13428-019-01207-3",
                  "peer reviewed")
OURS = Source("Judgement of the playbook's author: direction from published studies of lead response, size kept far below them", "",
              "judgement")

INPUTS: tuple[Input, ...] = (
    Input("industry", "Kind of business", Basis.CHOSEN, "Manufacturing: we sell goods to companies", "", 0, 0, 0, ()),
    Input("leads_per_month", "Leads a month", Basis.BAND, "100 to 250", "lead/month", 100, 175, 250,
          ("slow_response", "missed_follow_up", "after_hours")),
    Input("close_rate", "Share of leads that buy", Basis.EXACT, "22 %", "1", 0.22, 0.22, 0.22, ("slow_response", "missed_calls")),
    Input("job_value", "Value of a job", Basis.EXACT, "$6,400", "USD/job", 6_400, 6_400, 6_400,
          ("slow_response", "missed_follow_up", "missed_calls", "no_shows")),
    Input("margin", "Contribution margin of a job", Basis.NOT_SURE, "not sure", "1", 0.3, 0.38, 0.45, ("slow_response", "missed_calls"),
          "", OURS, Confidence.JUDGEMENT, date(2026, 9, 1), date(2026, 9, 1), "United States"),
    Input("entry_hours", "Hours a week of order entry", Basis.MEASURED, "51", "hour/week", 48, 51, 54, ("manual_entry", "rework")),
    Input("response_delay", "Time to the first reply", Basis.BAND, "1 to 4 hours", "elapsed_hour", 1, 2.5, 4, ("slow_response",)),
    Input("jobs_online", "Carts a month", Basis.NOT_ASKED, "", "cart/month", 0, 0, 0, ()),
    Input("load_factor", "Wages to full cost of employment", Basis.BENCHMARK, "", "1", 1.38, 1.4235, 1.47,
          ("manual_entry", "rework", "status_chasing"), "All private workers; overhead is not included.", BLS, Confidence.HIGH,
          date(2025, 6, 30), date(2026, 10, 2), "United States"),
    Input("error_rate", "Errors per entry", Basis.BENCHMARK, "", "1", 0.0055, 0.012, 0.036, ("rework",),
          "Measured on students and researchers, not clerks.", BARCHARD, Confidence.HIGH, date(2019, 4, 1), date(2026, 10, 2), "United States"),
    Input("lost_when_late", "Sales lost when a reply is late", Basis.BENCHMARK, "", "1", 0.05, 0.15, 0.30,
          ("slow_response", "after_hours"), "", OURS, Confidence.JUDGEMENT, date(2026, 9, 1), date(2026, 9, 1), "any"),
    Input("cash_share", "Cash-realisation share of freed hours", Basis.BENCHMARK, "", "1", 0.3, 0.5, 0.7,
          ("manual_entry", "rework", "status_chasing"), "", OURS, Confidence.JUDGEMENT, date(2024, 5, 1), date(2024, 5, 1), "any"),
    Input("delay_curve", "Sales lost by the time to a first reply", Basis.BENCHMARK, "", "1", 0.02, 0.15, 0.4, ("slow_response",), "",
          OURS, Confidence.JUDGEMENT, date(2026, 9, 1), date(2026, 9, 1), "any", "elapsed_hour",
          (CurvePoint(0.1, 0.0, 0.0, 0.02), CurvePoint(1, 0.02, 0.07, 0.15), CurvePoint(24, 0.15, 0.35, 0.55))),
    Input("staff_cost", "Wage of the people who type orders", Basis.BENCHMARK, "", "USD/hour", 20.92, 24.36, 29.55,
          ("manual_entry", "rework"), "", Source("OEWS May 2025, bookkeeping clerks 43-3031",
          "https://officeblues.net/salaries/bookkeeping-accounting-and-auditing-clerks-43-3031.json", "article"), Confidence.MEDIUM,
          date(2025, 5, 31), date(2026, 10, 2), "United States"),
)
