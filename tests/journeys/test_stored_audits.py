"""Audits that were stored earlier come out to the same cents today."""

import pytest

from audit.record import from_json, recompute
from tests.journeys.companies import COMPANIES, playbook_of
from tests.journeys.store import STORED, WHOLE, path_of, text_of, whole_path

HOW = "if the numbers were meant to move: python -m tests.journeys.store, and look at what has changed"


def test_every_company_has_its_numbers_stored_and_nobody_else():
    stored = {path.relative_to(STORED).as_posix() for path in STORED.rglob("*.json")} - {whole_path().name}
    assert stored == {path_of(*company).relative_to(STORED).as_posix() for company in COMPANIES}, HOW


@pytest.mark.parametrize(("name", "company"), COMPANIES)
def test_a_company_comes_out_to_the_cents_that_were_stored(name, company):
    assert path_of(name, company).is_file(), HOW
    stored = path_of(name, company).read_text(encoding="utf-8")
    assert text_of(name, company).splitlines() == stored.splitlines(), HOW


def test_a_record_that_was_stored_whole_is_read_and_worked_out_again_without_a_difference():
    assert whole_path().is_file(), HOW
    record = from_json(whole_path().read_bytes())
    assert record.audit.company.name == "Corner Clinic"
    assert recompute(record, playbook_of(WHOLE[0])) == (), HOW
