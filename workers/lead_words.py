"""What mails and Slack messages tell of a lead, and the words that they share."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from audit.sales.clock import Turn


@dataclass(frozen=True, slots=True)
class Figures:
    """What the newest result says. `total` is empty where nothing leaks."""

    total: str
    leak: str
    fix: str


@dataclass(frozen=True, slots=True)
class LeadNews:
    """A lead in a few lines. `who` is a name and role, as far as they were given; `figures` needs a finished quiz."""

    company: str
    who: str
    figures: Figures | None
    clock: str
    consent: str
    link: str


HEADINGS: Final[Mapping[Turn, str]] = {
    Turn.ARRIVED: "New lead: {company}",
    Turn.AMBER: "Nobody has been in touch yet: {company}",
    Turn.RED: "Overdue: {company}",
}
"""What a message begins with, for each turn of the clock."""


def lines_of(news: LeadNews, *, with_person: bool) -> dict[str, str]:
    """Return what is known of a lead, line by line under its label; empty lines are left out."""
    figures = news.figures
    lines = {
        "Who": news.who if with_person else "",
        "Found": figures.total if figures else "The quiz is not finished.",
        "Largest leak": figures.leak if figures else "",
        "Fix first": figures.fix if figures else "",
        "Response clock": news.clock,
        "Consent": news.consent,
    }
    return {label: line for label, line in lines.items() if line}
