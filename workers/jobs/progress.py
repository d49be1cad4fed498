"""A report or paper on its way: the claim is renewed, and the row says how far it is."""

import time
from datetime import timedelta

from audit.store import claims
from audit.store.claims import Claim
from audit.store.database import Unreachable
from workers.jobs.working import HandedBackError, LostClaimError
from workers.services import WorkerServices

SHARE_OF_DRAWING = 95
"""Percent; the rest is storing the file."""


class DrawingProgress:
    """Told by the drawing how far it is. Raises LostClaimError and HandedBackError, which end it."""

    def __init__(self, services: WorkerServices, held: Claim, lease: timedelta) -> None:
        self._services = services
        self._held = held
        self._lease = lease
        self._renewed_at = time.monotonic()

    def __call__(self, step: str, fraction: float) -> None:  # noqa: ARG002  # the step is for who reads along
        """Renew the claim and note the progress, unless that was done a moment ago. `fraction` goes from 0 to 1."""
        if self._services.stopping.is_set():
            raise HandedBackError
        now = time.monotonic()
        if now - self._renewed_at < self._services.rules.renew_every.total_seconds():
            return
        self._renewed_at = now
        self._renew(round(SHARE_OF_DRAWING * min(1.0, max(0.0, fraction))))

    def _renew(self, percent: int) -> None:
        services = self._services
        try:
            with services.database.writing() as session:
                kept = claims.renew(session, self._held, services.clock(), self._lease, progress_percent=percent)
        except Unreachable:
            return  # the claim still holds for a while; whether it did is asked again when the report is marked
        if not kept:
            raise LostClaimError
