"""The `plumbline` command: audits, questions and playbooks from a terminal."""

from cli.app import main

__all__ = ["main"]
