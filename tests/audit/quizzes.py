"""A small quiz for the tests: a question of each kind, a branch, a preset, benchmarks to fall back on."""

import tomllib
from pathlib import Path
from typing import Any

from audit.playbook.contents import Contents
from audit.playbook.format import (
    AnswersFile,
    BenchmarkFile,
    LoopsFile,
    PlaybookFile,
    PresetsFile,
    QuestionsFile,
    ReadinessFile,
)

HEAD = """
name = "quiz"
title = "A quiz"
version = "1"
summary = "For tests."
currency = "USD"
locale = "en_US"
value = "value"
value_label = "Margin a year"
discount_rate = 0.1
things = ["lead", "job"]
[brand]
name = "Test"
"""

QUESTIONS = """
[[question]]
key = "industry"
kind = "choice"
text = "What do you do?"
hint = "It sets the defaults."
title = "Industry"
[[question.option]]
key = "trades"
text = "Trades and repairs"
preset = "trades"
[[question.option]]
key = "clinic"
text = "A clinic"

[[question]]
key = "leads"
kind = "number"
text = "How many leads a month?"
hint = "It sizes the funnel."
title = "Leads"
unit = "lead/month"
highest = 100_000

[[question]]
key = "close_rate"
kind = "number"
text = "What share of leads buys?"
hint = "It prices a lost lead."
title = "Close rate"
unit = "1"
highest = 1
not_sure = "usual_close_rate"

[[question]]
key = "response"
kind = "bands"
text = "How soon do you answer a lead?"
hint = "Speed matters."
title = "Time to answer"
unit = "hour"
not_sure = "usual_response"
[[question.band]]
key = "within_1h"
text = "Within an hour"
low = 0
high = 1
[[question.band]]
key = "same_day"
text = "The same day"
low = 1
high = 24
likely = 6

[[question]]
key = "tools"
kind = "checklist"
text = "What do you use?"
hint = "It shows what is there."
title = "Tools"
may_skip = true
[[question.option]]
key = "crm"
text = "A CRM"
[[question.option]]
key = "phone_log"
text = "A log of calls"

[[question]]
key = "crm_entry"
kind = "bands"
text = "How long does an entry into the CRM take?"
hint = "It is work."
title = "Minutes to enter a lead"
unit = "minute/lead"
ask_when = { tools = ["crm"] }
when_not_asked = 0
[[question.band]]
key = "short"
text = "Up to 5 minutes"
low = 1
high = 5
[[question.band]]
key = "long"
text = "More"
low = 5
high = 15
"""

BENCHMARK = """
title = "A benchmark"
unit = "1"
low = 0.1
likely = 0.2
high = 0.3
region = "US"
as_of = 2025-01-01
checked_on = 2026-01-01
confidence = "judgement"
[source]
title = "Ours"
kind = "judgement"
"""

PRESETS = """
[preset.trades]
title = "Trades"
use = { usual_close_rate = "trades_close_rate" }
"""

READINESS = """
[[condition]]
key = "owner"
title = "An owner"
question = "Is there one?"
why = "Somebody has to."
first_step = "Name one."
[[reading]]
at_least = 0
verdict = "Begin"
advice = "Begin."
"""

GOOD: dict[str, Any] = {
    "industry": "clinic",
    "leads": 120,
    "close_rate": "25 %",
    "response": "same_day",
    "tools": ["crm"],
    "crm_entry": "short",
}


def quiz(questions: str = QUESTIONS, locale: str = "en_US") -> Contents:
    """The quiz as a playbook that was read; the model is left empty."""
    benchmark = BenchmarkFile.model_validate(tomllib.loads(BENCHMARK))
    hours = benchmark.model_copy(update={"unit": "hour", "low": 2.0, "likely": 5.0, "high": 40.0})
    trades = benchmark.model_copy(update={"low": 0.3, "likely": 0.4, "high": 0.5})
    return Contents(
        folder=Path(),
        unread=frozenset(),
        content_hash="",
        head=PlaybookFile.model_validate(tomllib.loads(HEAD)).model_copy(update={"locale": locale}),
        questions=QuestionsFile.model_validate(tomllib.loads(questions)).question,
        benchmarks={
            "usual_close_rate": benchmark,
            "trades_close_rate": trades,
            "usual_response": hours,
        },
        quantities={},
        leaks={},
        fixes={},
        readiness=ReadinessFile.model_validate(tomllib.loads(READINESS)),
        loops=LoopsFile.model_validate({"reading": [{"at_least": 0, "verdict": "v", "advice": "a"}]}),
        contradictions=(),
        presets=PresetsFile.model_validate(tomllib.loads(PRESETS)).preset,
        examples={},
    )


def file_of(changes: dict[str, Any] | None = None, **tables: Any) -> AnswersFile:
    """A good file of answers with some answers changed; `None` takes an answer out."""
    answers = {key: value for key, value in {**GOOD, **(changes or {})}.items() if value is not None}
    return AnswersFile.model_validate({"company": {"name": "Harbour Dental"}, "answers": answers, **tables})
