"""A published calculation written out as a playbook folder: one question, the page's other numbers as benchmarks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from audit.checking.gate import check
from audit.checking.gate import load as load_folder
from audit.playbook import Playbook
from tests.audit.playbook_folders import AS_OF


@dataclass(frozen=True)
class Page:
    """A page with a calculation: its inputs (the first is asked, the others are benchmarks) and its model.

    `published` has what the page prints, by quantity; `leak` is the quantity that is nothing once the leak is
    closed; `a_year` is what that makes in a year, `when_nothing` and `when_doubled` for none and twice the first input.
    """

    name: str
    url: str
    things: tuple[str, ...]
    inputs: Mapping[str, tuple[float, str]]
    quantities: Mapping[str, tuple[str, str]]
    leak: str
    published: Mapping[str, float]
    a_year: float
    when_nothing: float = 0.0
    when_doubled: float | None = None
    currency: str = "USD"
    calendar: Mapping[str, float] = field(default_factory=dict)
    within: float = 0.005

    @property
    def asked(self) -> str:
        """The input that is a question."""
        return next(iter(self.inputs))


def _head(page: Page) -> str:
    things = ", ".join(f'"{thing}"' for thing in page.things)
    calendar = "\n".join(f"{key} = {value}" for key, value in page.calendar.items())
    return f"""
name = "{page.name}"
title = "{page.name}"
version = "1"
summary = "As published at {page.url}"
currency = "{page.currency}"
locale = "en_US"
value = "value"
value_label = "what is left"
discount_rate = 0.1
things = [{things}]
[calendar]
{calendar}
[brand]
name = "Test"
"""


def _question(page: Page) -> str:
    return f"""
[[question]]
key = "{page.asked}"
kind = "number"
title = "{page.asked}"
text = "{page.asked}?"
hint = "The page asks for it."
unit = "{page.inputs[page.asked][1]}"
"""


def _benchmark(page: Page, key: str) -> str:
    number, unit = page.inputs[key]
    return f"""
title = "{key}"
unit = "{unit}"
low = {number}
likely = {number}
high = {number}
region = "as published"
as_of = 2025-01-01
checked_on = 2026-01-01
confidence = "low"
[source]
title = "A published example"
url = "{page.url}"
kind = "article"
"""


def _quantity(key: str, formula: str, unit: str) -> str:
    return f'[quantity.{key}]\ntitle = "{key}"\nformula = "{formula}"\nunit = "{unit}"\n'


def _leak(page: Page) -> str:
    number = page.inputs[page.asked][0]
    doubled = page.when_doubled if page.when_doubled is not None else 2 * page.a_year
    examples = "".join(
        f'[[example]]\nnote = "{note}"\ngiven = {{ {page.asked} = {given} }}\nalone = {alone}\n'
        for note, given, alone in (
            ("As published.", number, page.a_year),
            ("Nothing.", 0, page.when_nothing),
            ("Twice as much.", 2 * number, doubled),
        )
    )
    return f"""
title = "The leak"
stage = "Any"
what = "As published."
sentence = "It costs {{alone}} a year."
evidence = "{page.url}"
changes = {{ {page.leak} = "0" }}
{examples}
"""


def written(page: Page, folder: Path) -> Path:
    """Write the page's playbook."""
    files = {
        "playbook.toml": _head(page),
        "questions.toml": _question(page),
        "model.toml": "\n".join(_quantity(key, *entry) for key, entry in page.quantities.items()),
        "leaks/the_leak.toml": _leak(page),
        **{f"benchmarks/{key}.toml": _benchmark(page, key) for key in page.inputs if key != page.asked},
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def load(page: Page, folder: Path) -> Playbook:
    """Write and load the page's playbook; there is nothing to say about it but that no fix closes the leak."""
    written(page, folder)
    assert [remark.message for remark in check(folder, AS_OF)] == ["no fix closes this leak"]
    return load_folder(folder)
