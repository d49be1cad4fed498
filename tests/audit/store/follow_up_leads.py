"""A lead of an audit, two members of staff, and turns at it: each in its own transaction, as pages take them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy.orm import Session

from audit.store import accounts, activity, leads
from audit.store.database import Database
from audit.store.tables import Activity, AuditRow, Lead, Role

Result = TypeVar("Result")


def there(found: Result | None) -> Result:
    """What was looked for, which has to be there."""
    assert found is not None
    return found


@dataclass
class Desk:
    """`turn` locks the lead and hands it over; each turn is a minute after the one before."""

    database: Database
    audit: AuditRow
    now: datetime
    ada: int = field(init=False)
    ben: int = field(init=False)

    def __post_init__(self) -> None:
        with self.database.writing() as session:
            leads.begin(session, self.audit, self.now)
            self.ada = accounts.create(session, "ada@northwind.example", "Ada", Role.SALES, self.now).id
            self.ben = accounts.create(session, "ben@northwind.example", "Ben", Role.SALES, self.now).id

    def turn(self, work: Callable[[Session, Lead], Result]) -> Result:
        self.now += timedelta(minutes=1)
        with self.database.writing() as session:
            lead = leads.find(session, self.audit.public_id, to_change=True)
            assert lead is not None
            return work(session, lead)

    @property
    def lead(self) -> Lead:
        with self.database.reading() as session:
            lead = leads.find(session, self.audit.public_id)
            assert lead is not None
            return lead

    @property
    def kinds(self) -> list[str]:
        """What was done, the newest first."""
        return [row.kind for row in self.rows]

    @property
    def rows(self) -> list[Activity]:
        with self.database.reading() as session:
            return list(activity.of_lead(session, self.audit.id, 100))
