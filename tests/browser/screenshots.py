"""`python -m tests.browser.screenshots FOLDER`: every page in every state, on a phone and on a desk."""

import re
import sys
from pathlib import Path

from playwright.sync_api import FloatRect, Page

from tests.browser.chromium import PHONE, chromium
from tests.browser.longest import NAME, longest_playbook
from tests.browser.looking import DESK_SIZE, PHONE_SIZE, resize
from tests.browser.sites import site_on_servers
from tests.browser.states.parts import every_state
from tests.servers.folders import short_folder

TALLEST_PIXELS = 14_000


def save_all(folder: Path) -> int:
    """Write the pictures, numbered in the order a person meets the pages. Returns how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    saved = 0
    with short_folder("playbooks") as made:
        playbooks = f"mid_market,home_services,{longest_playbook(made / NAME)}"
        with site_on_servers(PLAYBOOKS=playbooks) as site, chromium() as browser:
            page = browser.new_context(**PHONE).new_page()
            for number, state in enumerate(every_state(site, page), 1):
                name = re.sub(r"\W+", "_", state.name)
                for size in (PHONE_SIZE, DESK_SIZE):
                    resize(page, size)
                    save(page, folder / f"{number:02}_{name}_{size[0]}.png")
                    saved += 1
                resize(page, PHONE_SIZE)
    return saved


def save(page: Page, file: Path) -> None:
    """Write a picture of the whole page, or of its beginning where it is taller than a picture may be."""
    width, height = page.evaluate("[document.documentElement.clientWidth, document.documentElement.scrollHeight]")
    clip: FloatRect = {"x": 0, "y": 0, "width": width, "height": min(height, TALLEST_PIXELS)}
    page.screenshot(path=file, full_page=True, clip=clip)


if __name__ == "__main__":
    saved = save_all(Path(sys.argv[1]))
    sys.stdout.write(f"{saved} pictures in {sys.argv[1]}\n")
