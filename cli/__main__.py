"""`python -m cli`, where the command is not installed."""

from cli.app import main

main()
