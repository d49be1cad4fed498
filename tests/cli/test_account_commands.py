"""`plumbline account`: the first admin, and whoever has to be let in, kept out or begun anew."""

import re
from datetime import UTC, datetime
from subprocess import CompletedProcess

import pytest
from click.testing import CliRunner

from audit.store import access_log, accounts, mails, staff_links, staff_sessions
from audit.store.access_log import Sought
from audit.store.database import Database
from audit.store.migrating import migrate
from audit.store.tables import Role, StaffLinkPurpose
from cli.app import plumbline
from tests.cli import running

ADA = ("--email", "Ada@Northwind.example", "--name", "Ada Lindqvist", "--role", "admin")
LINK = re.compile(r"http://localhost:8000/console/password/([\w-]{43})\n")


pytestmark = pytest.mark.usefixtures("logs_as_before")


def run(*words, cwd, **environment):
    """Run the command in this process."""
    result = CliRunner().invoke(plumbline, words, env={"COLUMNS": "100", "SMTP_URL": "", **environment})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return CompletedProcess(words, result.exit_code, result.stdout, result.stderr)


@pytest.fixture
def data(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'plumbline.sqlite3'}")
    migrate(database)
    yield {"cwd": tmp_path, "DATA_DIR": str(tmp_path)}
    database.close()


@pytest.fixture
def database(data, tmp_path):
    opened = Database(f"sqlite:///{tmp_path / 'plumbline.sqlite3'}")
    yield opened
    opened.close()


def account(database, email="ada@northwind.example"):
    with database.reading() as session:
        return accounts.by_email(session, email)


def secret_in(printed):
    """The secret of the link that was printed."""
    found = LINK.search(printed)
    assert found
    return found[1]


def can_sign_in(database, *, role=Role.ADMIN, email="ada@northwind.example"):
    """An account that has followed its link."""
    with database.writing() as session:
        made = accounts.create(session, email, "Ada Lindqvist", role, datetime.now(UTC))
        made.password_hash = "set"  # noqa: S105  # no hash, and opens nothing
        made.totp_secret, made.totp_confirmed_at = b"secret", datetime.now(UTC)
        return staff_sessions.start(session, made, "Firefox on Linux", datetime.now(UTC))


def noted(database):
    with database.reading() as session:
        return [(e.row.actor, e.row.action, e.row.subject) for e in access_log.newest(session, Sought(), 10)]


def opens(database, secret):
    with database.reading() as session:
        return staff_links.find(session, secret, datetime.now(UTC))


def test_the_first_admin_gets_a_link_that_is_good_for_a_day(data, database):
    done = running.run("account", "create", *ADA, **data)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Ada Lindqvist has an account now, with the role admin." in done.stdout
    assert "It is not mailed, because SMTP_URL is not set." in done.stdout
    link, owner = opens(database, secret_in(done.stdout))
    assert (owner.email, owner.role, link.purpose) == ("ada@northwind.example", "admin", StaffLinkPurpose.INVITATION)
    assert (link.expires_at - link.made_at).total_seconds() == 24 * 3600
    assert noted(database) == [("command line", "made an account", "account 1")]


def test_the_link_is_mailed_where_there_is_a_mail_server(data, database):
    done = run("account", "create", *ADA, SMTP_URL="smtp://127.0.0.1:9", **data)
    assert "It is also mailed to ada@northwind.example" in done.stdout
    with database.reading() as session:
        mail = mails.newest(session, 1)[0]
    assert (mail.kind, mail.recipient, mail.account_id) == ("invitation", "ada@northwind.example", 1)
    shown = running.run("mail", "log", "--show", str(mail.id), **data)
    assert secret_in(shown.stdout) == secret_in(done.stdout)


def test_an_address_that_is_taken_is_said(data):
    run("account", "create", *ADA, **data)
    again = run("account", "create", *ADA, **data)
    assert again.returncode == 1
    assert again.stderr == "Error: ada@northwind.example has an account already: see plumbline account list\n"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("admn", "there is no role 'admn'; did you mean admin?"),
        ("boss", "there is no role 'boss'; give admin, sales, author or viewer."),
    ],
)
def test_a_role_that_is_not_there_is_said_with_the_one_that_was_meant(data, database, typed, said):
    done = run("account", "create", *ADA[:-1], typed, **data)
    assert (done.returncode, done.stderr) == (1, f"Error: {said}\n")
    assert account(database) is None


@pytest.mark.parametrize("typed", ["ada", "ada@", "ada@northwind.example, bob@northwind.example"])
def test_what_is_no_address_is_said(data, typed):
    done = run("account", "create", "--email", typed, *ADA[2:], **data)
    assert (done.returncode, done.stderr) == (1, "Error: give one e-mail address, as name@northwind.example\n")


def test_accounts_are_listed_with_where_they_stand(data, database):
    assert "There are no accounts yet." in run("account", "list", **data).stdout
    can_sign_in(database)
    run("account", "create", "--email", "bo@northwind.example", "--name", "Bo Adeyemi", "--role", "sales", **data)
    listed = run("account", "list", **data).stdout
    assert re.search(r"Ada Lindqvist +ada@northwind.example +admin +open +yes", listed)
    assert re.search(r"Bo Adeyemi +bo@northwind.example +sales +invited +no +never", listed)


def test_a_shut_account_is_signed_out_and_can_be_opened_again(data, database):
    can_sign_in(database, email="root@northwind.example")
    secret = can_sign_in(database)
    assert run("account", "disable", "ada@northwind.example", **data).returncode == 0
    run("account", "enable", "Ada@northwind.example", **data)
    assert account(database).disabled_at is None
    with database.reading() as session:
        assert staff_sessions.holding(session, secret, datetime.now(UTC)) is None
    assert [action for _, action, _ in noted(database)] == ["opened an account again", "shut an account"]


@pytest.mark.parametrize("words", [("disable", "ada@northwind.example"), ("role", "ada@northwind.example", "viewer")])
def test_the_only_admin_who_can_sign_in_stays(data, database, words):
    can_sign_in(database)
    run("account", "create", "--email", "bo@northwind.example", "--name", "Bo", "--role", "admin", **data)
    done = run("account", *words, **data)
    assert done.returncode == 1
    assert "nobody else could look after the accounts then" in done.stderr
    assert (account(database).role, account(database).disabled_at) == ("admin", None)


def test_a_role_is_changed_and_noted_once(data, database):
    can_sign_in(database, role=Role.SALES)
    for _ in range(2):
        done = run("account", "role", "ada@northwind.example", "Viewer", **data)
        assert done.stdout == "Ada Lindqvist has the role viewer.\n"
    assert account(database).role == "viewer"
    assert noted(database) == [("command line", "changed a role", "account 1")]


def test_a_reset_leaves_no_way_in_but_the_new_link(data, database):
    first = secret_in(run("account", "create", *ADA, **data).stdout)
    with database.writing() as session:
        made = accounts.by_email(session, "ada@northwind.example")
        assert made
        made.password_hash, made.totp_secret, made.totp_confirmed_at = "set", b"secret", datetime.now(UTC)
        secret = staff_sessions.start(session, made, "Firefox on Linux", datetime.now(UTC))
    done = run("account", "reset", "ada@northwind.example", **data)
    found = account(database)
    assert (found.password_hash, found.totp_secret, found.totp_confirmed_at) == (None, None, None)
    with database.reading() as session:
        assert staff_sessions.holding(session, secret, datetime.now(UTC)) is None
    assert opens(database, first) is None
    assert opens(database, secret_in(done.stdout))


def test_an_unknown_address_and_a_shut_account_are_said(data, database):
    done = run("account", "reset", "bo@northwind.example", **data)
    assert (done.returncode, done.stderr) == (
        1,
        "Error: bo@northwind.example has no account: see plumbline account list\n",
    )
    can_sign_in(database, role=Role.SALES)
    run("account", "disable", "ada@northwind.example", **data)
    assert "open it first" in run("account", "reset", "ada@northwind.example", **data).stderr


def test_an_invented_account_is_left_alone(data, database):
    can_sign_in(database)
    with database.writing() as session:
        accounts.by_email(session, "ada@northwind.example").is_sample = True
    done = run("account", "reset", "ada@northwind.example", **data)
    assert done.returncode == 1
    assert "invented" in done.stderr
