"""The proof as Chromium solves it: on its own where scripts run, else by the person who reads the words."""

from collections.abc import Iterator
from threading import Thread

import pytest
from flask import current_app, render_template_string, request
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from tests.web.security.site import Site
from web.security.access import Access, access
from web.security.proof import DIGIT_WORDS, TYPED, WORK, challenge_for, check

pytestmark = pytest.mark.enable_socket

PAGE = """{% extends "layout.html" %}
{% block main %}
{% import "proof.html" as proof with context %}
<h1>Ask for it</h1>
<form method="post" action="/audit/mine/ask">
  {{ page.csrf() }}
  {{ proof.fields(challenge, error) }}
  {{ page.button("Send") }}
</form>
{% endblock %}"""


@access(Access.HOLDER)
def ask(public_id: str) -> str:
    now = current_app.extensions["clock"]()
    error = check(request.form, public_id, now) if request.method == "POST" else ""
    if error is None:
        return "work" if request.form[WORK] else "digits" if request.form[TYPED] else "nothing"
    return render_template_string(PAGE, challenge=challenge_for(public_id, now), error=error)


@pytest.fixture
def origin(site: Site) -> Iterator[str]:
    site.begin_audit("mine")
    site.clock.forward(minutes=3)
    site.app.add_url_rule("/audit/<public_id>/ask", view_func=ask, methods=["GET", "POST"])
    site.app.extensions["clock"] = site.clock
    server = make_server("127.0.0.1", 0, site.app)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def cookie(site: Site, origin: str) -> dict[str, str]:
    held = site.holder_of("mine").get_cookie("plumbline")
    assert held is not None
    return {"name": "plumbline", "value": held.value, "url": origin}


@pytest.fixture
def page(one_chromium: Browser, origin: str, cookie) -> Iterator[Page]:
    context = one_chromium.new_context(base_url=origin)
    context.add_cookies([cookie])
    yield context.new_page()
    context.close()


@pytest.fixture
def plain_page(one_chromium: Browser, origin: str, cookie) -> Iterator[Page]:
    context = one_chromium.new_context(base_url=origin, java_script_enabled=False)
    context.add_cookies([cookie])
    yield context.new_page()
    context.close()


def send(page: Page) -> str:
    with page.expect_navigation():
        page.get_by_role("button", name="Send").click()
    return page.inner_text("body")


def test_a_browser_that_runs_scripts_asks_the_person_nothing(page: Page):
    page.goto("/audit/mine/ask")
    assert page.locator("[data-proof-question]").is_hidden()
    expect(page.locator("[name=proof_work]")).not_to_have_value("")
    assert send(page) == "work"


def test_a_form_that_is_sent_at_once_waits_for_the_work(page: Page):
    page.goto("/audit/mine/ask", wait_until="domcontentloaded")
    assert send(page) == "work"


def test_without_scripts_the_person_types_the_digits(plain_page: Page):
    plain_page.goto("/audit/mine/ask")
    label = plain_page.locator("label[for=proof-digits]").inner_text()
    words = label.removeprefix("Type these five digits: ").split(", ")
    plain_page.get_by_label("Type these five digits").fill("".join(str(DIGIT_WORDS.index(word)) for word in words))
    assert send(plain_page) == "digits"


def test_the_field_for_scripts_is_hidden_from_people(plain_page: Page):
    plain_page.goto("/audit/mine/ask")
    assert plain_page.locator("[name=website]").is_hidden()


def test_who_was_refused_is_asked_the_question(page: Page):
    page.goto("/audit/mine/ask")
    expect(page.locator("[name=proof_work]")).not_to_have_value("")
    page.evaluate("document.querySelector('[name=proof_work]').value = 'nonsense'")
    assert "Type these five digits" in send(page)
    assert page.locator("[data-proof-question]").is_visible()


def test_a_browser_that_has_no_cryptography_asks_the_question(page: Page):
    page.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    page.goto("/audit/mine/ask")
    assert page.locator("[data-proof-question]").is_visible()


def test_work_that_fails_asks_the_question(page: Page):
    page.add_init_script("crypto.subtle.deriveBits = () => Promise.reject(new Error('not here'))")
    page.goto("/audit/mine/ask", wait_until="domcontentloaded")
    page.get_by_role("button", name="Send").click()
    page.locator("[data-proof-question]").wait_for(state="visible")
