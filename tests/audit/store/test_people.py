from datetime import timedelta

from audit.store import leads, people
from audit.store.people import Reach


def test_what_is_left_empty_the_next_time_keeps_what_was_known(database, audit, now) -> None:
    reach = Reach(role="Owner", phone="+12125550123", time_zone="America/New_York")
    with database.writing() as session:
        people.remember(session, audit, "dana@northwind.example", "Dana", "Northwind", now, reach)
    with database.writing() as session:
        later = now + timedelta(hours=1)
        people.remember(session, audit, "DANA@northwind.example", "", "Northwind Trading", later, Reach(role="Partner"))

    with database.reading() as session:
        contact = people.contact_of(session, audit.id)
        assert contact is not None
        assert (contact.name, contact.company) == ("Dana", "Northwind Trading")
        assert (contact.role, contact.phone, contact.time_zone) == ("Partner", "+12125550123", "America/New_York")
        lead = leads.of_audit(session, audit.id)
        assert lead is not None
        assert (lead.contact_name, lead.company) == ("Dana", "Northwind Trading")
