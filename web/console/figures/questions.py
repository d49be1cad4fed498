"""The questions one by one: how many leave at each, and how long it takes."""

from collections.abc import Mapping, Sequence

from audit.playbook import Playbook
from audit.store.figures.questions import Asked
from audit.store.figures.spread import median, nine_in_ten
from reports.charts import Bar, bar_list
from web.console.figures.parts import Figure, Table, Telling, seconds_in_words
from web.results.view.told import drawn

COLUMNS = ("Question", "Reached", "Answered", "Left here", "Drop-off", "Half within", "Nine in ten within")


def make_questions(asked: Sequence[Asked], playbooks: Mapping[str, Playbook], telling: Telling) -> tuple[Figure, ...]:
    """Put the questions into words, in the order of asking; a figure for each playbook, the most used one first.

    `playbooks` know the titles and the order; a question that they do not know any more stands last, by its key.
    """
    found: dict[str, list[Asked]] = {}
    for one in asked:
        found.setdefault(one.playbook, []).append(one)
    names = sorted(found, key=lambda name: (-max(one.reached for one in found[name]), name))
    return tuple(_figure(name, found[name], playbooks.get(name), telling) for name in names)


def _figure(name: str, asked: Sequence[Asked], playbook: Playbook | None, telling: Telling) -> Figure:
    titles = {question.key: question.title for question in playbook.questions} if playbook else {}
    order = list(titles)
    known = sorted(
        asked, key=lambda one: (order.index(one.question) if one.question in titles else len(order), one.question)
    )
    named = [(f"{place}. {titles.get(one.question, one.question)}", one) for place, one in enumerate(known, 1)]
    bars = [Bar(title, _left(one) / one.reached, telling.share(_left(one), one.reached)) for title, one in named]
    worst = max(named, key=lambda pair: _left(pair[1]) / pair[1].reached)
    title = (
        f"Bar chart of the share that left at each question of {name}. Most: {worst[0][:100]}, "
        f"{telling.share(_left(worst[1]), worst[1].reached)}. The table has the numbers."
    )
    rows = tuple((title, *_cells(one, telling)) for title, one in named)
    key = f"questions-{name.replace('_', '-')}"
    chart = bar_list(bars, title, "One bar for each question.", telling.palette, key)
    heading = f"Question by question: {playbook.head.title if playbook else name}"
    return Figure(
        key,
        heading,
        "Left at the question, of those who reached it",
        drawn(chart),
        Table(f"The questions of {name}", COLUMNS, rows),
    )


def _cells(one: Asked, telling: Telling) -> tuple[str, ...]:
    left = _left(one)
    return (
        *(telling.count(number) for number in (one.reached, one.answered, left)),
        telling.share(left, one.reached),
        seconds_in_words(median(one.seconds)),
        seconds_in_words(nine_in_ten(one.seconds)),
    )


def _left(one: Asked) -> int:
    return one.reached - one.answered
