"""Agreements as the consultancy sees them: drafted, changed, signed, stopped, and listed by state."""
