"""How far a report is, as its listener hears it."""

import logging
from itertools import pairwise

import pytest

from reports.progress import LOGGER
from reports.render import render_pdf
from tests.reports import sample_audits
from tests.reports.conftest import AUDIT_JSON
from tests.reports.reading import Pdf


class StoppedError(Exception):
    """Raised by a listener that has heard enough."""


def told(audit, brand):
    heard: list[tuple[str, float]] = []
    pdf = render_pdf(audit, brand, AUDIT_JSON, lambda step, fraction: heard.append((step, fraction)))
    return heard, Pdf(pdf)


def test_steps_come_in_words_and_in_order(brand):
    heard, _ = told(sample_audits.one_leak_audit(), brand)
    steps = list(dict.fromkeys(step for step, _ in heard))
    assert steps == ["Putting the audit into words", "Laying out the pages", "Drawing", "Writing the PDF"]


@pytest.mark.parametrize("make", ["full_audit", "one_leak_audit", "hostile_audit"])
def test_the_fraction_never_goes_back_and_ends_at_one(make, brand):
    heard, _ = told(getattr(sample_audits, make)(), brand)
    fractions = [fraction for _, fraction in heard]
    assert all(0 <= one <= other <= 1 for one, other in pairwise(fractions))
    assert (fractions[0], fractions[-1]) == (0, 1)
    assert all(fraction < 1 for fraction in fractions[:-1])


def test_each_page_is_told_of_twice(brand):
    heard, pdf = told(sample_audits.full_audit(), brand)
    steps = [step for step, _ in heard]
    pages = len(pdf.reader.pages)
    assert steps.count("Laying out the pages") == pages
    assert steps.count("Drawing") == pages


def test_no_step_is_much_larger_than_the_others(brand):
    heard, _ = told(sample_audits.full_audit(), brand)
    assert max(other - one for (_, one), (_, other) in pairwise(heard)) < 0.1


@pytest.mark.parametrize("at", ["Putting the audit into words", "Laying out the pages", "Drawing", "Writing the PDF"])
def test_what_the_listener_raises_ends_the_render_and_comes_out_as_it_is(at, brand):
    def listen(step, _fraction):
        if step == at:
            raise StoppedError

    with pytest.raises(StoppedError):
        render_pdf(sample_audits.one_leak_audit(), brand, AUDIT_JSON, listen)
    logger = logging.getLogger(LOGGER)
    assert (logger.handlers, logger.propagate, logger.level) == ([], True, logging.NOTSET)
