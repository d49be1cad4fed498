"""What the queue can be narrowed to, in words, and who a lead can be given to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from flask import current_app
from sqlalchemy.orm import Session

from audit.sales.statuses import Status
from audit.store import accounts
from audit.store.queue_choices import QueueChoices, choices
from audit.store.queue_filters import ME, NO_SOURCE, NOBODY, OPEN, Answer, Clock, Due, Filters, Sort
from audit.store.tables import Account, Role
from web.console.follow_up.wording import short_label
from web.offered import offered
from web.services import services

KEPT_FOR: Final = timedelta(minutes=1)
_EXTENSION: Final = "plumbline-queue-choices"
SORTS: Final = {
    Sort.DOLLARS: "Most dollars",
    Sort.CLOCK: "Response clock",
    Sort.NEWEST: "Newest",
    Sort.OLDEST: "Oldest",
}
STATUSES: Final[Mapping[str, str]] = {OPEN: "New or attempting", **{status: short_label(status) for status in Status}}
CLOCKS: Final[Mapping[str, str]] = {
    Clock.RUNNING: "Running",
    Clock.AMBER: "Amber",
    Clock.RED: "Red",
    Clock.ANSWERED: "Answered",
}
DUES: Final[Mapping[str, str]] = {
    Due.OVERDUE: "Overdue",
    Due.TODAY: "Today, or overdue",
    Due.WEEK: "Within a week, or overdue",
}
FINISHED: Final[Mapping[str, str]] = {Answer.YES: "Finished", Answer.NO: "Not finished"}
SAMPLES: Final[Mapping[str, str]] = {Answer.NO: "Without sample companies", Answer.YES: "Sample companies only"}


@dataclass(frozen=True, slots=True)
class Select:
    """A list to choose from: what is chosen, and the values with their words. `any` says what nothing chosen means."""

    name: str
    label: str
    any: str
    chosen: str
    options: Mapping[str, str]

    @property
    def words(self) -> str:
        """What is chosen, in words."""
        return self.options.get(self.chosen, self.chosen)


def selects(session: Session, filters: Filters, account_id: int) -> Sequence[Select]:
    """Every list of the filters."""
    found, people = _known(session, services().clock()), owners(accounts.everybody(session), account_id)
    sources = {source: source for source in found.sources}
    kinds: tuple[tuple[str, str, str, Mapping[str, str]], ...] = (
        ("status", "Status", "Any status", STATUSES),
        ("owner", "Owner", "Anybody or nobody", {ME: "Me", NOBODY: "Nobody", **people}),
        ("clock", "Response clock", "Any", CLOCKS),
        ("due", "Next step due", "Any time or none", DUES),
        ("leak", "Leak", "Any leak", found.leaks),
        ("fix", "First fix", "Any fix", {key: fix_title(key) for key in found.fixes}),
        ("source", "Source", "Any source", {NO_SOURCE: "No source", **sources}),
        ("tag", "Tag", "Any tag", {tag: tag for tag in found.tags}),
        ("finished", "Quiz", "Finished or not", FINISHED),
        ("playbook", "Playbook", "Any playbook", found.playbooks),
        ("samples", "Sample companies", "With the others", SAMPLES),
    )
    return tuple(
        _select(name, label, anything, getattr(filters, name), options) for name, label, anything, options in kinds
    )


def owners(everybody: Sequence[Account], me: int | None = None) -> Mapping[str, str]:
    """Who owns leads or may, by number; `me` is left out."""
    sellers = [one for one in everybody if one.role in (Role.ADMIN, Role.SALES) and one.id != me]
    return {str(one.id): one.name if one.disabled_at is None else f"{one.name} (account shut)" for one in sellers}


def fix_title(key: str) -> str:
    """A fix in words: as a playbook names it that is offered today, or its key."""
    titles = (playbook.fixes[key].title for playbook in offered().values() if key in playbook.fixes)
    return next(titles, key.replace("_", " ").capitalize())


def _select(name: str, label: str, anything: str, value: str | None, options: Mapping[str, str]) -> Select:
    chosen = str(value or "")
    # What is asked for and no lead has, such as a tag of a saved view, can still be seen and taken away.
    known = options if not chosen or chosen in options else {**options, chosen: chosen}
    return Select(name, label, anything, chosen, {str(key): words for key, words in known.items()})


def _known(session: Session, now: datetime) -> QueueChoices:
    """What leads have, no older than KEPT_FOR: looking it up reads two whole indexes."""
    kept: tuple[datetime, QueueChoices] | None = current_app.extensions.get(_EXTENSION)
    if kept is None or not timedelta() <= now - kept[0] < KEPT_FOR:
        kept = (now, choices(session))
        current_app.extensions[_EXTENSION] = kept
    return kept[1]
