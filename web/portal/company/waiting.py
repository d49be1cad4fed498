"""What waits for an operator, the most useful first: a signature, a number, a paper, an audit that is half done."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flask import url_for

from audit.recovery.periods import in_sentence
from audit.store.company_agreements import AgreementLine
from audit.store.tables import Paper
from web.papers.standing import name_of as name_of_paper
from web.portal.company.audit_words import AuditWords


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do: what it is, and the page where it is done. `to_audit` is set where a button opens the quiz."""

    words: str
    link_text: str
    href: str
    to_audit: str = ""


def waiting_for(
    company: str, agreed: Sequence[AgreementLine], papers: Sequence[Paper], audits: Sequence[AuditWords]
) -> tuple[Waiting, ...]:
    """Everything that waits. `company` is its public id."""
    return (
        *_signatures(company, agreed),
        *_numbers(company, agreed),
        *_papers(company, papers),
        *_unfinished(company, audits),
    )


def _signatures(company: str, agreed: Iterable[AgreementLine]) -> Iterator[Waiting]:
    for one in agreed:
        if one.waits_for_signature:
            what = "A new version of the agreement" if one.in_force else "The agreement"
            href = url_for("portal.agreement.show", company=company, agreement=one.agreement.public_id)
            words = f"{what} about “{one.newest.terms.leak_title}” waits for your signature."
            yield Waiting(words, "Read and sign it", href)


def _numbers(company: str, agreed: Iterable[AgreementLine]) -> Iterator[Waiting]:
    for one in agreed:
        if one.in_force is None or not one.missing:
            continue
        terms = one.in_force.terms
        named = in_sentence(one.missing[-1], terms.cadence)
        more = len(one.missing) - 1
        also = f" and {more} earlier {terms.cadence}{'' if more == 1 else 's'}" if more else ""
        href = url_for("portal.measuring.show", company=company, agreement=one.agreement.public_id)
        yield Waiting(f"“{terms.metric_title}” has no number yet for {named}{also}.", "Enter the number", href)


def _papers(company: str, papers: Iterable[Paper]) -> Iterator[Waiting]:
    for one in papers:
        href = url_for("portal.papers.show", company=company, paper=one.public_id)
        name = name_of_paper(one)
        are = "are" if name.startswith("Your") else "is"
        yield Waiting(f"{name} {are} ready, as of {one.as_of.day} {one.as_of:%B %Y}.", "Go to the download", href)


def _unfinished(company: str, audits: Iterable[AuditWords]) -> Iterator[Waiting]:
    for one in audits:
        if one.own and not one.finished:
            href = url_for("portal.company.audit", company=company, audit=one.public_id)
            yield Waiting(f"The audit begun on {one.begun} is not finished.", "Go on with it", href, one.public_id)
