"""A playbook whose texts are all as long as a playbook's may be: what fits then always fits.

It is the tests' small playbook, a checklist added, and each text filled up to the last letter that is allowed.
"""

import re
from pathlib import Path

from tests.audit.playbook_folders import WITH_CHECKLIST, Edit, edited

NAME = "longest"
COMPANY = "corner_clinic"
MOST_LETTERS = 2_000
"""What audit.playbook.format.parts.Text allows."""

LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle"
SENTENCE = "and whoever has not been called back by the evening asks the next company on the list, which picks up; "
FILLED = "text|hint|title|what|sentence|evidence|summary|owner|basis|how|advice|verdict|question|why|first_step"
LINE = re.compile(rf'^({FILLED}) = "([A-Z{{].*)"$', re.MULTILINE)

EDITS: dict[str, Edit] = {
    **WITH_CHECKLIST,
    "playbook.toml": ('name = "small"', f'name = "{NAME}"'),
    f"examples/{COMPANY}.toml": ('records = "yes"', 'records = "yes"\ntools = ["calendar"]'),
}


def longest_playbook(folder: Path) -> Path:
    """Write the playbook into a folder that does not exist yet. Returns it."""
    edited(folder, EDITS)
    for file in folder.rglob("*.toml"):
        if file.parent.name != "examples":
            file.write_text(LINE.sub(_filled, file.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


def _filled(line: re.Match[str]) -> str:
    key, text = line.groups()
    filled = f"{text} {LONG_WORD} {SENTENCE * (MOST_LETTERS // len(SENTENCE))}"[:MOST_LETTERS].rstrip()
    return f'{key} = "{filled}"'
