"""After a paper was ordered in a transaction: the nudge, and the page where it is waited for."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from audit.store.tables import JobState, Paper
from web.request_log import request_id
from web.services import services
from workers.queue import JobKind


def nudge(paper: Paper) -> None:
    """Tell the workers of a paper that waits. To be called after its transaction."""
    if paper.state == JobState.WAITING:
        services().queue.nudge(JobKind.PAPER, paper.id, request_id())


def to_paper(company: str, paper: Paper) -> Response:
    """Have it made, and go to the portal's page where it is waited for. `company` is the company's public id."""
    nudge(paper)
    return redirect(url_for("portal.papers.show", company=company, paper=paper.public_id), 303)
