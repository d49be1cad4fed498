"""What is looked at on every page: barriers (axe), room sideways."""

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it ships no types
from playwright.sync_api import Page

# Every rule that axe has on by itself, also those that are mere good practice, and the size of targets (WCAG 2.2).
AXE_OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


def barriers(page: Page) -> str:
    """What axe finds on the page as it is now, in words; empty when it finds nothing."""
    found = Axe().run(page, options=AXE_OPTIONS)
    return str(found.generate_report()) if found.violations_count else ""


def sideways(page: Page) -> list[str]:
    """Whatever sticks out of the page's right edge; empty when nothing scrolls sideways.

    A box that scrolls by itself (a wide table in its own frame) is no fault of the page.
    """
    found: list[str] = page.evaluate("""() => {
        const root = document.scrollingElement;
        if (root.scrollWidth <= root.clientWidth) return [];
        const out = [...document.body.querySelectorAll("*")]
            .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 0.5)
            .map((element) => element.outerHTML.slice(0, 120));
        return out.length ? out : ["the page itself"];
    }""")
    return found


def enlarge_text(page: Page, percent: int = 200) -> None:
    """As a person does who has set a larger text size in the browser."""
    page.evaluate(f"document.documentElement.style.fontSize = '{percent}%'")
