"""What to say first on a call: one question about the number that matters most, one about who watches it.

It is put together from what the company said and from the playbook's own words, and states nothing else. Whatever the
playbook, every leak and every fix gives a sentence that can be said aloud.
"""

import re
from collections.abc import Iterable, Sequence

from audit.findings import Audit, Basis, Finding, FixResult, Input
from audit.playbook import Playbook

_ASKED = (Basis.NOT_SURE, Basis.BAND, Basis.EXACT, Basis.MEASURED)
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def opening_question(audit: Audit, playbook: Playbook) -> str:
    """Return what to ask first: about what drives the leak that the first fix closes, and who watches its number."""
    fix = next((one for one in audit.fixes if one.key == audit.recommendation.fix), None)
    leak = _leak(audit, fix)
    about = about_input(most_unsure(audit, playbook, leak, fix), playbook)
    if fix is not None:
        return f"{about} {about_fix(fix)}".strip()
    if leak is None:
        return about or "Which number of your business would you most like to know better?"
    return f"At your numbers nothing pays for itself in time, and I would rather check that. {about}".strip()


def about_input(entry: Input | None, playbook: Playbook) -> str:
    """Return the question about one number, by how well it is known; nothing for none."""
    if entry is None:
        return ""
    question = playbook.question(entry.key)
    asked = question.text if question else ""
    match entry.basis:
        case Basis.NOT_SURE if asked:
            return f"You were not sure about this one: “{asked}” What would be your best guess?"
        case Basis.BAND if asked:
            return f"To “{asked}” you said “{entry.given}”. Did somebody count that, or is it a feeling?"
        case Basis.EXACT if asked:
            return f"For “{entry.title}” you gave {entry.given}. Does that still hold today?"
        case Basis.MEASURED:
            return f"For “{entry.title}” you gave a number of your own. How did you come by it?"
        case _:
            return f"Nobody has told us this number yet: “{entry.title}”. What would you say it is at your company?"


def about_fix(fix: FixResult) -> str:
    """Return the question who watches the number that the fix is there to move."""
    return f"And who keeps an eye on “{fix.metric.title}” today?"


def where_they_stopped(question_text: str) -> str:
    """Return what to ask somebody who left the quiz at a question."""
    return f"You got as far as “{question_text}” What made you stop there?"


def most_unsure(audit: Audit, playbook: Playbook, leak: Finding | None, fix: FixResult | None) -> Input | None:
    """Return the number to ask about first: one that the metric of the fix is made of, or what the leak is about.

    Of those, what the company was not sure of comes before a band, and that before an exact number; and what moves the
    leak's dollars most comes first. What they were asked comes before what was assumed: nobody can say off-hand what a
    benchmark is at their company. Curves are no number that anybody could say.
    """
    inputs = {one.key: one for one in audit.inputs if not one.points}
    if leak is None:
        drivers = [inputs[one.key] for one in audit.firm_up if one.key in inputs]
        return _first(drivers, _ASKED) or next(iter(drivers), None)
    drivers = [inputs[one.key] for one in leak.drivers if one.key in inputs]
    subject = (fix.metric.key,) if fix else playbook.leaks[leak.key].changes
    near = [inputs[key] for key in _made_of(playbook, subject) if key in inputs]
    close = [one for one in drivers if one in near]
    return _first(close, _ASKED) or _first(near, _ASKED) or _first(drivers, _ASKED) or next(iter(drivers), None)


def _made_of(playbook: Playbook, names: Iterable[str]) -> Sequence[str]:
    """The names that these are worked out from, down to answers and benchmarks, the closest first."""
    found = list(dict.fromkeys(names))
    for name in found:
        read = _NAME.findall(playbook.quantities[name].formula) if name in playbook.quantities else ()
        found += [one for one in dict.fromkeys(read) if one not in found]
    return found


def _first(entries: Sequence[Input], bases: Sequence[Basis]) -> Input | None:
    """The first entry of the first basis that has one."""
    return next((one for basis in bases for one in entries if one.basis is basis), None)


def _leak(audit: Audit, fix: FixResult | None) -> Finding | None:
    """The largest leak that the fix closes; without a fix the largest of all."""
    closed = [one for one in audit.findings if fix is None or one.key in fix.closes]
    return closed[0] if closed else None
