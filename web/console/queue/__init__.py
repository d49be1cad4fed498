"""The queue, its filters and saved views."""
