"""The guards that every browser test leans on do see what they are there for."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.browser.chromium import DESKTOP, PHONE, SMALL_PHONE
from tests.browser.guard import Guard
from tests.browser.looking import barriers, enlarge_text, sideways, small_targets

pytestmark = pytest.mark.enable_socket

STRICT = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:"


@contextmanager
def site(html: str) -> Iterator[str]:
    """A site whose every page is this HTML, under a strict content-security policy."""

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body = f"<!doctype html><html lang=en><title>Page</title><main><h1>Page</h1>{html}</main></html>".encode()
            self.send_response(404 if self.path == "/missing.js" else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", STRICT)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Say nothing."""

    server = http.server.HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def faults_of(browser, html):
    with site(html) as origin:
        context = browser.new_context(**PHONE)
        guard = Guard(context, origin)
        page = context.new_page()
        page.goto(origin)
        page.wait_for_load_state("networkidle")
        context.close()
        return guard.faults


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<img src='http://tracker.example/pixel' alt=''>", "tracker.example"),
        ("<link rel=stylesheet href=//fonts.example/font.css>", "fonts.example"),
        ("<script>document.title = 'changed'</script>", "Content Security Policy"),
        ("<p style='color: red'>Red</p>", "Content Security Policy"),
        ("<script src=/missing.js></script>", "404 from GET"),
    ],
)
def test_what_must_not_happen_is_seen(browser, html, fault):
    assert any(fault in seen for seen in faults_of(browser, html))


def test_a_page_that_keeps_to_itself_has_no_fault(browser):
    assert faults_of(browser, "<p>All is well.</p><link rel=icon href='data:,'>") == []


def test_axe_finds_barriers_despite_the_content_security_policy(visit):
    with site("<link rel=icon href='data:,'><input><a href=/x>a</a><a href=/y>b</a>") as origin:
        page = visit(PHONE, origin)
        page.goto("/")
        found = barriers(page)
        assert "Ensure every form element has a label" in found
        assert "target-size" in found


def test_axe_is_silent_on_a_page_without_barriers(visit):
    with site("<link rel=icon href='data:,'><label for=a>Name</label> <input id=a>") as origin:
        page = visit(DESKTOP, origin)
        page.goto("/")
        assert barriers(page) == ""


def test_what_is_too_small_to_be_tapped_is_seen_also_above_the_part_that_shows(visit):
    with site(
        f"<link rel=icon href='data:,'><a href=/x>x</a><button><h2>Continue</h2></button><pre>{chr(10) * 99}</pre>"
    ) as origin:
        page = visit(PHONE, origin)
        page.goto("/")
        page.evaluate("scrollTo(0, 9999)")
        (seen,) = small_targets(page)
        assert seen.endswith('<a href="/x">x</a>')


def test_what_sticks_out_sideways_is_seen_also_when_only_large_text_makes_it(visit):
    with site(
        f"<meta name=viewport content='width=device-width'><link rel=icon href='data:,'><p>{'x' * 30}</p>"
    ) as origin:
        page = visit(SMALL_PHONE, origin)
        page.goto("/")
        assert sideways(page) == []
        enlarge_text(page, 400)
        assert sideways(page)
