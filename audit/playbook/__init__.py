"""A playbook folder, as data: the shape of its files, and what they hold once read."""

from audit.playbook.contents import Contents, Playbook
from audit.playbook.remarks import PlaybookError, Remark, Severity

__all__ = ["Contents", "Playbook", "PlaybookError", "Remark", "Severity"]
