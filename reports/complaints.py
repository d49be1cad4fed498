"""What WeasyPrint would only log: a broken picture, an unknown property, a missing glyph."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager


class _Kept(logging.Handler):
    """Keeps the text of every record from WARNING up."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def complaints_of_weasyprint() -> Iterator[list[str]]:
    """The messages that WeasyPrint logs inside the block; they go nowhere else."""
    logger = logging.getLogger("weasyprint")
    kept, level, handlers, propagate = _Kept(), logger.level, logger.handlers[:], logger.propagate
    logger.handlers, logger.propagate = [kept], False
    logger.setLevel(logging.WARNING)
    try:
        yield kept.messages
    finally:
        logger.handlers, logger.propagate = handlers, propagate
        logger.setLevel(level)
