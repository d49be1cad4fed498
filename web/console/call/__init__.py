"""The screen before a call: the audit, corrections, what-if, comparing."""
