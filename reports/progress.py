"""How far a report is, told from inside the renderer: at each page that is laid out, and at each that is drawn."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from weasyprint.document import Page

LOGGER = "weasyprint.progress"
WORDS, LAYOUT, DRAWING, WRITING = "Putting the audit into words", "Laying out the pages", "Drawing", "Writing the PDF"
LAYOUT_FROM, LAYOUT_TO, WRITING_FROM = 0.04, 0.62, 0.92
LETTERS_A_PAGE = 6_000
"""Of markup, in the reports of the shipped playbooks; how many pages there will be is not known before they are."""


class Progress:
    """Passes on steps and fractions that never go back, whatever is done again. What the listener raises goes up."""

    def __init__(self, tell: Callable[[str, float], None]) -> None:
        self._tell = tell
        self._highest = 0.0

    def at(self, step: str, fraction: float) -> None:
        """Tell of a step, and how much of the whole is done, from 0 to 1."""
        self._highest = max(self._highest, fraction)
        self._tell(step, self._highest)

    @contextmanager
    def laying_out(self, letters: int) -> Iterator[None]:
        """Tell of each page that WeasyPrint says it lays out of a document of about so many `letters` of markup."""
        logger = logging.getLogger(LOGGER)
        listener = _Listener(self, max(1.0, letters / LETTERS_A_PAGE))
        level, propagate = logger.level, logger.propagate
        logger.addHandler(listener)
        logger.setLevel(logging.INFO)
        logger.propagate = False
        try:
            yield
        finally:
            logger.removeHandler(listener)
            logger.setLevel(level)
            logger.propagate = propagate

    def page_laid_out(self, pages: int, expected: float) -> None:
        """Tell that so many pages are laid out, of as many as are expected."""
        self.at(LAYOUT, LAYOUT_FROM + (LAYOUT_TO - LAYOUT_FROM) * min(1.0, pages / expected))

    def drawing(self, pages: Iterable[Page]) -> list[Page]:
        """The pages, each of which tells when it is drawn."""
        found = list(pages)
        for place, page in enumerate(found):
            page.paint = self._telling(page.paint, place / len(found))
        return found

    def _telling(self, paint: Callable[..., None], done: float) -> Callable[..., None]:
        def told(*given: object, **named: object) -> None:
            self.at(DRAWING, LAYOUT_TO + (WRITING_FROM - LAYOUT_TO) * done)
            paint(*given, **named)

        return told


class _Listener(logging.Handler):
    """Hears of each page as WeasyPrint begins it."""

    def __init__(self, progress: Progress, expected: float) -> None:
        super().__init__(logging.INFO)
        self._progress = progress
        self._expected = expected
        self._pages = 0

    def emit(self, record: logging.LogRecord) -> None:
        if "Creating layout - Page" in record.msg:
            self._progress.page_laid_out(self._pages, self._expected)
            self._pages += 1
