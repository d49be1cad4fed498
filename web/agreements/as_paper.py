"""An agreement as a PDF, to print and to keep."""

from datetime import datetime

from sqlalchemy.orm import Session

from audit.store import agreements, papers
from audit.store.tables import Agreement, Paper, PaperKind
from web.papers.proof_page import Who
from web.request_log import request_id


def order_agreement(session: Session, agreement: Agreement, number: int, who: Who, now: datetime) -> Paper:
    """Have a version made into a PDF, the newest where there is none of that number.

    The same version with the same signatures is one paper, whoever asks; with one more signature it is another.
    """
    versions = agreements.versions(session, agreement.id)
    version = next((one for one in versions if one.row.number == number), versions[0])
    return papers.order(
        session,
        company_id=agreement.company_id,
        kind=PaperKind.AGREEMENT,
        key=f"agreement:{version.row.id}:{len(version.signed)}",
        as_of=now,
        now=now,
        request_id=request_id(),
        agreement_id=agreement.id,
        version_id=version.row.id,
        account_id=who.account_id,
        person_id=who.person_id,
    )
