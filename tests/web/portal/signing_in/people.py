"""People who sign in to the portal: contacts of finished audits, the links in their mails, and their browsers."""

import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from sqlalchemy import select

from audit.store import audits, companies, memberships, operator_links, people, personal_data
from audit.store.tables import AuditState, Company, Mail, MailKind, Membership, Person, Table
from tests.web.quiz.browser import Browser
from tests.web.security.site import Site
from workers.jobs.mail import composed
from workers.rules import Rules
from workers.services import WorkerServices

PAT = "pat@northwind.example"
LEE = "lee@northwind.example"
LINK = re.compile(r"http://localhost:8000(/portal/(?:enter|join)/[\w-]{43})\n")
Row = TypeVar("Row", bound=Table)


@dataclass(frozen=True)
class Door:
    """The way into the portal, as the tests walk it."""

    site: Site

    def sent(self, audit: str, email: str = PAT, company: str = "Northwind", *, finished: bool = True) -> str:
        """An audit that was sent to an address. Returns its public id."""
        self.site.begin_audit(audit)
        with self.site.services.database.writing() as session:
            row = audits.find(session, audit)
            assert row
            row.state = AuditState.FINISHED if finished else AuditState.ANSWERING
            people.remember(session, row, email, "Pat Lee", company, self.site.clock())
        return audit

    def company(self, name: str = "Northwind", *emails: str) -> Company:
        """A company of people who have joined it, Pat if nobody is named."""
        now = self.site.clock()
        with self.site.services.database.writing() as session:
            made = companies.begin(session, name, now)
            for email in emails or (PAT,):
                companies.join(session, made, companies.person_at(session, email, now), email.partition("@")[0], now)
            return made

    def invited(self, company: Company, email: str = LEE) -> str:
        """Invite somebody. Returns the path of their link."""
        now = self.site.clock()
        with self.site.services.database.writing() as session:
            person = companies.person_at(session, email, now)
            made = session.get(Company, company.id)
            assert made
            memberships.invite(session, made, person, "Lee Ortiz", now)
            secret = secrets.token_urlsafe(32)
            operator_links.keep(session, secret, person.id, now, now + timedelta(days=7), to_join=company.id)
        return f"/portal/join/{secret}"

    def link(self, email: str = PAT) -> str:
        """A link that signs in, as a mail would bring it. Returns its path."""
        now = self.site.clock()
        with self.site.services.database.writing() as session:
            person = companies.person_at(session, email, now)
            secret = secrets.token_urlsafe(32)
            operator_links.keep(session, secret, person.id, now, now + timedelta(minutes=30))
        return f"/portal/enter/{secret}"

    def enter(self, email: str = PAT) -> Browser:
        """A browser that was let in with a link."""
        browser = Browser(self.site.client())
        answer = self.press(browser, self.link(email))
        assert answer.status_code == 303
        return browser

    def press(self, browser: Browser, path: str, /, **typed: str):
        """Press the button of a page without following where it leads."""
        hidden = browser.open(path).hidden()
        return browser.client.post(path, data={**hidden, **typed})

    def rows(self, table: type[Row]) -> list[Row]:
        """All rows of a table, in order."""
        with self.site.services.database.reading() as session:
            return list(session.scalars(select(table).order_by(*table.__table__.primary_key)))

    def person(self, email: str) -> Person:
        with self.site.services.database.reading() as session:
            found = personal_data.find_by_email(session, email)
        assert found
        return found

    def membership(self, company: Company, email: str) -> Membership | None:
        with self.site.services.database.reading() as session:
            person = personal_data.find_by_email(session, email)
            return memberships.of_person(session, company.id, person.id) if person else None

    def mailed(self, kind: MailKind) -> list[str]:
        """The links of the mails of a kind that wait, as the worker would send them."""
        waiting = [mail for mail in self.rows(Mail) if mail.kind == kind]
        return [LINK.findall(self.text_of(mail))[0] for mail in waiting]

    def text_of(self, mail: Mail) -> str:
        """What a mail says, as the worker would send it."""
        served = self.site.services
        worker = WorkerServices(
            settings=served.settings,
            database=served.database,
            shelf=served.shelf,
            report_files=served.report_files,
            queue=self.site.queue,
            clock=self.site.clock,
            rules=Rules(),
        )
        text: str = composed(worker, mail.id).get_body(("plain",)).get_content()
        return text
