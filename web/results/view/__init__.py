"""A stored audit as the result page shows it: words and pictures, ready for the templates."""

from web.results.view.page import ResultPage, make_page

__all__ = ["ResultPage", "make_page"]
