"""The units of a playbook as words: `lead/month` is `leads a month`."""

import re

IRREGULAR = {"person": "people", "minute": "minutes", "elapsed_hour": "hours", "inquiry": "inquiries"}
CURRENCY = re.compile(r"^[A-Z]{3}$")


def is_money(unit: str) -> bool:
    """Whether the unit counts a currency: `USD`, `USD/job`."""
    return bool(CURRENCY.match(unit.split("/", maxsplit=1)[0]))


def unit_in_words(unit: str, *, one: bool = False) -> str:
    """What stands after a number: `leads a month`, `a job` after money, nothing after a share."""
    if unit in ("", "1"):
        return ""
    top, *below = unit.split("/")
    first = "" if CURRENCY.match(top) or top == "1" else _plural(top, one=one)
    return " ".join([*([first] if first else []), *(f"{_article(_name(part))} {_name(part)}" for part in below)])


def _name(thing: str) -> str:
    return thing.replace("_", " ")


def _article(noun: str) -> str:
    """The word before it: a call, an entry, an hour."""
    return "an" if noun.startswith(("a", "e", "i", "o", "hour")) else "a"


def _plural(thing: str, *, one: bool) -> str:
    name = _name(thing)
    if one:
        return "hour" if thing == "elapsed_hour" else name
    if thing in IRREGULAR:
        return IRREGULAR[thing]
    if name.endswith(("s", "x", "ch", "sh")):
        return name + "es"
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return name[:-1] + "ies"
    return name + "s"
