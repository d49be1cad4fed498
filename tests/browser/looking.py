"""What is looked at on every page: barriers (axe), room sideways, the size of what is tapped."""

from collections.abc import Iterator, Mapping, Sequence

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it ships no types
from playwright.sync_api import Page

from tests.browser.states.state import State

# Every rule that axe has on by itself, also those that are mere good practice, and the size of targets (WCAG 2.2).
# Nothing is preloaded: only a rule that is off would read our style sheets once more.
RULES = {"target-size": {"enabled": True}}
# Colours are the same at any width, and looking at them takes most of the time: on a phone is enough.
RULES_ON_A_DESK = {**RULES, "color-contrast": {"enabled": False}}
SMALLEST_TARGET_PIXELS = 24
PHONE_SIZE, SMALL_PHONE_SIZE, DESK_SIZE = (360, 740), (320, 640), (1280, 800)


def barriers(page: Page, rules: Mapping[str, Mapping[str, bool]] = RULES, parts: Sequence[str] = ()) -> str:
    """What axe finds on the page as it is now, or on parts of it, in words; empty when it finds nothing."""
    found = Axe().run(
        page, context=list(parts) or None, options={"resultTypes": ["violations"], "rules": rules, "preload": False}
    )
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


def small_targets(page: Page) -> list[str]:
    """Whatever can be tapped and is smaller than 24 by 24 pixels, with its size; empty when nothing is.

    The rules leave out links inside a sentence; here they count too. What is off the page until it has the focus (the
    link to the content) does not.
    """
    found: list[str] = page.evaluate(
        """(least) => [...document.querySelectorAll("a[href], button, summary, input:not([type=hidden])")]
            .filter((element) => element.checkVisibility() && element.getBoundingClientRect().bottom + scrollY > 0)
            .filter((element) => [...element.getClientRects()].every((box) => box.width < least || box.height < least))
            .map((element) => {
                const box = element.getBoundingClientRect();
                return `${box.width} by ${box.height}: ${element.outerHTML.slice(0, 120)}`;
            })""",
        SMALLEST_TARGET_PIXELS,
    )
    return found


def enlarge_text(page: Page, percent: int = 200) -> None:
    """As a person does who has set a larger text size in the browser."""
    page.evaluate(f"document.documentElement.style.fontSize = '{percent}%'")


def resize(page: Page, size: tuple[int, int]) -> None:
    """Give the page's window another width and height, in pixels."""
    page.set_viewport_size({"width": size[0], "height": size[1]})


def faults(page: Page, state: State) -> dict[str, object]:
    """Everything that must not be on a page, looked for at every width; each fault by where it shows."""
    return {where: found for where, found in _looked_for(page, state) if found}


def _looked_for(page: Page, state: State) -> Iterator[tuple[str, object]]:
    yield f"{state.name}: barriers", barriers(page, parts=state.new)
    yield f"{state.name}: small targets", small_targets(page)
    resize(page, SMALL_PHONE_SIZE)
    yield f"{state.name}: sideways on a small phone", sideways(page)
    enlarge_text(page)
    yield f"{state.name}: sideways with large text", sideways(page)
    enlarge_text(page, 100)
    if state.desk:
        resize(page, DESK_SIZE)
        yield f"{state.name}: barriers on a desk", barriers(page, RULES_ON_A_DESK, state.new)
        yield f"{state.name}: sideways on a desk", sideways(page)
        yield f"{state.name}: small targets on a desk", small_targets(page)
    resize(page, PHONE_SIZE)
