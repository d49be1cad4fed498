"""The database: tables, migrations and every query. The only code that knows SQLAlchemy.

A module a noun. A function named as a question (`find`, `latest`, `due`) never writes.
"""
