"""`python -m tests.browser.screenshots FOLDER`: every page in every state, on a phone and on a desk."""

import re
import sys
from pathlib import Path

from tests.browser.chromium import DESKTOP, PHONE, chromium
from tests.browser.sites import embedded_site
from tests.browser.states import every_state


def save_all(folder: Path) -> int:
    """Write the pictures, numbered in the order a person meets the pages. Returns how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    saved = 0
    with embedded_site() as site, chromium() as browser:
        for visitor in (PHONE, DESKTOP):
            page = browser.new_context(**visitor).new_page()
            for number, state in enumerate(every_state(site, page), 1):
                name = re.sub(r"\W+", "_", state)
                width = visitor["viewport"]["width"]
                page.screenshot(path=folder / f"{number:02}_{name}_{width}.png", full_page=True)
                saved += 1
    return saved


if __name__ == "__main__":
    saved = save_all(Path(sys.argv[1]))
    sys.stdout.write(f"{saved} pictures in {sys.argv[1]}\n")
