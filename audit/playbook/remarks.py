"""What is wrong with a playbook, in words that its author can act on."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error keeps the playbook from loading; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to mend: in which file, at which key (empty for the whole file), and what was expected."""

    severity: Severity
    file: str
    key: str
    message: str

    def __str__(self) -> str:
        """Return the remark on one line."""
        return f"{self.file}: {self.key}: {self.message}" if self.key else f"{self.file}: {self.message}"


def error(file: str, key: str, message: str) -> Remark:
    """Return a remark that keeps the playbook from loading."""
    return Remark(Severity.ERROR, file, key, message)


def warning(file: str, key: str, message: str) -> Remark:
    """Return a remark that the author should know of."""
    return Remark(Severity.WARNING, file, key, message)


class PlaybookError(ValueError):
    """The playbook cannot be used; `remarks` holds every error found."""

    def __init__(self, remarks: tuple[Remark, ...]) -> None:
        """Keep the remarks and say them all, one a line."""
        super().__init__("\n".join(str(remark) for remark in remarks))
        self.remarks = remarks
