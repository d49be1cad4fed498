"""Background work, reports and mail: database rows that are the jobs (docs/decisions/0020-the-row-is-the-job.md)."""
