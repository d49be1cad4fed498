"""From a file of answers to those that the model reads: all of them understood, or all that is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from audit.answering.assumptions import Assumption, Defaults, presets_of, read_assumptions, read_own
from audit.answering.kinds import NOT_SURE, Answer, Setting, is_not_sure, missing, understand
from audit.answering.problems import AnswersError, Problem, nearest, one_of, shown
from audit.findings import Basis, Company, Readiness
from audit.playbook.contents import Contents
from audit.playbook.format import AnswersFile, CompanyEntry, ConditionEntry, QuestionEntry
from audit.questions import is_asked, walk

__all__ = [
    "Answer",
    "Answers",
    "AnswersError",
    "Assumption",
    "Problem",
    "presets_chosen",
    "presets_in_force",
    "read_answer",
    "read_answers",
    "read_assumption",
]

LONGEST_NAME = 200
MOST_SUGGESTIONS = 20

_STATES = {
    "yes": Readiness.YES,
    "partly": Readiness.PARTLY,
    "partially": Readiness.PARTLY,
    "no": Readiness.NO,
    "unknown": Readiness.UNKNOWN,
    "true": Readiness.YES,
    "false": Readiness.NO,
}


@dataclass(frozen=True, slots=True)
class Answers:
    """A whole set of answers, as the model reads it.

    `by_question` has every question of the playbook, in order; one that is not on the path has the basis
    `NOT_ASKED` and its number for that. `assumptions` are by benchmark. `readiness` has the conditions that
    were stated. `given` is the file as it came, to be stored. `warnings` say what was left out of account.
    """

    company: Company
    by_question: Mapping[str, Answer]
    assumptions: Mapping[str, Assumption]
    readiness: Mapping[str, Readiness]
    given: AnswersFile
    warnings: tuple[str, ...] = ()


def read_answers(playbook: Contents, file: AnswersFile) -> Answers:
    """Understand a file of answers. Raises AnswersError with every problem, in the order of the questions."""
    setting = Setting(playbook.head.currency, playbook.head.locale)
    said, problems = _understand_all(playbook.questions, file, setting)
    assumptions, wrong_assumptions = read_assumptions(file.assumptions, playbook.benchmarks, setting)
    readiness, wrong_readiness = _read_readiness(playbook.readiness.condition, file)
    company, wrong_company = _read_company(file.company)
    unknown = _unknown_questions(playbook.questions, file)
    everything = (*wrong_company, *problems, *unknown, *wrong_assumptions, *wrong_readiness)
    if everything:
        raise AnswersError(everything)
    defaults = Defaults(playbook.benchmarks, presets_chosen(playbook, said), assumptions)
    return Answers(
        company=company,
        by_question={question.key: _settled(question, said, defaults) for question in playbook.questions},
        assumptions=assumptions,
        readiness=readiness,
        given=file,
        warnings=_left_out(playbook.questions, file, said),
    )


def read_answer(playbook: Contents, question: QuestionEntry, given: object) -> Answer | Problem:
    """Understand one answer by itself; a "not sure" has no number yet."""
    return understand(question, given, Setting(playbook.head.currency, playbook.head.locale))


def read_assumption(playbook: Contents, benchmark: str, given: object) -> Assumption | Problem:
    """Understand one own number by itself. Raises KeyError for a benchmark that the playbook does not have."""
    setting = Setting(playbook.head.currency, playbook.head.locale)
    return read_own(benchmark, given, playbook.benchmarks[benchmark], setting)


def presets_in_force(playbook: Contents, answers: Answers) -> Mapping[str, str]:
    """From each benchmark that an answer swaps to the one that is read instead."""
    return presets_chosen(playbook, answers.by_question)


def presets_chosen(playbook: Contents, said: Mapping[str, Answer]) -> Mapping[str, str]:
    """The same, while answers are still being given: `said` are those on the path so far."""
    return presets_of(playbook.questions, playbook.presets, said)


def _understand_all(
    questions: Sequence[QuestionEntry], file: AnswersFile, setting: Setting
) -> tuple[Mapping[str, Answer], list[Problem]]:
    """The answers on the path, and what is wrong with them.

    Where the question that a condition reads has no usable answer, the questions behind it are not known to
    be asked: an answer to them is looked at, a missing one is not missed.
    """
    said: dict[str, Answer] = {}
    problems: list[Problem] = []
    unsettled: set[str] = set()
    for question in questions:
        open_condition = not unsettled.isdisjoint(question.ask_when)
        if not open_condition and not is_asked(question, said):
            continue
        given = file.answers.get(question.key, "")
        if given == "" and open_condition:
            unsettled.add(question.key)
            continue
        answer = missing(question, setting) if given == "" else understand(question, given, setting)
        if isinstance(answer, Problem):
            problems.append(answer)
            unsettled.add(question.key)
        else:
            said[question.key] = answer
    return said, problems


def _settled(question: QuestionEntry, said: Mapping[str, Answer], defaults: Defaults) -> Answer:
    """The answer with the number that the model reads, whatever the basis."""
    answer = said.get(question.key)
    if answer is None:
        number = question.when_not_asked or 0.0
        return Answer(question.key, Basis.NOT_ASKED, "", number, number, number, ())
    if answer.basis is not Basis.NOT_SURE or question.not_sure is None:
        return answer
    fallback = defaults.estimate(question.not_sure)
    return replace(answer, low=fallback.low, likely=fallback.likely, high=fallback.high)


def _left_out(questions: Sequence[QuestionEntry], file: AnswersFile, said: Mapping[str, Answer]) -> tuple[str, ...]:
    path = walk(questions, said).path
    titles = [q.title for q in questions if q.key in file.answers and q.key not in path]
    return tuple(
        f"The answer on “{title}” was left out: the other answers do not lead to that question." for title in titles
    )


def _unknown_questions(questions: Sequence[QuestionEntry], file: AnswersFile) -> list[Problem]:
    keys = [question.key for question in questions]
    unknown = [key for key in file.answers if key not in keys]
    return [_unknown("question", key, keys, index) for index, key in enumerate(unknown)]


def _unknown(kind: str, key: str, known: Sequence[str], index: int) -> Problem:
    near = nearest(key, known) if index < MOST_SUGGESTIONS else None
    meant = f"; did you mean {near}?" if near else "."
    return Problem(shown(key), "", one_of(known), f"There is no {kind} of that name{meant}")


def _read_company(entry: CompanyEntry) -> tuple[Company, list[Problem]]:
    company = Company(_line(entry.name), _line(entry.contact), _line(entry.role))
    problems = [
        Problem(f"company.{field}", shown(text), f"{LONGEST_NAME} characters at most", "Write it shorter.")
        for field, text in (("name", company.name), ("contact", company.contact), ("role", company.role))
        if len(text) > LONGEST_NAME
    ]
    if not company.name:
        problems.append(Problem("company.name", "", "the company's name", "Write the company's name."))
    return company, problems


def _line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _read_readiness(
    conditions: Sequence[ConditionEntry], file: AnswersFile
) -> tuple[Mapping[str, Readiness], list[Problem]]:
    keys = [condition.key for condition in conditions]
    states: dict[str, Readiness] = {}
    problems: list[Problem] = []
    for index, (key, given) in enumerate(file.readiness.items()):
        state = _state(given)
        if key not in keys:
            unknown = _unknown("readiness condition", key, keys, index)
            problems.append(replace(unknown, key=f"readiness.{unknown.key}"))
        elif state is None:
            accepted = f'yes, partly, no or "{NOT_SURE}"'
            problems.append(Problem(f"readiness.{key}", shown(given), accepted, "Write yes, partly or no."))
        else:
            states[key] = state
    return states, problems


def _state(given: object) -> Readiness | None:
    if is_not_sure(given):
        return Readiness.UNKNOWN
    return _STATES.get(shown(given).lower()) if isinstance(given, (str, bool)) else None
