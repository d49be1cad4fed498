"""Worked examples of leaks: three each, and they hold."""

from collections.abc import Iterator

import numpy as np

from audit.inputs import benchmark_inputs
from audit.model import Given, closed, today, wholly
from audit.playbook import Contents, Remark
from audit.playbook.format import LeakExample
from audit.playbook.remarks import error
from audit.program import Program

LEAST_EXAMPLES = 3


def check_leak_examples(contents: Contents, program: Program) -> Iterator[Remark]:
    """Yield a remark for each leak with too few worked examples, and for each example that does not hold."""
    likely = _likely(contents)
    for key, leak in contents.leaks.items():
        file = f"leaks/{key}.toml"
        if len(leak.example) < LEAST_EXAMPLES:
            yield error(file, "example", f"has {len(leak.example)} worked examples; every leak needs three")
        for place, example in enumerate(leak.example, 1):
            message = _fault(program, likely, key, example)
            if message:
                yield error(file, f"example[{place}]", message)


def _likely(contents: Contents) -> Given:
    """Return every input at its likely value; NaN where only an example or an answer can give one."""
    given = benchmark_inputs(contents, {}).likely()
    values = dict(given.values)
    for question in contents.numeric_questions:
        if question.when_not_asked is not None:
            values[question.key] = np.array((question.when_not_asked,))
        elif question.not_sure is not None:
            values[question.key] = values.get(question.not_sure, _OPEN)
        else:
            values[question.key] = _OPEN
    return Given(values, given.curves)


def _fault(program: Program, likely: Given, leak: str, example: LeakExample) -> str:
    for name in example.given:
        if name not in likely.values and name not in program.lines:
            return f"there is no {name!r} to give a number to"
    given = _given(program, likely, leak, example)
    now = today(program, given)
    then = closed(program, given, now, wholly((leak,)))
    unknown = {**now.unknown, **then.unknown}
    found = (
        float(then.values[program.value][0] - now.values[program.value][0]) if program.value not in unknown else np.nan
    )
    if np.isnan(found):
        missing = sorted(name for name in program.inputs(leak) if np.isnan(given.values.get(name, _KNOWN)).any())
        return (
            f"give a number for {', '.join(missing)} too"
            if missing
            else f"cannot be computed: {unknown[program.value]}"
        )
    if abs(found - example.alone) > example.within:
        return f"comes to {found:,.2f} a year, not {example.alone:,.2f}: {example.note}"
    return ""


_KNOWN, _OPEN = np.ones(1), np.full(1, np.nan)


def _given(program: Program, likely: Given, leak: str, example: LeakExample) -> Given:
    """Return the example's numbers, all others at their likely values; what cannot matter to the leak is one."""
    matters = program.inputs(leak, frozenset(example.given))
    values = {
        name: value if name in matters or not np.isnan(value).any() else _KNOWN for name, value in likely.values.items()
    }
    return Given(values | {name: np.array((value,)) for name, value in example.given.items()}, likely.curves)
