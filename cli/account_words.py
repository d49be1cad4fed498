"""What people type for an account, and how accounts are printed."""

from collections.abc import Sequence

from email_validator import EmailNotValidError, validate_email

from audit.answering.problems import nearest, one_of
from audit.store.account_changes import Standing
from audit.store.tables import Role
from cli.ends import CommandError
from cli.screen import columns, printable, screen

LONGEST_NAME = 100


def usual_address(typed: str) -> str:
    """An e-mail address in its usual spelling. Raises CommandError."""
    try:
        return validate_email(typed.strip(), check_deliverability=False).normalized.lower()
    except EmailNotValidError as error:
        raise CommandError("give one e-mail address, as name@northwind.example") from error


def usual_name(typed: str) -> str:
    """A name on one line. Raises CommandError."""
    name = " ".join("".join(letter if letter.isprintable() else " " for letter in typed).split())
    if not name or len(name) > LONGEST_NAME:
        raise CommandError(f"give a name of at most {LONGEST_NAME} letters, as --name 'Ada Lindqvist'")
    return name


def role_named(typed: str) -> Role:
    """The role of that name. Raises CommandError, with the one that was most likely meant."""
    try:
        return Role(typed.strip().lower())
    except ValueError as error:
        near = nearest(typed, Role)
        meant = f"did you mean {near}?" if near else f"give {one_of(Role)}."
        raise CommandError(f"there is no role {typed!r}; {meant}") from error


def print_accounts(everybody: Sequence[Standing]) -> None:
    """One account a line."""
    table = columns(
        ("Name", False),
        ("Address", False),
        ("Role", False),
        ("State", False),
        ("2nd factor", False),
        ("Last in", False),
    )
    for one in everybody:
        account = one.account
        last = f"{account.last_signed_in_at:%Y-%m-%d}" if account.last_signed_in_at else "never"
        factor = "yes" if one.has_second_factor else "no"
        table.add_row(*map(printable, (account.name, account.email, account.role, state_of(one), factor, last)))
    screen().print(table)


def state_of(one: Standing) -> str:
    """Where an account stands, in a word or two."""
    if one.account.disabled_at is not None:
        return "shut"
    if one.account.is_sample:
        return "invented"
    return "open" if one.can_sign_in else "invited"
