"""Step 0003: the sales console."""

import re

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Apply the step."""
    _new_tables()
    _new_columns()
    _shut_access_log()
    _leads_of_audits_so_far()


def _new_tables() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("password_changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("totp_secret", sa.LargeBinary(), nullable=True),
        sa.Column("totp_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("totp_last_step", sa.Integer(), nullable=False),
        sa.Column("single_sign_on", sa.String(), nullable=True),
        sa.Column("wants_alerts", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_signed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("email", name=op.f("uq_accounts_email")),
        sa.UniqueConstraint("single_sign_on", name=op.f("uq_accounts_single_sign_on")),
    )
    op.create_table(
        "removals",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column(
            "file_names",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("nudged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claim", sa.String(length=32), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("request_id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_removals")),
    )
    op.create_index(op.f("ix_removals_state_next_attempt_at"), "removals", ["state", "next_attempt_at"])

    op.create_table(
        "access_log",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("actor", sa.String(length=16), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column(
            "detail",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column("request_id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_access_log_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_log")),
    )
    op.create_index(op.f("ix_access_log_account_id_at"), "access_log", ["account_id", "at"])
    op.create_index(op.f("ix_access_log_action_at"), "access_log", ["action", "at"])
    op.create_index(op.f("ix_access_log_at"), "access_log", ["at"])
    op.create_index(op.f("ix_access_log_subject_at"), "access_log", ["subject", "at"])

    op.create_table(
        "exports",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("view", sa.String(), nullable=False),
        sa.Column("format", sa.String(length=8), nullable=False),
        sa.Column("rows_total", sa.Integer(), nullable=False),
        sa.Column("rows_done", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=True),
        sa.Column("size_bytes", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("downloaded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("nudged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claim", sa.String(length=32), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("request_id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_exports_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exports")),
        sa.UniqueConstraint("public_id", name=op.f("uq_exports_public_id")),
    )
    op.create_index(op.f("ix_exports_account_id"), "exports", ["account_id"])
    op.create_index(op.f("ix_exports_expires_at"), "exports", ["expires_at"])
    op.create_index(op.f("ix_exports_state_next_attempt_at"), "exports", ["state", "next_attempt_at"])

    op.create_table(
        "recovery_codes",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_recovery_codes_account_id_accounts")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_recovery_codes")),
    )
    op.create_index(op.f("ix_recovery_codes_account_id"), "recovery_codes", ["account_id"])

    op.create_table(
        "saved_views",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_saved_views_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_views")),
        sa.UniqueConstraint("account_id", "name", name=op.f("uq_saved_views_account_id_name")),
    )
    op.create_table(
        "staff_links",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_staff_links_account_id_accounts")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_staff_links")),
    )
    op.create_index(op.f("ix_staff_links_account_id"), "staff_links", ["account_id"])

    op.create_table(
        "staff_sessions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("device", sa.String(length=80), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_staff_sessions_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_sessions")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_staff_sessions_secret_hash")),
    )
    op.create_index(op.f("ix_staff_sessions_account_id"), "staff_sessions", ["account_id"])
    op.create_index(op.f("ix_staff_sessions_expires_at"), "staff_sessions", ["expires_at"])

    op.create_table(
        "leads",
        sa.Column("audit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("next_step", sa.String(), nullable=False),
        sa.Column("next_step_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_step_number", sa.Integer(), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_touch_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_touch_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("clock_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("amber_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("red_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_turn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("playbook", sa.String(length=60), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("company", sa.String(), nullable=False),
        sa.Column("contact_name", sa.String(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("total_p10", sa.Double(), nullable=True),
        sa.Column("total_p50", sa.Double(), nullable=True),
        sa.Column("total_p90", sa.Double(), nullable=True),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("first_fix", sa.String(length=60), nullable=False),
        sa.Column("largest_leak", sa.String(length=60), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["audit_id"], ["audits.id"], name=op.f("fk_leads_audit_id_audits"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["first_touch_by_id"], ["accounts.id"], name=op.f("fk_leads_first_touch_by_id_accounts")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["accounts.id"], name=op.f("fk_leads_owner_id_accounts")),
        sa.PrimaryKeyConstraint("audit_id", name=op.f("pk_leads")),
        sa.UniqueConstraint("public_id", name=op.f("uq_leads_public_id")),
    )
    filtered_by = ["status", "owner_id", "source", "first_fix", "playbook", "finished", "is_sample"]
    filtered_by += ["first_touch_at", "red_at", "next_step_at"]
    op.create_index(op.f("ix_leads_by_dollars"), "leads", ["total_p50", "audit_id", *filtered_by, "arrived_at"])
    op.create_index(op.f("ix_leads_by_arrival"), "leads", ["arrived_at", "audit_id", *filtered_by, "total_p50"])
    for name, column, only in (
        ("ix_leads_running", "red_at", sa.text("first_touch_at IS NULL AND red_at IS NOT NULL")),
        ("ix_leads_due", "next_step_at", sa.text("next_step_at IS NOT NULL")),
    ):
        op.create_index(op.f(name), "leads", [column, "audit_id"], sqlite_where=only, postgresql_where=only)
    for name, column, only in (
        ("ix_leads_source", "source", sa.text("source <> ''")),
        ("ix_leads_clock_from", "clock_from", sa.text("clock_from IS NOT NULL")),
        ("ix_leads_next_turn_at", "next_turn_at", sa.text("next_turn_at IS NOT NULL")),
        ("ix_leads_to_remind", "next_step_at", sa.text("next_step_at IS NOT NULL AND reminded_at IS NULL")),
    ):
        op.create_index(op.f(name), "leads", [column], sqlite_where=only, postgresql_where=only)
    op.create_table(
        "slack_posts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("audit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("about", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("nudged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claim", sa.String(length=32), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("request_id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["audit_id"], ["audits.id"], name=op.f("fk_slack_posts_audit_id_audits"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slack_posts")),
        sa.UniqueConstraint("key", name=op.f("uq_slack_posts_key")),
    )
    op.create_index(op.f("ix_slack_posts_audit_id"), "slack_posts", ["audit_id"])
    op.create_index(op.f("ix_slack_posts_state_next_attempt_at"), "slack_posts", ["state", "next_attempt_at"])

    op.create_table(
        "lead_leaks",
        sa.Column("audit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("leak", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("alone_p50", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audit_id"], ["leads.audit_id"], name=op.f("fk_lead_leaks_audit_id_leads"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("audit_id", "leak", name=op.f("pk_lead_leaks")),
    )
    op.create_index(op.f("ix_lead_leaks_leak_alone_p50_audit_id"), "lead_leaks", ["leak", "alone_p50", "audit_id"])

    op.create_table(
        "lead_tags",
        sa.Column("audit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tag", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["audit_id"], ["leads.audit_id"], name=op.f("fk_lead_tags_audit_id_leads"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("audit_id", "tag", name=op.f("pk_lead_tags")),
    )
    op.create_index(op.f("ix_lead_tags_tag_audit_id"), "lead_tags", ["tag", "audit_id"])

    op.create_table(
        "lead_words",
        sa.Column(
            "word", sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("audit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["audit_id"], ["leads.audit_id"], name=op.f("fk_lead_words_audit_id_leads"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("word", "audit_id", name=op.f("pk_lead_words")),
    )
    op.create_index(op.f("ix_lead_words_audit_id_word"), "lead_words", ["audit_id", "word"])

    op.create_table(
        "notes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("audit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_notes_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["audit_id"], ["leads.audit_id"], name=op.f("fk_notes_audit_id_leads"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    op.create_index(op.f("ix_notes_audit_id"), "notes", ["audit_id"])

    op.create_table(
        "activity",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("audit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("note_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "before",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "after",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_activity_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["audit_id"], ["leads.audit_id"], name=op.f("fk_activity_audit_id_leads"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["note_id"], ["notes.id"], name=op.f("fk_activity_note_id_notes"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
    )
    op.create_index(op.f("ix_activity_audit_id_at"), "activity", ["audit_id", "at"])

    op.create_table(
        "report_openings",
        sa.Column("report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_report_openings_report_id_reports"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_report_openings")),
    )
    op.create_index(op.f("ix_audits_started_at"), "audits", ["started_at"])


def _new_columns() -> None:
    for name in ("role", "phone", "time_zone"):
        op.add_column("contacts", sa.Column(name, sa.String(), nullable=False, server_default=""))
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    # Nothing refers to these two tables, so SQLite may make them anew.
    with op.batch_alter_table("mails") as mails:
        mails.add_column(sa.Column("about", sa.String(length=40), nullable=False, server_default=""))
        for column, to, ondelete in (
            ("audit_id", "audits", "CASCADE"),
            ("account_id", "accounts", None),
            ("export_id", "exports", "CASCADE"),
        ):
            mails.add_column(sa.Column(column, number, nullable=True))
            mails.create_foreign_key(op.f(f"fk_mails_{column}_{to}"), to, [column], ["id"], ondelete=ondelete)
    op.create_index(op.f("ix_mails_account_id"), "mails", ["account_id"])
    op.create_index(op.f("ix_mails_audit_id"), "mails", ["audit_id"])
    with op.batch_alter_table("tallies") as tallies:
        tallies.add_column(sa.Column("version", sa.String(length=40), nullable=False, server_default=""))
        tallies.drop_constraint("pk_tallies", type_="primary")
        tallies.create_primary_key("pk_tallies", ["day", "event", "playbook", "version", "source"])
    # This one would take the rows along that refer to it. SQLite takes the reference with the column.
    name = op.f("fk_revisions_made_by_id_accounts")
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"ALTER TABLE revisions ADD COLUMN made_by_id INTEGER CONSTRAINT {name} REFERENCES accounts (id)")
        return
    op.add_column("revisions", sa.Column("made_by_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(name, "revisions", "accounts", ["made_by_id"], ["id"])


def _shut_access_log() -> None:
    """From here on the database itself refuses to change or delete an entry, whoever asks."""
    said = "the access log is never changed"
    if op.get_bind().dialect.name == "sqlite":
        for what in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER access_log_no_{what.lower()} BEFORE {what} ON access_log "
                f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
            )
        # INSERT OR REPLACE takes the old row away without asking the trigger of DELETE.
        op.execute(
            "CREATE TRIGGER access_log_no_replace BEFORE INSERT ON access_log "
            "WHEN NEW.id IN (SELECT id FROM access_log) "
            "BEGIN SELECT RAISE(ABORT, 'the access log is never changed'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION access_log_is_shut() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{said}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER access_log_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON access_log "
        "FOR EACH STATEMENT EXECUTE FUNCTION access_log_is_shut()"
    )


def _leads_of_audits_so_far() -> None:
    """Put the audits that were begun before this step into the queue, without a response clock: it is too late."""
    op.execute(
        """
        INSERT INTO leads (
            audit_id, status, reason, next_step, next_step_number, version, public_id, playbook, source, company,
            contact_name, email, finished, arrived_at, currency, total_p10, total_p50, total_p90, verdict, first_fix,
            largest_leak, is_sample)
        SELECT a.id, 'new', '', '', 0, 1, a.public_id, p.name, COALESCE(SUBSTR(a.source ->> 'utm_source', 1, 80), ''),
            COALESCE(c.company, ''), COALESCE(c.name, ''), COALESCE(o.email, ''), r.id IS NOT NULL,
            COALESCE(a.finished_at, a.started_at), COALESCE(r.currency, ''), r.total_p10, r.total_p50, r.total_p90,
            COALESCE(r.verdict, ''), COALESCE(r.first_fix, ''), COALESCE(f.leak, ''), a.is_sample
        FROM audits a
        JOIN playbook_versions p ON p.content_hash = a.playbook_hash
        LEFT JOIN revisions r ON r.audit_id = a.id
            AND r.number = (SELECT MAX(number) FROM revisions WHERE audit_id = a.id)
        LEFT JOIN findings f ON f.revision_id = r.id AND f.rank = 1
        LEFT JOIN contacts c ON c.id = (SELECT MAX(id) FROM contacts WHERE audit_id = a.id)
        LEFT JOIN people o ON o.id = c.person_id
        WHERE a.first_answer_at IS NOT NULL
        """
    )
    op.execute(
        """
        INSERT INTO lead_leaks (audit_id, leak, title, alone_p50)
        SELECT r.audit_id, f.leak, f.title, f.alone_p50
        FROM findings f
        JOIN revisions r ON r.id = f.revision_id
        JOIN leads l ON l.audit_id = r.audit_id
        WHERE r.number = (SELECT MAX(number) FROM revisions WHERE audit_id = r.audit_id)
        """
    )
    connection = op.get_bind()
    found = connection.execute(sa.text("SELECT audit_id, company, contact_name, email FROM leads")).all()
    rows = [
        {"audit_id": audit_id, "word": word}
        for audit_id, *texts in found
        for word in sorted({word[:80] for text in texts for word in re.findall(r"\w+", text.lower())})
    ]
    if rows:
        connection.execute(sa.text("INSERT INTO lead_words (word, audit_id) VALUES (:word, :audit_id)"), rows)
