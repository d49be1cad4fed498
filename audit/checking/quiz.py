"""The questions: each can be answered, leads somewhere, and the longest way through fits the time."""

from collections.abc import Iterator

from audit.playbook import Contents, Remark
from audit.playbook.contents import NUMERIC_KINDS, choices
from audit.playbook.format import QuestionEntry
from audit.playbook.remarks import error
from audit.questions import estimated_seconds, most_typed_numbers

FILE = "questions.toml"


def check_quiz(contents: Contents) -> Iterator[Remark]:
    """Yield a remark for each question that cannot work, and one if the quiz is too long."""
    seen: dict[str, QuestionEntry] = {}
    for question in contents.questions:
        yield from _kind(question)
        yield from _condition(question, seen, contents)
        yield from _fallback(question, contents)
        seen[question.key] = question
    yield from _idle_choices(contents)
    yield from _budget(contents)


def _kind(question: QuestionEntry) -> Iterator[Remark]:
    wants = {"number": (), "bands": ("band",), "choice": ("option",), "checklist": ("option",)}[question.kind]
    for part in ("band", "option"):
        entries = getattr(question, part)
        if part in wants and len(entries) < 2:
            yield error(FILE, f"{question.key}.{part}", f"a question of kind {question.kind} needs at least two")
        if part not in wants and entries:
            yield error(FILE, f"{question.key}.{part}", f"a question of kind {question.kind} has none")
    keys = choices(question)
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield error(FILE, f"{question.key}.{key}", "two answers of one question have the same key")
    numeric = question.kind in NUMERIC_KINDS
    if numeric and not question.unit:
        yield error(FILE, f"{question.key}.unit", "is missing; an answer that is a number needs its unit")
    if numeric and question.may_skip:
        yield error(FILE, f"{question.key}.may_skip", "a number falls back on a benchmark: name it in not_sure")
    if not numeric and (question.not_sure or question.unit):
        yield error(FILE, f"{question.key}.not_sure", "a choice has no number; use may_skip to offer “not sure”")
    if question.kind == "number" and question.unit == "1" and question.highest > 1:
        yield error(FILE, f"{question.key}.highest", "a share that is typed goes up to 1 (100 %): set highest = 1")
    if question.lowest >= question.highest:
        yield error(FILE, f"{question.key}.lowest", "must be below highest")


def _condition(question: QuestionEntry, seen: dict[str, QuestionEntry], contents: Contents) -> Iterator[Remark]:
    place = f"{question.key}.ask_when"
    for asked, wanted in question.ask_when.items():
        if asked not in seen:
            later = contents.question(asked) is not None
            yield error(FILE, place, f"{asked!r} is asked later" if later else f"there is no question {asked!r}")
            continue
        for key in wanted:
            if key not in choices(seen[asked]):
                known = ", ".join(choices(seen[asked])) or "no answers to choose from"
                yield error(FILE, place, f"{asked} has no answer {key!r}; there are {known}")
    numeric = question.kind in NUMERIC_KINDS
    if numeric and question.ask_when and question.when_not_asked is None:
        yield error(FILE, f"{question.key}.when_not_asked", "is missing: the number to use when it is not asked")


def _fallback(question: QuestionEntry, contents: Contents) -> Iterator[Remark]:
    if question.not_sure is None or question.not_sure in contents.unread:
        return
    place = f"{question.key}.not_sure"
    benchmark = contents.benchmarks.get(question.not_sure)
    if benchmark is None or benchmark.point:
        yield error(FILE, place, f"there is no benchmark {question.not_sure!r} with low, likely and high")
    elif benchmark.unit != question.unit:
        yield error(FILE, place, f"the benchmark is in {benchmark.unit}, the question in {question.unit}")
    elif benchmark.low == benchmark.high:
        yield error(FILE, place, "“not sure” must widen the range, and this benchmark is one exact number")


def _idle_choices(contents: Contents) -> Iterator[Remark]:
    used = {condition.answered_by.question for condition in contents.readiness.condition if condition.answered_by}
    used |= {points.question for loop in contents.loops.loop for points in loop.score}
    used |= {asked for question in contents.questions for asked in question.ask_when}
    for question in contents.questions:
        presets = [option.preset for option in question.option if option.preset]
        if question.kind not in NUMERIC_KINDS and question.key not in used and not presets:
            yield error(FILE, question.key, "nothing reads the answer; use it or do not ask")
        for preset in presets:
            if preset not in contents.presets:
                yield error(FILE, question.key, f"there is no preset {preset!r} in presets.toml")


def _budget(contents: Contents) -> Iterator[Remark]:
    seconds = estimated_seconds(contents.questions)
    if seconds > contents.head.quiz_seconds:
        message = f"the longest way takes about {seconds:.0f} seconds; {contents.head.quiz_seconds} are allowed"
        yield error(FILE, "", message)
    typed = most_typed_numbers(contents.questions)
    if typed > contents.head.typed_numbers:
        yield error(FILE, "", f"{typed} numbers are typed; {contents.head.typed_numbers} are allowed")
