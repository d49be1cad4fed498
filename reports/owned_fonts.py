"""Font files that outlive the children of the process that wrote them."""

import os

from weasyprint.text.fonts import FontConfiguration


class OwnedFonts(FontConfiguration):  # type: ignore[misc] # WeasyPrint ships no types
    """Fonts whose files are removed by the process that wrote them, never by one that was forked from it.

    WeasyPrint copies fonts to a temporary folder and removes it with the object. A worker's children inherit the
    object; the first of them to end in an orderly way would take the fonts from its parent and siblings.
    """

    def __init__(self) -> None:
        super().__init__()
        self._getpid = os.getpid
        self._owner = os.getpid()

    def __del__(self) -> None:
        if self._getpid() == self._owner:  # not `os.getpid`: at the end of a process the module may be gone
            super().__del__()
