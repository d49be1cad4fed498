"""What stands at the box of a typed number: its name and its unit, in words."""

from dataclasses import dataclass

from babel.numbers import get_currency_name, get_currency_symbol

from audit.answering.kinds import Setting, expected_number
from audit.answering.numerals import locale_of
from audit.playbook import Playbook
from audit.playbook.format import QuestionEntry
from reports.wording import Wording

_STEM = 4


@dataclass(frozen=True, slots=True)
class Label:
    """`text` names the number and its unit. `sign` and `money` are of the currency, empty for other numbers.

    `inputmode` picks the keys that a phone shows.
    """

    text: str
    inputmode: str
    sign: str = ""
    money: str = ""


def label_of(playbook: Playbook, question: QuestionEntry) -> Label:
    """The label of a typed number."""
    head = playbook.head
    expected = expected_number(question, Setting(head.currency, head.locale))
    if expected.money:
        sign = str(get_currency_symbol(head.currency, locale=locale_of(head.locale)))
        return Label(question.title, "decimal", sign, money_in_words(head.currency))
    if expected.share:
        return Label(f"{question.title}, for example 15 %", "decimal")
    unit = Wording(head.locale, head.currency).unit(question.unit)
    text = question.title if _says(question.title, unit) else f"{question.title} ({unit})"
    return Label(text, "numeric")


def _says(title: str, unit: str) -> bool:
    """Whether the title has the words of the unit already, in whatever ending."""
    said = title.lower()
    return all(word[:_STEM] in said for word in unit.lower().split())


def money_in_words(currency: str) -> str:
    """A currency as it is spoken: "dollars", "euros", "Swiss francs"."""
    if currency == "USD":
        return "dollars"
    name = str(get_currency_name(currency, count=2, locale="en"))
    # A first word of several is a country's, as in "Swiss francs".
    return name if " " in name else name.lower()
