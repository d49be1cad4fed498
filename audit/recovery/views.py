"""The four points of view from which readiness is asked."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class View(StrEnum):
    """Who is asked."""

    USES = "uses"
    RUNS = "runs"
    OWNS_DATA = "owns data"
    PAYS = "pays"


WHO: Final[Mapping[View, str]] = {
    View.USES: "Who will use it",
    View.RUNS: "Who will run it",
    View.OWNS_DATA: "Who owns the data",
    View.PAYS: "Who pays",
}
