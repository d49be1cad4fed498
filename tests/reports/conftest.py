"""Reports that several tests read, rendered once each."""

import json

import pytest

from reports.brand import ReportBrand
from reports.render import render_pdf
from tests.reports import sample_audits
from tests.reports.reading import Pdf

AUDIT_JSON = json.dumps({"audit": "as JSON", "total": 460_985.8}).encode()


@pytest.fixture(scope="session")
def brand():
    return ReportBrand("Northgate Partners", None, "", "#123c3a", "#b4491f", "hello@northgate.example")


@pytest.fixture(scope="session")
def full_pdf(brand):
    return Pdf(render_pdf(sample_audits.full_audit(), brand, AUDIT_JSON))


@pytest.fixture(scope="session")
def tie_pdf(brand):
    return Pdf(render_pdf(sample_audits.tie_audit(), brand, AUDIT_JSON))


@pytest.fixture(scope="session")
def no_fix_pdf(brand):
    return Pdf(render_pdf(sample_audits.no_fix_audit(), brand, AUDIT_JSON))


@pytest.fixture(scope="session")
def hostile_pdf(brand):
    return Pdf(render_pdf(sample_audits.hostile_audit(), brand, AUDIT_JSON))
