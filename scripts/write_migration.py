"""Write a new step for the database: what differs between the tables and the steps so far. For `make migration`."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from audit.store.database import Database
from audit.store.migrating import migrate, write_step


def main(words: list[str]) -> int:
    """Write the step. Returns the exit code."""
    name = " ".join(words).strip()
    if not name:
        print('Say what changes: make migration NAME="a reminder has a time"', file=sys.stderr)
        return 1
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'empty.sqlite3'}")
        migrate(database)
        write_step(database, name)
        database.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
