"""The roles, as people choose between them."""

from collections.abc import Mapping
from typing import Final

from audit.store.tables import Role

ROLE_WORDS: Final[Mapping[Role, str]] = {
    Role.ADMIN: "Admin: everything, and the accounts",
    Role.SALES: "Sales: the queue, calls, follow-up and exports",
    Role.AUTHOR: "Author: the figures, and nobody’s data",
    Role.VIEWER: "Viewer: looks at the queue and calls, changes nothing",
}

NO_ROLE: Final = "Choose one of the roles."

ROLE_NAMES: Final[Mapping[Role, str]] = {role: words.partition(":")[0] for role, words in ROLE_WORDS.items()}
