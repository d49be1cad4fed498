"""How far a paper is, in words that are true."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from audit.store import papers
from audit.store.tables import JobState, Paper, PaperKind
from web.results.progress import Progress

NAMES: Final[Mapping[PaperKind, str]] = {
    PaperKind.AGREEMENT: "The agreement",
    PaperKind.PROOF: "The proof",
    PaperKind.FIX_PAGE: "The one-page fix",
    PaperKind.EVERYTHING: "Your data",
}
"""What each is called at the beginning of a sentence. All but the last are PDFs."""

FAILED: Final = "Something went wrong while it was made. Nothing is lost, and you can have it made once more."


def standing_of(paper: Paper, now: datetime) -> Progress:
    """Where a paper stands: waiting, working, again, failed, ready, or gone after its time."""
    name = name_of(paper)
    are = "are" if paper.kind == PaperKind.EVERYTHING else "is"
    if paper.state == JobState.DONE:
        if papers.can_be_had(paper, now):
            return Progress("ready", f"{name} {are} ready", "", 100, None, settled=True)
        return Progress("gone", f"{name} {are} no longer here", _OVER, 0, None, settled=True)
    if paper.state == JobState.FAILED:
        return Progress("failed", f"{name} could not be made", FAILED, 0, None, settled=True)
    heading = f"{name} {are} on the way"
    if paper.state == JobState.WORKING and paper.claimed_until and paper.claimed_until > now:
        percent = min(max(paper.progress_percent, 0), 99)
        return Progress("working", heading, "It is being made.", percent, None, settled=False)
    if paper.state == JobState.WORKING:
        return Progress("again", heading, "It was interrupted and starts again in a moment.", 0, None, settled=False)
    if paper.attempts:
        at = paper.next_attempt_at.astimezone(UTC)
        words = f"Something went wrong, and nothing is lost. We try again at {at:%H:%M} UTC."
        return Progress("again", heading, words, 0, at, settled=False)
    return Progress("waiting", heading, "It is waiting for its turn.", 0, None, settled=False)


def script_state(paper: Paper, now: datetime) -> Mapping[str, str | int | bool | None]:
    """Where a paper stands, for the script of its page."""
    progress = standing_of(paper, now)
    return {
        "state": progress.state,
        "heading": progress.heading,
        "sentence": progress.sentence,
        "percent": progress.percent,
        "again_at": progress.again_at.isoformat() if progress.again_at else None,
        "settled": progress.settled,
    }


def name_of(paper: Paper) -> str:
    """What a paper is called at the beginning of a sentence."""
    return NAMES[PaperKind(paper.kind)]


_OVER = "It could be downloaded for a limited time. You can ask for it once more."
