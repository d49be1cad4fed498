"""Every table, as typed classes. A change here needs a migration; a test compares the two."""

from audit.store.tables.audits import (
    AnswerRow,
    AssumptionRow,
    AuditRow,
    AuditState,
    FindingRow,
    PlaybookVersion,
    Revision,
)
from audit.store.tables.jobs import Export, Job, JobState, Mail, MailKind, Removal, Report, SlackPost
from audit.store.tables.links import Slot, Token, TokenPurpose, UsedProof
from audit.store.tables.people import Consent, Contact, Person
from audit.store.tables.sales import Activity, Lead, LeadLeak, LeadTag, LeadWord, Note
from audit.store.tables.staff import (
    AccessEntry,
    Account,
    RecoveryCode,
    Role,
    SavedView,
    StaffLink,
    StaffLinkPurpose,
    StaffSession,
)
from audit.store.tables.table import Given, Table
from audit.store.tables.watching import Process, ReportOpening, Tally

__all__ = [
    "AccessEntry",
    "Account",
    "Activity",
    "AnswerRow",
    "AssumptionRow",
    "AuditRow",
    "AuditState",
    "Consent",
    "Contact",
    "Export",
    "FindingRow",
    "Given",
    "Job",
    "JobState",
    "Lead",
    "LeadLeak",
    "LeadTag",
    "LeadWord",
    "Mail",
    "MailKind",
    "Note",
    "Person",
    "PlaybookVersion",
    "Process",
    "RecoveryCode",
    "Removal",
    "Report",
    "ReportOpening",
    "Revision",
    "Role",
    "SavedView",
    "SlackPost",
    "Slot",
    "StaffLink",
    "StaffLinkPurpose",
    "StaffSession",
    "Table",
    "Tally",
    "Token",
    "TokenPurpose",
    "UsedProof",
]
