"""Debian's Chromium, driven by Playwright, and the kinds of visitor that look at the pages with it."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
NO_CHROMIUM = "Chromium is not installed: python scripts/prepare_machine.py --tests"
ARGUMENTS = (
    "--no-sandbox",  # it does not start as root otherwise, and sees our own pages alone
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",  # a third party's name leads nowhere
)

Visitor = Mapping[str, Any]
"""What Playwright's `new_context` is told about a visitor."""

PHONE: Visitor = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
SMALL_PHONE: Visitor = {**PHONE, "viewport": {"width": 320, "height": 640}}
DESKTOP: Visitor = {"viewport": {"width": 1280, "height": 800}}
WITHOUT_JAVASCRIPT: Visitor = {**PHONE, "java_script_enabled": False}


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser; it is closed at the end. Raises FileNotFoundError, with what to install."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise FileNotFoundError(NO_CHROMIUM)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()
