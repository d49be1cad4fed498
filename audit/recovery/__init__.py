"""After the audit: one leak, one number, one owner, and whether the money came back. Pure, like the engine."""
