"""A new playbook: a small one that works, to be changed piece by piece."""

import re
from pathlib import Path

import audit
from cli.files import write_whole

STARTER = Path(audit.__file__).parent / "playbooks_starter"
PLACEHOLDER = "new_playbook"
NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")


class StarterError(ValueError):
    """A playbook that cannot be begun there or under that name; the message says why."""


def begin(name: str, into: Path) -> Path:
    """Make the folder `into/name` with the starter's files in it. Raises StarterError, CommandError."""
    if not NAME.fullmatch(name):
        raise StarterError(
            f"{name[:80]!r} cannot name a playbook: use small letters, digits and _, with a letter first."
        )
    folder = into / name
    if not into.is_dir():
        raise StarterError(f"there is no folder {into}; make it first, or give another with --into.")
    if folder.exists():
        raise StarterError(f"{folder} is there already; choose another name.")
    for file in sorted(STARTER.rglob("*")):
        if file.is_file():
            _copy(file, folder / file.relative_to(STARTER), name)
    return folder


def _copy(source: Path, target: Path, name: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(str(target), source.read_bytes().replace(PLACEHOLDER.encode(), name.encode()))
