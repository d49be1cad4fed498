"""The engine: playbooks, the model of the business, and the audit. Pure: no web, no queue, no database."""
