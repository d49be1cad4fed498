"""Reading the fields of an agreement's terms one by one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from audit.answering.expected import Expected, NumberError
from audit.one_line import one_line
from audit.recovery.baseline_lines import read_one
from audit.sales.typed_day import read_day

_SAY: Final = {
    "how": "Say how the number is measured.",
    "source": "Say where the number comes from, like “the call log of the phone system”.",
    "owner": "Name the one person who owns the number.",
    "stop_rule": "Say when you would stop.",
}


@dataclass(slots=True)
class FieldReader:
    """Reads field after field, and notes in `wrong` what to mend; of each field the first thing counts."""

    typed: Mapping[str, str]
    wrong: dict[str, str] = field(default_factory=dict)

    def refuse(self, name: str, message: str) -> None:
        """Note what is wrong with a field."""
        self.wrong.setdefault(name, message)

    def text(self, name: str, longest: int) -> str:
        """A line of text that has to be there."""
        text = one_line(self.typed.get(name, ""))
        if not text:
            self.refuse(name, _SAY[name])
        elif len(text) > longest:
            self.refuse(name, f"Shorten this to {longest} letters.")
        return text

    def day(self, name: str) -> date | None:
        """A day, as a date field sends it."""
        day = read_day(self.typed.get(name, ""))
        if day is None:
            self.refuse(name, "Choose the day, like 2026-03-31.")
        return day

    def number(self, name: str, expected: Expected) -> float | None:
        """One certain number."""
        try:
            return read_one(self.typed.get(name, "").strip(), expected)
        except NumberError as refusal:
            self.refuse(name, str(refusal))
            return None
