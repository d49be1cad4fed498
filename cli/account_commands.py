"""`plumbline account`: the accounts of the people who work with the console. The first admin is made here."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.orm import Session

from audit.store import access_log, account_changes, accounts, staff_links
from audit.store.access_log import AccountAction, Actor
from audit.store.account_changes import AddressTakenError, LastAdminError
from audit.store.database import Database
from audit.store.tables import Account, Mail, StaffLinkPurpose
from cli.account_words import print_accounts, role_named, usual_address, usual_name
from cli.ends import CommandError
from cli.serving import settings_or_error, utc_now, with_a_database
from logs import configure_logs
from settings import Settings
from workers.mail.links import PRINTED, staff_link, staff_link_ends, staff_secret

LAST_ADMIN = "nobody else could look after the accounts then; make another admin first, with plumbline account create"


@click.group("account", short_help="Accounts of the people who work with the console.")
def account_commands() -> None:
    """Make, list and change the accounts that open the console."""


@account_commands.command("create")
@click.option("--email", required=True, metavar="ADDRESS", help="Where mail reaches them; they sign in with it.")
@click.option("--name", required=True, help="As it stands beside what they do.")
@click.option("--role", required=True, metavar="ROLE", help="admin, sales, author or viewer.")
@with_a_database
def create_command(email: str, name: str, role: str) -> None:
    """Make an account, and print the link with which its owner sets a password. The link is mailed to them as well."""
    settings = settings_or_error()
    address, named, given = usual_address(email), usual_name(name), role_named(role)
    with _changing(settings) as session:
        try:
            account = account_changes.make(session, address, named, given, utc_now())
        except AddressTakenError as error:
            raise CommandError(f"{address} has an account already: see plumbline account list") from error
        mail = _link(session, account, settings)
        _note(session, AccountAction.MADE, account, role=given)
    click.echo(f"{named} has an account now, with the role {given}.")
    _print_link(settings, mail)


@account_commands.command("list")
@with_a_database
def list_command() -> None:
    """List all accounts."""
    with _changing() as session:
        everybody = account_changes.everybody(session, utc_now())
    if everybody:
        print_accounts(everybody)
    else:
        click.echo("There are no accounts yet. Make the first with plumbline account create.")


@account_commands.command("disable")
@click.argument("address")
@with_a_database
def disable_command(address: str) -> None:
    """Shut the account of ADDRESS: it is signed out everywhere and cannot sign in. What it did keeps its name."""
    with _changing() as session:
        account = _found(session, address)
        try:
            account_changes.disable(session, account, utc_now())
        except LastAdminError as error:
            raise CommandError(LAST_ADMIN) from error
        _note(session, AccountAction.SHUT, account)
    click.echo(f"{account.name} cannot sign in any more.")


@account_commands.command("enable")
@click.argument("address")
@with_a_database
def enable_command(address: str) -> None:
    """Open the account of ADDRESS again, with the password it had."""
    with _changing() as session:
        account = _found(session, address)
        account_changes.enable(account)
        _note(session, AccountAction.OPENED, account)
    click.echo(f"{account.name} can sign in again.")


@account_commands.command("role")
@click.argument("address")
@click.argument("role")
@with_a_database
def role_command(address: str, role: str) -> None:
    """Give the account of ADDRESS another ROLE: admin, sales, author or viewer."""
    given = role_named(role)
    with _changing() as session:
        account = _found(session, address)
        before = account.role
        try:
            account_changes.give_role(session, account, given)
        except LastAdminError as error:
            raise CommandError(LAST_ADMIN) from error
        if before != given:
            _note(session, AccountAction.GAVE_ROLE, account, before=before, now=given)
    click.echo(f"{account.name} has the role {given}.")


@account_commands.command("reset")
@click.argument("address")
@with_a_database
def reset_command(address: str) -> None:
    """Take every way in from the account of ADDRESS, and print a link for a new password.

    For a lost phone, or an account that somebody else may have got into: its password and second factor are gone, and
    it is signed out everywhere.
    """
    settings = settings_or_error()
    with _changing(settings) as session:
        account = _found(session, address)
        if account.disabled_at is not None:
            raise CommandError(f"the account is shut; open it first, with plumbline account enable {account.email}")
        account_changes.reset(session, account, utc_now())
        mail = _link(session, account, settings)
        _note(session, AccountAction.RESET, account)
    click.echo(f"{account.name} is signed out everywhere, and needs a new password and a new second factor.")
    _print_link(settings, mail)


@contextmanager
def _changing(settings: Settings | None = None) -> Iterator[Session]:
    """One transaction: kept as a whole at the end, or not at all."""
    settings = settings or settings_or_error()
    # What went wrong is printed here, once and in plain words.
    configure_logs(settings.model_copy(update={"log_level": "critical"}))
    database = Database(settings.sqlalchemy_url)
    try:
        with database.writing() as session:
            yield session
    finally:
        database.close()


def _found(session: Session, address: str) -> Account:
    account = accounts.by_email(session, address)
    if account is None:
        raise CommandError(f"{address} has no account: see plumbline account list")
    if account.is_sample:
        raise CommandError("this account is invented, for the demo; nobody can sign in with it")
    return account


def _link(session: Session, account: Account, settings: Settings) -> Mail:
    """The mail that brings the link, which is good from now on: it is printed before any worker sends it."""
    now = utc_now()
    mail = staff_links.order_mail(session, account, StaffLinkPurpose.INVITATION, "", now, about=PRINTED)
    secret = staff_secret(settings, mail)
    staff_links.keep(session, secret, StaffLinkPurpose.INVITATION, account.id, now, staff_link_ends(mail))
    return mail


def _print_link(settings: Settings, mail: Mail) -> None:
    click.echo(f"\nA password is set here, once and until {staff_link_ends(mail):%Y-%m-%d %H:%M} UTC:")
    click.echo(f"  {staff_link(settings, staff_secret(settings, mail))}\n")
    sent = f"It is also mailed to {mail.recipient}, as soon as a worker runs."
    click.echo(sent if settings.sends_mail else "It is not mailed, because SMTP_URL is not set.")


def _note(session: Session, action: AccountAction, account: Account, **detail: str) -> None:
    access_log.note(session, utc_now(), Actor.COMMAND_LINE, action, f"account {account.id}", detail=detail)
