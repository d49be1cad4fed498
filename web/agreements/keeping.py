"""After every change of an agreement: its state anew, the sweeper's next look, the mails that tell of it."""

from collections.abc import Sequence
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from audit.answers import AnswersError
from audit.recovery.money import NoMoneyError
from audit.store import proving
from audit.store.shelf import UnknownPlaybookError
from audit.store.tables import Agreement
from web.request_log import request_id
from web.services import services
from workers.queue import JobKind


def keep_standing(session: Session, agreement: Agreement, now: datetime) -> None:
    """Work the state out anew and have the sweeper look soon. What was signed is kept even if that cannot be done."""
    agreement.next_look_at = now
    session.flush()
    there = now.astimezone(services().settings.team_zone)
    try:
        proving.keep_state(session, services().shelf, agreement, there)
    except (NoMoneyError, UnknownPlaybookError, AnswersError) as error:
        structlog.get_logger().error("state not kept", agreement=agreement.public_id, reason=type(error).__name__)


def send(mail_ids: Sequence[int]) -> None:
    """Tell the workers of mails. To be called after their transaction."""
    for mail_id in mail_ids:
        services().queue.nudge(JobKind.MAIL, mail_id, request_id())
