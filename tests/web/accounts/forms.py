"""One form of several on a page."""

from tests.web.quiz.browser import Page


def form_to(page: Page, action: str) -> dict[str, str]:
    """The hidden fields of the form that is sent there. Raises StopIteration if the page has none."""
    form = next(one for one in page.all("form") if one.get("action") == action)
    return {one.get("name", ""): one.get("value", "") for one in form.iter("input") if one.get("type") == "hidden"}


def actions(page: Page) -> set[str]:
    """Where the page's forms are sent."""
    return {form.get("action", "") for form in page.all("form")}
