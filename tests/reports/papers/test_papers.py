"""The three papers as PDFs: tagged, whole, the same each time, and unbroken by whatever people write."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from audit.findings import Loop
from reports.brand import ReportBrand
from reports.papers.contents import Contents
from reports.papers.render import render_paper
from tests.reports.papers import proofs
from tests.reports.reading import Pdf

BRAND = ReportBrand("Northgate Partners", None, "", "#123c3a", "#b4491f", "hello@northgate.example")
NASTY = "<b>Ötker</b> & Söhne 🚀 מוסך צפון " + "Donaudampfschifffahrtsgesellschaft" * 3 + "\u202e end"
PAPERS: dict[str, Callable[[], Contents]] = {
    "agreement": proofs.agreement_paper,
    "unsigned": lambda: proofs.agreement_paper(signed=False, changed=True),
    "proof": proofs.proof_paper,
    "weeks": lambda: proofs.proof_paper(proofs.weekly()),
    "empty": lambda: proofs.proof_paper(proofs.proof(())),
    "fix": proofs.fix_paper,
}


@cache
def pdf(name):
    return Pdf(render_paper(PAPERS[name](), BRAND))


@pytest.mark.parametrize("name", PAPERS)
def test_it_is_a_tagged_pdf_that_the_validator_accepts(name):
    assert pdf(name).failures() == []


@pytest.mark.parametrize("name", PAPERS)
def test_no_letter_leaves_the_paper(name):
    assert pdf(name).overflowing() == []


@pytest.mark.parametrize("name", ["agreement", "proof", "fix"])
def test_the_same_contents_give_the_same_bytes(name):
    assert render_paper(PAPERS[name](), BRAND) == pdf(name).data


@pytest.mark.parametrize(
    ("name", "file"), [("agreement", "agreement.json"), ("proof", "proof.json"), ("fix", "fix.json")]
)
def test_its_contents_are_attached_as_data(name, file):
    attached = json.loads(pdf(name).reader.attachments[file][0])
    terms = attached["proof"]["terms"] if name == "proof" else attached["terms"]
    assert terms["metric"] == "missed_inquiries"
    assert attached["origin"]["playbook_version"] == "1.4.0"


@pytest.mark.parametrize("name", PAPERS)
def test_it_says_which_revision_and_playbook_it_rests_on(name):
    assert "revision 2 of the audit of June 20, 2026" in pdf(name).text
    assert "Home services, version 1.4.0" in pdf(name).text


def test_an_agreement_has_its_terms_and_both_signatures_on_one_page():
    assert len(pdf("agreement").pages) == 1
    for words in ("40 inquiries a month", "14 inquiries a month", "$18,000 to $52,000", "Robin Okafor", "Sam Vance"):
        assert words in pdf("agreement").text
    assert "June 28, 2026, 14:05 UTC" in pdf("agreement").text
    assert "January 2026: 38" in pdf("agreement").text


def test_an_agreement_that_nobody_signed_says_so_and_what_changed():
    assert pdf("unsigned").text.count("not yet signed") == 2
    assert "The owner changed, and the target with it." in pdf("unsigned").text
    assert "Target 20 inquiries a month 14 inquiries a month" in pdf("unsigned").text
    assert "Owner Alex Kim Robin Okafor" in pdf("unsigned").text


def test_a_proof_has_the_state_first_and_every_period():
    assert "Reached" in pdf("proof").pages[0]
    for month in ("July 2026", "October 2026 missing", "June 2027"):
        assert month in pdf("proof").text
    assert "Corrected twice" in pdf("proof").text
    assert "Understanding Variation" in pdf("proof").text


def test_sixty_weeks_break_into_pages_that_repeat_the_head_of_the_table():
    pages = pdf("weeks").pages
    assert 3 <= len(pages) <= 7
    assert sum("Target met" in page for page in pages) >= 2
    assert "Week of 6 July 2026" in pdf("weeks").text


def test_a_proof_before_the_first_period_is_whole():
    assert "No period since the start is over yet." in pdf("empty").text


def test_a_stopped_proof_says_when_and_why():
    stopped = replace(proofs.proof_paper(), stopped_on=proofs.START, stopped_why="The owner has left.")
    assert "Stopped on July 1, 2026. The owner has left." in Pdf(render_paper(stopped, BRAND)).text


def test_a_fix_has_one_page_with_its_loop_and_the_day_to_stop():
    assert len(pdf("fix").pages) == 1
    for words in ("Somebody has an hour a week for it", "Stop on September 9, 2026", "14 inquiries a month"):
        assert words in pdf("fix").text


def long_fix():
    """A fix as wordy as the forms allow."""
    words = "And then somebody has to look at the list of calls again and decide who calls back, and when. " * 40
    conditions = proofs.fix_paper().conditions * 3
    long = tuple(replace(one, title=words[:300], first_step=words[:600]) for one in conditions)
    paper = proofs.fix_paper(how=words[:1_000], stop_rule=words[:1_000], owner=words[:200], metric_title=words[:200])
    loop = Loop(words[:900], words[:900], words[:900], words[:900])
    return replace(paper, sentence=words[:900], summary=words[:900], loop=loop, conditions=long)


def test_a_fix_has_one_page_however_much_is_written():
    assert len(Pdf(render_paper(long_fix(), BRAND)).pages) == 1


def nasty(name):
    """The paper with a text in every place that is hard to set."""
    terms: dict[str, object] = {
        "leak_title": NASTY[:200],
        "fix_title": NASTY[:200],
        "metric_title": NASTY[:200],
        "how": (NASTY * 9)[:1_000],
        "source": NASTY[:200],
        "owner": NASTY[:200],
        "stop_rule": (NASTY * 9)[:1_000],
    }
    origin = replace(proofs.ORIGIN, company=NASTY, playbook_title=NASTY, playbook_version=NASTY)
    if name == "proof":
        made = proofs.story()
        periods = tuple(replace(one, note=NASTY * 3) for one in made.periods)
        agreed = proofs.terms(**terms)
        made = replace(made, terms=agreed, periods=periods, words=NASTY, advice=NASTY, drift=NASTY)
        return replace(proofs.proof_paper(made), origin=origin, stopped_on=proofs.START, stopped_why=NASTY * 5)
    if name == "fix":
        loop = Loop(NASTY, NASTY, NASTY, NASTY)
        return replace(proofs.fix_paper(**terms), origin=origin, sentence=NASTY, summary=NASTY, loop=loop)
    paper = replace(proofs.agreement_paper(changed=True), terms=proofs.terms(**terms))
    signed = tuple(replace(one, name=NASTY, wording=NASTY * 3, for_whom=NASTY) for one in paper.signatures)
    return replace(paper, origin=origin, consultancy=NASTY, why=NASTY * 5, signatures=signed)


@pytest.mark.parametrize("name", ["agreement", "proof", "fix"])
def test_long_names_other_scripts_and_markup_break_nothing(name):
    made = Pdf(render_paper(nasty(name), BRAND))
    assert made.overflowing() == []
    assert made.failures() == []
    assert "<b>Ötker</b> & Söhne" in made.text


def test_a_weekly_agreement_with_many_values_stays_whole():
    weekly = proofs.weekly().terms
    paper = replace(proofs.agreement_paper(), terms=weekly)
    assert Pdf(render_paper(paper, BRAND)).overflowing() == []
