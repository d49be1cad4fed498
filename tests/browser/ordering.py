"""Asking for the PDF below a result, having it, and reading it."""

import io

import pypdf
from playwright.sync_api import Page

from tests.browser.answering import Hand, until
from tests.browser.sites import Site
from tests.servers.smtp import Delivered

DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
PATIENCE_MILLISECONDS = 60_000
"""How long a report may take on a machine that has other things to do."""


def ask_for_the_pdf(page: Page, hand: Hand, email: str, company: str) -> None:
    """Fill in the form below the result; type the digits where they are asked for, as without JavaScript."""
    hand.write(page, "#email", email)
    hand.write(page, "#company", company)
    question = page.locator("[data-proof-question] label")
    if question.is_visible():
        words = question.inner_text().partition(": ")[2].split(", ")
        hand.write(page, "#proof-digits", "".join(str(DIGITS.index(word)) for word in words))
    hand.press(page, "Get the PDF")


def downloaded(page: Page) -> str:
    """The words of the PDF behind the page's download button, once it is there."""
    button = page.get_by_role("link", name="Download the PDF")
    button.wait_for(timeout=PATIENCE_MILLISECONDS)
    with page.expect_download() as download:
        button.click()
    assert download.value.suggested_filename.endswith(".pdf")
    return words_of(download.value.path().read_bytes())


def words_of(pdf: bytes) -> str:
    """Every word of a PDF, with one space between them."""
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


def mails_to(site: Site, page: Page, email: str) -> list[Delivered]:
    """The mails to an address, once one has come."""
    until(page, lambda: any(email in mail.recipients for mail in site.smtp.delivered), seconds=60)
    return [mail for mail in site.smtp.delivered if email in mail.recipients]
