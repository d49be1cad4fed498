import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from settings import Settings, SettingsError, load_settings

SECRET = "a-secret-of-this-test-that-is-long-enough"  # noqa: S105  # opens nothing
PRODUCTION = {"MODE": "production", "SECRET_KEY": SECRET, "PUBLIC_URL": "https://audit.northwind.example"}


def problems(environ: dict[str, str]) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as refused:
        load_settings(environ)
    return refused.value.problems


def test_nothing_has_to_be_set_to_try_it(tmp_path: Path) -> None:
    settings = load_settings({"DATA_DIR": str(tmp_path)})

    assert settings.sqlalchemy_url == f"sqlite:///{tmp_path}/plumbline.sqlite3"
    assert settings.reports_location == (tmp_path / "reports").as_uri()
    assert settings.broker_url.get_secret_value() == ""
    assert not settings.sends_mail
    assert not settings.secure


def test_a_secret_key_is_made_once_and_kept_for_its_owner_only(tmp_path: Path) -> None:
    first, second = (load_settings({"DATA_DIR": str(tmp_path / "data")}).secret_key for _ in range(2))

    assert first == second
    assert len(first.get_secret_value()) >= 32
    assert stat.S_IMODE((tmp_path / "data" / "secret_key").stat().st_mode) == 0o600


def test_every_problem_is_said_at_once() -> None:
    said = problems(
        {"PORT": "many", "SMTP_URL": "http://mail.example", "DATABASE_URL": "mysql://db/x", "PUBLIC_URL": "example"}
    )

    assert [line.split(":")[0] for line in said] == ["DATABASE_URL", "PUBLIC_URL", "PORT", "SMTP_URL"]
    assert all("begin it with" in line for line in said if not line.startswith("PORT"))


def test_production_refuses_to_start_without_its_secrets() -> None:
    said = problems({"MODE": "production"})

    assert [line.split(":")[0] for line in said] == ["SECRET_KEY", "PUBLIC_URL"]


def test_production_says_what_it_lacks_beside_what_is_wrong() -> None:
    said = problems({"MODE": "production", "PORT": "0"})

    assert [line.split(":")[0] for line in said] == ["PORT", "SECRET_KEY", "PUBLIC_URL"]


@pytest.mark.parametrize(("name", "value"), [("SECRET_KEY", "short"), ("PUBLIC_URL", "http://audit.northwind.example")])
def test_production_refuses_what_is_not_safe(name: str, value: str) -> None:
    assert [line.split(":")[0] for line in problems({**PRODUCTION, name: value})] == [name]


def test_production_starts_with_what_it_needs() -> None:
    assert load_settings(PRODUCTION).secure


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{SECRET}\n", encoding="utf-8")

    settings = load_settings(
        {"MODE": "production", "PUBLIC_URL": "https://a.example", "SECRET_KEY_FILE": f"{tmp_path}/key"}
    )

    assert settings.secret_key.get_secret_value() == SECRET


def test_a_secret_given_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(SECRET, encoding="utf-8")

    assert problems({"SECRET_KEY": SECRET, "SECRET_KEY_FILE": f"{tmp_path}/key"}) == (
        "SECRET_KEY: set it or SECRET_KEY_FILE, not both",
    )


def test_a_secret_file_that_is_not_there_is_said() -> None:
    assert problems({"SMTP_URL_FILE": "/nowhere/smtp"}) == ("SMTP_URL_FILE: the file cannot be read",)


def test_only_secrets_are_read_from_files(tmp_path: Path) -> None:
    (tmp_path / "port").write_text("99", encoding="utf-8")

    assert load_settings({"DATA_DIR": str(tmp_path), "PORT_FILE": f"{tmp_path}/port"}).port == 8000


def test_secrets_do_not_show_when_settings_are_printed(tmp_path: Path) -> None:
    secrets = {
        name: f"{scheme}://user:hunter2@host.example/x"
        for name, scheme in (("DATABASE_URL", "postgresql"), ("BROKER_URL", "redis"), ("SMTP_URL", "smtp"))
    }
    settings = load_settings({**secrets, "SECRET_KEY": SECRET, "METRICS_TOKEN": "hunter2"})

    assert "hunter2" not in f"{settings} {settings!r}"
    assert SECRET not in f"{settings} {settings!r}"


def test_a_wrong_secret_does_not_show_in_its_problem() -> None:
    assert "hunter2" not in str(problems({"SMTP_URL": "ftp://user:hunter2@mail.example"}))


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_is_understood(scheme: str) -> None:
    settings = load_settings({"SECRET_KEY": SECRET, "DATABASE_URL": f"{scheme}://user@host/plumbline"})

    assert settings.sqlalchemy_url == "postgresql+psycopg://user@host/plumbline"


def test_playbooks_are_listed_by_comma() -> None:
    settings = load_settings({"SECRET_KEY": SECRET, "PLAYBOOKS": " mid_market, ./our/own ,"})

    assert settings.playbooks == ("mid_market", "./our/own")


def test_an_address_with_a_path_is_no_public_url() -> None:
    assert problems({"PUBLIC_URL": "https://northwind.example/audit"})[0].startswith("PUBLIC_URL: give the address")


def test_every_setting_says_what_it_is_for() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("BUSINESS_HOURS", "9 to 5", "write it as mon-fri 09:00-17:00"),
        ("BUSINESS_TIME_ZONE", "Mars/Base", "as America/New_York"),
        ("BUSINESS_HOLIDAYS", "Christmas", "valid date"),
        ("AMBER_MINUTES", "60", "RED_MINUTES: give more than AMBER_MINUTES"),
        ("SLACK_WEBHOOK_URL", "hooks.slack.example/services/hunter2", "begin it with https:// or http://"),
    ],
)
def test_a_clock_that_cannot_be_right_stops_the_start_with_a_line_that_says_why(
    name: str, value: str, said: str
) -> None:
    (line,) = problems({"SECRET_KEY": SECRET, name: value})

    assert said in line
    assert "hunter2" not in line


def test_business_hours_are_read_with_their_zone_and_holidays() -> None:
    given = {"BUSINESS_HOURS": "mon-fri 08:00-16:00", "BUSINESS_TIME_ZONE": "America/Chicago", "AMBER_MINUTES": "10"}
    rules = load_settings({"SECRET_KEY": SECRET, "BUSINESS_HOLIDAYS": "2026-12-25, 2027-01-01", **given}).clock_rules

    limits = rules.limits(datetime(2026, 12, 24, 21, 55, tzinfo=UTC))  # five minutes before they close for Christmas

    assert limits.amber_at == datetime(2026, 12, 28, 14, 5, tzinfo=UTC)
    assert limits.red_at == datetime(2026, 12, 28, 14, 55, tzinfo=UTC)
