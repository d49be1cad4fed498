"""Which playbook is meant: a shipped one by name, or a folder."""

from functools import lru_cache
from pathlib import Path

from audit.answering.problems import nearest, one_of
from audit.checking.gate import load
from audit.playbook import Playbook, PlaybookError
from audit.shipped import shipped_folder, shipped_names
from cli.ends import BrokenPlaybookError, CommandError

STANDARD = "mid_market"


def find_playbook(named: str, beside: Path | None = None) -> Path:
    """The folder of a playbook: a shipped one of that name, else a folder, also one `beside` a file.

    Raises CommandError where there is neither.
    """
    folders = [Path(named), *([beside / named] if beside else [])]
    found = shipped_folder(named) or next((folder for folder in folders if folder.is_dir()), None)
    if found is not None:
        return found
    near = nearest(named, shipped_names())
    meant = f"Did you mean {near}?" if near else f"Give {one_of(shipped_names())}, or a folder."
    raise CommandError(f"there is no playbook {named[:200]}. {meant}")


def playbook_around(file: Path) -> Path | None:
    """The playbook in whose `examples` folder the file lies, if it does."""
    folder = file.resolve().parent
    is_example = folder.name == "examples" and (folder.parent / "playbook.toml").is_file()
    return folder.parent if is_example else None


@lru_cache(maxsize=8)
def load_playbook(folder: Path) -> Playbook:
    """The playbook in the folder, checked. Raises BrokenPlaybookError with everything that is wrong."""
    try:
        return load(folder)
    except PlaybookError as error:
        raise BrokenPlaybookError(error.remarks, str(folder)) from error
