"""A company's audits and revisions, its people, and its data."""
