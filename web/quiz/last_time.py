"""What somebody said last time: filled in where they answer the quiz again from the portal, and theirs to change."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy.orm import Session

from audit.answers import Answer, read_answer
from audit.playbook.format import QuestionEntry
from audit.store import company_audits
from audit.store.audits import Given
from web.quiz.opened import Opened
from web.quiz.progress import hashable

SOURCE: Final[Mapping[str, str]] = {"utm_source": "portal"}
"""Where sales sees that such an audit came from. Whoever writes it into a link themselves has nothing filled in."""


def last_given(session: Session, found: Opened, question: QuestionEntry) -> Given | None:
    """What was said to a question in the audit before, if it can still be understood. None for nothing.

    It is no answer until it is sent: nobody is scored by what they did not look at again.
    """
    if found.audit.source.get("utm_source") != SOURCE["utm_source"]:
        return None
    given = company_audits.given_before(session, found.audit.id, question.key)
    if given is None:
        return None
    read = read_answer(found.progress.playbook, question, hashable(given))
    return given if isinstance(read, Answer) else None
