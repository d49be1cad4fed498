"""The playbooks that people can begin today, as the settings name them. Audits begun earlier keep their own."""

from collections.abc import Mapping
from pathlib import Path

from flask import current_app

from audit.playbook import Playbook
from audit.shipped import shipped_folder
from web.services import services

_EXTENSION = "plumbline-offered"


def offered() -> Mapping[str, Playbook]:
    """The playbooks by name, in the order of the settings; checked and put on the shelf by the first call of an app.

    A server that calls it once at its start, inside `app.app_context()`, spares the first visitor the wait. Raises
    PlaybookError for a folder that is no playbook.
    """
    found: Mapping[str, Playbook] | None = current_app.extensions.get(_EXTENSION)
    if found is None:
        shelf, now = services().shelf, services().clock()
        folders = [shipped_folder(named) or Path(named) for named in services().settings.playbooks]
        registered = [shelf.register(folder, now) for folder in folders]
        found = {playbook.head.name: playbook for playbook in registered}
        current_app.extensions[_EXTENSION] = found
    return found


def first_offered() -> Playbook:
    """The playbook of the start page, whose brand also stands on pages that belong to no audit."""
    return next(iter(offered().values()))
