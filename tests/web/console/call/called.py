"""Leads as they come in: a finished audit with a person, an unfinished one, one that the audit says no to."""

from dataclasses import dataclass
from datetime import timedelta

from audit.store import audits, leads, people
from audit.store.people import Reach
from audit.store.tables import Lead
from tests.journeys.companies import playbook_of
from tests.web.results.site import Store, record_of
from tests.web.security.site import Site

PAT = Reach("Owner", "+14155550132", "America/Chicago")


@dataclass(frozen=True)
class Desk:
    """Puts leads where the console finds them."""

    site: Site
    store: Store

    def finished(self, lead: str, name: str, company: str, reach: Reach | None = PAT, **changes: str) -> str:
        """A lead with a result, and with a person unless `reach` is None. Returns its public id."""
        self.store.result(lead, name, record_of(name, company, **changes))
        if reach is not None:
            self.person(lead, reach)
        return lead

    def person(self, lead: str, reach: Reach = PAT, consent: bool = True) -> None:
        """Somebody who says who they are; the response clock starts."""
        now = self.site.clock()
        with self.site.services.database.writing() as session:
            audit = audits.find(session, lead)
            assert audit
            person = people.remember(
                session, audit, "pat@northwind.example", "Pat Lee", "Northwind Plumbing", now, reach
            )
            if consent:
                people.agree(session, audit, person, "follow_up", "Northwind may write to me about this result.", now)
            leads.start_clock(session, audit.id, now, now + timedelta(minutes=5), now + timedelta(minutes=60))

    def begun(self, lead: str, name: str, source: dict[str, str] | None = None, **answers: str) -> str:
        """An unfinished lead with these answers."""
        now, playbook = self.site.clock(), playbook_of(name)
        with self.site.services.database.writing() as session:
            audit = audits.begin(session, lead, playbook.content_hash, source or {}, now)
            for key, given in answers.items():
                audits.save_answer(session, audit, key, given, now)
        return lead

    def lead(self, public_id: str) -> Lead:
        """The lead as it stands."""
        found = self.store.row(Lead, public_id=public_id)
        assert found
        return found
