"""The whole result, as the company reads it, with the console's own ways to put things right."""

from audit.store.tables import AccessEntry
from tests.web.results.site import record_of


def test_everything_is_there_and_each_change_leads_into_the_console(rep, plumber, store):
    page = rep.open("/console/leads/plumber/answers")
    audit = record_of("home_services", "bramble_plumbing").audit
    assert page.status == 200
    assert all(finding.what in page.words for finding in audit.findings)
    addresses = {url for text, url in page.links().items() if text.startswith("Change")}
    assert "/console/leads/plumber/answers/job_value" in addresses
    assert "/console/leads/plumber/what-if#number-job_margin" in addresses
    assert not [url for url in page.links().values() if url.startswith("/audit/")]
    assert store.row(AccessEntry).action == "read the whole result of a lead"


def test_who_may_only_look_is_offered_no_change(viewer, plumber):
    page = viewer.open("/console/leads/plumber/answers")
    assert not [text for text in page.links() if text.startswith("Change")]


def test_without_a_result_it_leads_back(rep, desk):
    desk.begun("half", "home_services", jobs_per_month="40")
    assert rep.open("/console/leads/half/answers").path == "/console/leads/half"
