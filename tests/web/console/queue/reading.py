"""What a page of the queue says."""

from tests.web.quiz.browser import Page, words


def rows(page: Page) -> list[list[str]]:
    """The cells of each row."""
    return [[words(cell) for cell in row.iter("td")] for row in page.all("tr") if list(row.iter("td"))]


def companies(page: Page) -> list[str]:
    """Whom the rows are about, in order."""
    return [words(next(cell.iter("a"))) for cell in page.by_class("queue-who")]


def chips(page: Page) -> dict[str, str]:
    """What the view asks for, and where its cross leads."""
    return {words(chip).split(" ×")[0]: chip.get("href", "") for chip in page.by_class("queue-chip")}


def views(page: Page) -> list[str]:
    """The views that can be opened; the one that is shown has a star."""
    (nav,) = page.by_class("queue-views")
    return [f"{words(link)}{'*' if link.get('aria-current') else ''}" for link in nav.iter("a")]


def turn(page: Page, way: str) -> str:
    """Where the "prev" or "next" page is; empty where there is none."""
    return next((link.get("href", "") for link in page.all("a") if link.get("rel") == way), "")
