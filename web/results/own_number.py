"""A number that was assumed, as its page shows it: what it is, where it comes from, which one is in force."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from audit.answers import Assumption, presets_chosen, read_assumption
from audit.findings import Input
from audit.inputs import names_of
from audit.playbook import Playbook
from audit.provenance import is_replaceable, published_line
from audit.store import assumptions
from audit.store.audits import Given
from web.quiz.opened import Opened


@dataclass(frozen=True, slots=True)
class Assumed:
    """A number that can be replaced.

    `published` is the benchmark that stands for `key` after presets. `own` is the company's own number, if one is in
    force, and `given` what was typed for it. `names` are the benchmarks under which an own number counts here.
    """

    key: str
    published: Input
    how_to_measure: str
    own: Assumption | None
    given: Given
    names: tuple[str, ...]

    def is_given(self, read: Assumption) -> bool:
        """Whether that number is the one that was given for it already."""
        return self.own is not None and replace(self.own, given=read.given) == read


def assumed(session: Session, found: Opened, key: str) -> Assumed | None:
    """The number of that key, as the answers so far have it; `None` for one that cannot be replaced."""
    playbook = found.progress.playbook
    if not is_replaceable(playbook, key):
        return None
    swapped = presets_chosen(playbook, found.progress.walked.relevant)
    names = tuple(dict.fromkeys(names_of(key, swapped)))
    given = assumptions.of_audit(session, found.audit.id)
    own = _in_force(playbook, names, given)
    return Assumed(
        key=key,
        published=published_line(playbook, key, swapped),
        how_to_measure=playbook.benchmarks[names[-1]].how_to_measure,
        own=own,
        given=given[own.benchmark] if own else "",
        names=names,
    )


def _in_force(playbook: Playbook, names: tuple[str, ...], given: Mapping[str, Given]) -> Assumption | None:
    read = (read_assumption(playbook, name, given[name]) for name in names if name in given)
    return next((one for one in read if isinstance(one, Assumption)), None)
