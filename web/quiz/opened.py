"""An audit as the pages open it: its row, its playbook, and how far it has come."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from audit.store import audits
from audit.store.tables import AuditRow, AuditState
from web.quiz.progress import Progress, progress_of
from web.security.access import NotHeldError
from web.services import services


@dataclass(frozen=True, slots=True)
class Opened:
    """One audit of this browser."""

    audit: AuditRow
    progress: Progress

    @property
    def finished(self) -> bool:
        """Whether there is a result already."""
        return self.audit.state == AuditState.FINISHED


def opened(session: Session, public_id: str, *, to_change: bool = False) -> Opened:
    """The audit, held against changes by others until the transaction ends if it is `to_change`.

    Raises NotHeldError if it is no longer there.
    """
    sheet = audits.sheet(session, public_id, to_change=to_change)
    if sheet is None:
        raise NotHeldError
    playbook = services().shelf.get(sheet.audit.playbook_hash)
    return Opened(sheet.audit, progress_of(playbook, sheet.given))
