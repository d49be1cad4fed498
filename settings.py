"""Every setting, typed, from the environment alone. This is its only reader.

A setting's name in the environment is its name here in capitals: `database_url` is `DATABASE_URL`. A secret may
also come from a file, as container platforms hand it over: `SECRET_KEY_FILE=/run/secrets/key`. All that is wrong is
said at once.
docs/hosting.md lists every setting, and a test holds it to this file.
"""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from audit.sales.business_hours import hours_text, zone_name
from audit.sales.clock import ClockRules, clock_rules

LEAST_SECRET_LENGTH = 32
"""Characters of SECRET_KEY; 32 of them from a random source are well over 128 bits."""

WEB_SCHEMES = ("https", "http")
SCHEMES = {
    "database_url": ("sqlite", "postgresql", "postgres", "postgresql+psycopg"),
    "broker_url": ("redis", "rediss", "redis+socket"),
    "smtp_url": ("smtp", "smtps"),
    "reports_url": ("file", "s3"),
    **dict.fromkeys(("slack_webhook_url", "booking_url", "privacy_url", "s3_endpoint_url", "oidc_issuer"), WEB_SCHEMES),
}
"""How an address begins, unless it is empty."""


class SettingsError(ValueError):
    """The environment cannot be used as it is. `problems` has one line for each setting that is wrong."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("These settings are not usable:\n" + "\n".join(f"  {problem}" for problem in problems))
        self.problems = problems


def _split(value: object) -> object:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


class Settings(BaseModel):
    """What the person who runs the server has decided. Frozen; made once at the start and passed on."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True, hide_input_in_errors=True)

    mode: Literal["development", "production"] = Field("development", description="production refuses to start unsafe")
    secret_key: SecretStr = Field(
        SecretStr(""),
        description="signs cookies and links; 32 random characters or more. Needed in production, else made and kept",
    )
    data_dir: Path = Field(Path("data"), description="where the embedded database, broker and reports are kept")
    database_url: SecretStr = Field(
        SecretStr(""), description="postgresql://… or sqlite:///…; empty: SQLite in the data directory"
    )
    broker_url: SecretStr = Field(
        SecretStr(""), description="redis://… or rediss://…, Redis or Valkey; empty: one is started with the app"
    )
    reports_url: str = Field("", description="file:///folder or s3://bucket/prefix; empty: in the data directory")
    s3_endpoint_url: str = Field("", description="where the bucket is, unless it is Amazon's")
    s3_region: str = Field("us-east-1", description="the bucket's region")
    s3_access_key_id: SecretStr = Field(SecretStr(""), description="who may write to the bucket")
    s3_secret_access_key: SecretStr = Field(SecretStr(""), description="and their key")
    playbooks: Annotated[tuple[str, ...], BeforeValidator(_split)] = Field(
        ("mid_market", "home_services"),
        description="names of shipped playbooks or paths of folders, by comma; the first is the start page",
    )
    public_url: str = Field("http://localhost:8000", description="the address that people use; links in mail begin so")
    host: str = Field("127.0.0.1", description="the address that the web server listens on")
    port: int = Field(8000, ge=1, le=65535, description="and its port")
    web_workers: int = Field(2, ge=1, le=64, description="web server processes; one a core")
    worker_processes: int = Field(2, ge=1, le=64, description="report and mail processes; one a core")
    trusted_proxies: int = Field(0, ge=0, le=5, description="proxies in front that set X-Forwarded-For")
    smtp_url: SecretStr = Field(
        SecretStr(""), description="smtp://user:password@host:587 or smtps://…:465; empty: mail is kept, not sent"
    )
    mail_from: str = Field("Plumbline <plumbline@localhost>", description="From of every mail, never rewritten")
    booking_url: str = Field("", description="where a prospect books a call; empty: no such link")
    privacy_url: str = Field("", description="your own privacy notice; empty: the built-in page alone")
    metrics_token: SecretStr = Field(
        SecretStr(""), description="bearer token for /metrics from elsewhere than this machine"
    )
    business_time_zone: Annotated[str, AfterValidator(zone_name)] = Field(
        "UTC", description="the time zone of the team, as America/New_York"
    )
    business_hours: Annotated[str, AfterValidator(hours_text)] = Field(
        "mon-fri 09:00-17:00", description="when somebody can call; the clock rests otherwise"
    )
    business_holidays: Annotated[tuple[date, ...], BeforeValidator(_split)] = Field(
        (), description="days off by comma, as 2026-12-25"
    )
    amber_minutes: int = Field(5, ge=1, le=10_000, description="a lead waits so long before its clock turns amber")
    red_minutes: int = Field(60, ge=2, le=20_000, description="and so long before it turns red")
    slack_webhook_url: SecretStr = Field(
        SecretStr(""), description="a Slack incoming webhook that is told of new leads; empty: none"
    )
    require_second_factor: bool = Field(default=True, description="staff with a password need a second factor")
    oidc_issuer: str = Field("", description="single sign-on: the OpenID Connect issuer; empty: none")
    oidc_client_id: str = Field("", description="single sign-on: our client id there")
    oidc_client_secret: SecretStr = Field(SecretStr(""), description="single sign-on: and its secret")
    oidc_name: str = Field("single sign-on", description="single sign-on: what its button says after “Sign in with”")
    keep_unfinished_days: int = Field(90, ge=0, description="unfinished audits without a contact go then; 0: never")
    keep_audits_days: int = Field(1095, ge=0, description="audits and their people go so long after their last change")
    keep_mails_days: int = Field(365, ge=0, description="the log of mails; 0: for ever")
    keep_exports_days: int = Field(7, ge=1, le=90, description="an export can be downloaded for so long")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="what is logged")
    log_format: Literal["auto", "json", "text"] = Field("auto", description="auto: json in production, else text")

    @field_validator(*SCHEMES)
    @classmethod
    def has_a_known_scheme(cls, value: SecretStr | str, info: ValidationInfo) -> SecretStr | str:
        url = value.get_secret_value() if isinstance(value, SecretStr) else value
        _check_scheme(url, SCHEMES[info.field_name or ""])
        return value

    @field_validator("public_url")
    @classmethod
    def is_a_web_address(cls, value: str) -> str:
        _check_scheme(value, WEB_SCHEMES)
        parts = urlsplit(value)
        if not parts.hostname or parts.path not in ("", "/") or parts.query:
            raise ValueError("give the address without a path, as https://audit.northwind.example")
        return value.rstrip("/")

    @field_validator("mail_from")
    @classmethod
    def has_an_address(cls, value: str) -> str:
        if "@" not in value or "\n" in value:
            raise ValueError("give a name and an address, as Northwind <audit@northwind.example>")
        return value

    @field_validator("playbooks")
    @classmethod
    def is_not_empty(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value:
            raise ValueError("name one playbook at least, as mid_market")
        return value

    @model_validator(mode="after")
    def turns_amber_before_red(self) -> Self:
        if self.red_minutes <= self.amber_minutes:
            raise ValueError("RED_MINUTES: give more than AMBER_MINUTES")
        return self

    @model_validator(mode="after")
    def is_safe_in_production(self) -> Self:
        problems = _unsafe(self) if self.mode == "production" else []
        if problems:
            raise ValueError("\n".join(problems))
        return self

    @property
    def secure(self) -> bool:
        """Whether people reach the pages through https."""
        return self.public_url.startswith("https://")

    @property
    def sqlalchemy_url(self) -> str:
        """The database as SQLAlchemy is told of it."""
        url = self.database_url.get_secret_value()
        if not url:
            return f"sqlite:///{(self.data_dir / 'plumbline.sqlite3').absolute()}"
        scheme, rest = url.split(":", 1)
        return f"postgresql+psycopg:{rest}" if scheme in ("postgres", "postgresql") else url

    @property
    def reports_location(self) -> str:
        """Where reports are kept, as a URL."""
        return self.reports_url or (self.data_dir.absolute() / "reports").as_uri()

    @property
    def s3_options(self) -> dict[str, str]:
        """How the bucket is reached, in the words of obstore. An address of one's own names buckets in its path."""
        options = {"region": self.s3_region}
        if key := self.s3_access_key_id.get_secret_value():
            options |= {"access_key_id": key, "secret_access_key": self.s3_secret_access_key.get_secret_value()}
        if self.s3_endpoint_url:
            options |= {"endpoint": self.s3_endpoint_url, "virtual_hosted_style_request": "false"}
        return options

    @property
    def team_zone(self) -> ZoneInfo:
        """The time zone of the team."""
        return ZoneInfo(self.business_time_zone)

    @property
    def clock_rules(self) -> ClockRules:
        """How long a lead may wait, in the team's business hours."""
        zone, hours, holidays = self.business_time_zone, self.business_hours, self.business_holidays
        return clock_rules(hours, zone, holidays, self.amber_minutes, self.red_minutes)

    @property
    def sends_mail(self) -> bool:
        """Whether there is a server to send mail through."""
        return bool(self.smtp_url.get_secret_value())


def _check_scheme(url: str, schemes: tuple[str, ...]) -> None:
    if url and urlsplit(url).scheme not in schemes:
        raise ValueError(f"begin it with {' or '.join(f'{scheme}://' for scheme in schemes)}")


def _unsafe(settings: Settings) -> list[str]:
    problems = []
    if len(settings.secret_key.get_secret_value()) < LEAST_SECRET_LENGTH:
        problems.append(f"SECRET_KEY: needed in production, {LEAST_SECRET_LENGTH} random characters or more")
    if not settings.secure:
        problems.append("PUBLIC_URL: needed in production, and it has to begin with https://")
    return problems


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from `environ` (the process's own by default).

    In development a missing SECRET_KEY is made once and kept in the data directory. Raises SettingsError with
    every problem.
    """
    environ = os.environ if environ is None else environ
    values, problems = _values(environ)
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        problems += _told(error)
        problems += _also_unsafe(environ, problems)
    if problems:
        raise SettingsError(tuple(problems))
    return settings if settings.secret_key.get_secret_value() else _with_kept_secret(settings)


def _values(environ: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """What is set, by field; an empty variable counts as not set."""
    values: dict[str, str] = {}
    problems: list[str] = []
    for field, about in Settings.model_fields.items():
        name = field.upper()
        file = environ.get(f"{name}_FILE", "") if about.annotation is SecretStr else ""
        if file and environ.get(name):
            problems.append(f"{name}: set it or {name}_FILE, not both")
        elif file:
            try:
                values[field] = Path(file).read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError):
                problems.append(f"{name}_FILE: the file cannot be read")
        elif environ.get(name):
            values[field] = environ[name]
    return values, problems


def _told(error: ValidationError) -> list[str]:
    told = []
    for item in error.errors(include_url=False, include_input=False):
        said = item["msg"].removeprefix("Value error, ")
        told += [f"{str(item['loc'][0]).upper()}: {said}"] if item["loc"] else said.split("\n")
    return told


def _also_unsafe(environ: Mapping[str, str], told: list[str]) -> list[str]:
    """What production still lacks, where another setting's problem kept that from being looked at."""
    if environ.get("MODE") != "production":
        return []
    values, _ = _values({name: environ.get(name, "") for name in ("SECRET_KEY", "SECRET_KEY_FILE", "PUBLIC_URL")})
    try:
        Settings.model_validate({**values, "mode": "production"})
    except ValidationError as error:
        return [line for line in _told(error) if not any(said.startswith(line.split(":")[0]) for said in told)]
    return []


def _with_kept_secret(settings: Settings) -> Settings:
    """The settings with a secret key of their own, made on the first start and kept for the next."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    place = settings.data_dir / "secret_key"
    if not place.exists():
        draft = place.with_name(f"secret_key.{secrets.token_hex(8)}")
        with open(draft, "x", encoding="utf-8", opener=_for_the_owner_only) as file:  # Path.open takes no opener
            file.write(secrets.token_urlsafe(32))
        with suppress(FileExistsError):  # of processes that start together, one makes the key, and whole
            place.hardlink_to(draft)
        draft.unlink()
    kept = place.read_text(encoding="utf-8").strip()
    return settings.model_copy(update={"secret_key": SecretStr(kept)})


def _for_the_owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
