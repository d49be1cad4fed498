"""What was just done, said once on the next page."""

from dataclasses import asdict, dataclass
from typing import Any

from flask import session
from sqlalchemy.orm import Session

from audit.store import accounts
from audit.store.bulk_assigning import Assigned

_SAID = "queue_said"


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, and the rows of activity that its "Undo" takes back."""

    words: str
    undo: str = ""


def remember_assigned(done: Assigned, owner_id: int | None) -> None:
    """Say on the next page how many leads have another owner. The cookie gets numbers, no names."""
    session[_SAID] = {"what": "assigned", **asdict(done), "owner": owner_id}


def remember_undone(undone: int, asked: int) -> None:
    """Say on the next page how many are back with whom they were."""
    session[_SAID] = {"what": "undone", "chosen": asked, "undone": undone}


def remember_view(what: str) -> None:
    """Say on the next page that a view was saved, changed or deleted."""
    session[_SAID] = {"what": what}


def what_was_said(store: Session) -> Said | None:
    """Return it, and forget it."""
    kept: dict[str, Any] | None = session.pop(_SAID, None)
    if kept is None:
        return None
    match kept["what"]:
        case "assigned":
            done = Assigned(kept["rows"], kept["already"], kept["overtaken"])
            return Said(_assigned(store, done, kept["owner"]), ",".join(map(str, done.rows)))
        case "undone":
            return Said(_undone(kept["undone"], kept["chosen"]))
        case what:
            return Said({"saved": "The view is saved.", "deleted": "The view is deleted."}.get(what, "Saved."))


def _assigned(store: Session, done: Assigned, owner_id: int | None) -> str:
    owner = accounts.find(store, owner_id) if owner_id is not None else None
    whose, moved = f"with {owner.name}" if owner else "with nobody", len(done.rows)
    if not moved and not done.overtaken:
        return f"{'It was' if done.already == 1 else 'They were'} {whose} already. Nothing has changed."
    words = [f"{_audits(moved)} {'is' if moved == 1 else 'are'} now {whose}."] if moved else []
    if done.already:
        words.append(
            f"{_audits(done.already)} {'was' if done.already == 1 else 'were'}{'' if moved else f' {whose}'} already."
        )
    if done.overtaken:
        has, stays = ("has", "stays") if done.overtaken == 1 else ("have", "stay")
        words.append(f"{_audits(done.overtaken)} {has} another owner meanwhile, and {stays} with them.")
    return " ".join(words)


def _undone(undone: int, asked: int) -> str:
    words = f"Undone: {_audits(undone)} {'has' if undone == 1 else 'have'} the owner of before."
    left = asked - undone
    if not left:
        return words
    stayed = "was changed since and stayed as it is" if left == 1 else "were changed since and stayed as they are"
    return f"{words} {_audits(left)} {stayed}."


def _audits(count: int) -> str:
    return "1 audit" if count == 1 else f"{count} audits"
