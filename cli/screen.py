"""Plain text for people: at a terminal with some weight and colour, in a pipe with none."""

import re
import sys
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import TextIO
from unicodedata import category

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

NARROWEST = 40
WIDEST = 100
_FILLING = re.compile(r" +\n")


def screen(*, errors: bool = False) -> Console:
    """Standard output, or standard error for what is not the result (progress, questions about the work).

    Nothing that is printed is taken as markup: names come from whoever filled in the file.
    """
    stream = sys.stderr if errors else sys.stdout
    file = stream if stream.isatty() else _Trimmed(stream)
    console = Console(file=file, markup=False, highlight=False, emoji=False)
    console.width = max(NARROWEST, min(console.width, WIDEST))
    return console


class _Trimmed(StringIO):
    """Passes text on without the blanks that fill up a table's lines: in a file they are only noise."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream

    def write(self, text: str) -> int:
        self._stream.write(_FILLING.sub("\n", text))
        return len(text)

    def flush(self) -> None:
        self._stream.flush()


def printable(words: str) -> Text:
    """Words as they may reach a terminal: what could drive it becomes a blank, what cannot be seen goes."""
    return Text("".join(_printable_character(character) for character in words))


def _printable_character(character: str) -> str:
    if character.isprintable():
        return character
    return "" if category(character) == "Cf" else " "


def heading(console: Console, words: str) -> None:
    """A line that begins a part."""
    console.print()
    console.print(printable(words), style="bold")


def paragraph(console: Console, words: str, indent: int = 0) -> None:
    """Words wrapped to the width."""
    console.print(Padding(printable(words), (0, 0, 0, indent)) if indent else printable(words))


def bullets(console: Console, items: Iterable[str]) -> None:
    """One item after another, each marked with a dash."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=1)
    grid.add_column()
    for item in items:
        grid.add_row("-", printable(item))
    console.print(grid)


def pairs(console: Console, rows: Sequence[tuple[str, str]]) -> None:
    """Labels and what they stand for, in two columns."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column()
    for label, words in rows:
        if words:
            grid.add_row(f"  {label}", printable(words))
    console.print(grid)


def columns(*names: tuple[str, bool]) -> Table:
    """An empty table without lines; each column is a heading and whether it holds numbers."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", show_edge=False)
    for name, is_number in names:
        table.add_column(name, justify="right" if is_number else "left", no_wrap=is_number)
    return table
