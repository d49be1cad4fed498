"""The playbooks that come with Plumbline."""

from pathlib import Path

SHIPPED = Path(__file__).parent / "playbooks"


def shipped_names() -> tuple[str, ...]:
    """Their names, in order."""
    return tuple(sorted(file.parent.name for file in SHIPPED.glob("*/playbook.toml")))


def shipped_folder(named: str) -> Path | None:
    """The folder of the shipped playbook of that name, if there is one."""
    return SHIPPED / named if named in shipped_names() else None
