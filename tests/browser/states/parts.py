"""All of the site."""

from collections.abc import Iterator, Mapping

from playwright.sync_api import Page

from tests.browser.sites import Site
from tests.browser.states.console_agreements import console_agreement_states
from tests.browser.states.console_leads import lead_states
from tests.browser.states.console_lists import list_states
from tests.browser.states.console_staff import staff_states
from tests.browser.states.longest import longest_states
from tests.browser.states.portal_agreement import agreement_states
from tests.browser.states.portal_arriving import arriving_states
from tests.browser.states.portal_company import company_states
from tests.browser.states.portal_measuring import measuring_states
from tests.browser.states.portal_planning import planning_states
from tests.browser.states.portal_proof import proof_states
from tests.browser.states.quiz import quiz_states
from tests.browser.states.reports import report_states
from tests.browser.states.results import result_states
from tests.browser.states.state import Part, State
from tests.browser.states.wrong_turns import wrong_turns

PARTS: Mapping[str, Part] = {
    "quiz": quiz_states,
    "longest texts": longest_states,
    "result": result_states,
    "report": report_states,
    "wrong turns": wrong_turns,
    "staff": staff_states,
    "leads": lead_states,
    "lists": list_states,
    "portal, arriving": arriving_states,
    "portal, company": company_states,
    "portal, agreement": agreement_states,
    "portal, measuring": measuring_states,
    "portal, proof": proof_states,
    "portal, planning": planning_states,
    "agreements": console_agreement_states,
}


def every_state(site: Site, page: Page) -> Iterator[State]:
    """Lead a visitor who has been nowhere through every page in every state, in the order a person meets them."""
    for part in PARTS.values():
        site.forget_limits()
        yield from part(site, page)
