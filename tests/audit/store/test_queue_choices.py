from audit.store import queue_choices
from tests.audit.store.queued import queue_up


def test_the_choices_are_what_leads_have_each_once_and_in_order(database, playbook) -> None:
    with database.writing() as session:
        for number, (source, tags) in enumerate([("partner", ("warm",)), ("google", ("cold", "warm")), ("", ())]):
            found = {"missed_calls": 1.0, "late_invoicing": 2.0}
            fix = "text_back" if source else ""
            queue_up(
                session,
                playbook.content_hash,
                f"lead {number}",
                total=1,
                found=found,
                tags=tags,
                source=source,
                first_fix=fix,
            )

    with database.reading() as session:
        choices = queue_choices.choices(session)

    assert choices.leaks == {"late_invoicing": "Late_invoicing", "missed_calls": "Missed_calls"}
    assert choices.sources == ["google", "partner"]
    assert choices.tags == ["cold", "warm"]
    assert choices.fixes == ["text_back"]
    assert choices.playbooks == {"home_services": playbook.head.title}


def test_an_empty_queue_has_none(database) -> None:
    with database.reading() as session:
        assert not any((queue_choices.choices(session).leaks, queue_choices.choices(session).tags))
