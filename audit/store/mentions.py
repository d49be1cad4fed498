"""Where a person is named in what staff wrote freely: those words are replaced, the rest stays readable."""

import re
from collections.abc import Iterable, Mapping, Sequence
from re import Pattern
from typing import Final

from sqlalchemy import ColumnElement, String, cast, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from audit.store.leads import words_of
from audit.store.saved_views import LONGEST_NAME
from audit.store.tables import Activity, Lead, Note, SavedView

ERASED: Final = "[erased]"
LEAST_LENGTH: Final = 2
"""Characters of a name that is looked for: one letter would be found in every note."""


def pattern_of(said: Iterable[str]) -> Pattern[str] | None:
    """Return what finds any of these texts as whole words, in capitals or not; None where nothing is to be found."""
    longest_first = sorted({text.strip() for text in said if len(text.strip()) >= LEAST_LENGTH}, key=len, reverse=True)
    if not longest_first:
        return None
    found = "|".join(r"\s+".join(map(re.escape, text.split())) for text in longest_first)
    return re.compile(rf"(?<!\w)(?:{found})(?!\w)", re.IGNORECASE)


def forget_in_leads(session: Session, audit_ids: Sequence[int], said: Iterable[str]) -> int:
    """Replace these texts wherever staff wrote them about these leads. Returns how many rows were changed."""
    named = pattern_of(said)
    if named is None or not audit_ids:
        return 0
    notes = session.scalars(select(Note).where(Note.audit_id.in_(audit_ids))).all()
    leads = session.scalars(select(Lead).where(Lead.audit_id.in_(audit_ids))).all()
    happened = session.scalars(select(Activity).where(Activity.audit_id.in_(audit_ids))).all()
    return _replace(named, notes, leads, happened)


def forget_everywhere(session: Session, email: str) -> int:
    """Replace an address wherever staff wrote it, about whichever lead. Returns how many rows were changed."""
    named = pattern_of([email])
    if named is None:
        return 0
    notes = session.scalars(select(Note).where(_has(Note.text, email))).all()
    leads = session.scalars(select(Lead).where(_has(Lead.next_step, email))).all()
    changed = or_(_has(cast(Activity.before, String), email), _has(cast(Activity.after, String), email))
    return _replace(named, notes, leads, session.scalars(select(Activity).where(changed)).all())


def forget_searches(session: Session, said: Iterable[str]) -> int:
    """Empty the searches of saved views that look for somebody, if only by one word. Returns how many there were."""
    texts = list(said)
    named, words = pattern_of(texts), {word for text in texts for word in words_of(text.partition("@")[0])}
    rows = 0
    for view in session.scalars(select(SavedView)).all():
        name = named.sub(ERASED, view.name) if named else view.name
        sought = "" if words.intersection(words_of(view.words)) else view.words
        if (name, sought) != (view.name, view.words):
            # The name is unique among those of its maker.
            view.name = name if name == view.name else f"{name[: LONGEST_NAME - 12]} {view.id}"
            view.words, rows = sought, rows + 1
    return rows


def _has(column: InstrumentedAttribute[str] | ColumnElement[str], text: str) -> ColumnElement[bool]:
    return func.lower(column).contains(text.lower(), autoescape=True)


def _replace(named: Pattern[str], notes: Sequence[Note], leads: Sequence[Lead], happened: Sequence[Activity]) -> int:
    """Whoever has one of them open to change it is told that it has changed meanwhile: its version goes up."""
    rows = 0
    for note in notes:
        if named.search(note.text):
            note.text, note.version, rows = named.sub(ERASED, note.text), note.version + 1, rows + 1
    for lead in leads:
        if named.search(lead.next_step):
            lead.next_step, lead.version, rows = named.sub(ERASED, lead.next_step), lead.version + 1, rows + 1
    for one in happened:
        before, after = _without(named, one.before), _without(named, one.after)
        if (before, after) != (one.before, one.after):
            one.before, one.after, rows = before, after, rows + 1
    return rows


def _without(named: Pattern[str], values: Mapping[str, str]) -> dict[str, str]:
    return {name: named.sub(ERASED, value) for name, value in values.items()}
