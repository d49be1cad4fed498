"""Readiness, the 90-day plan, and the one-page fix."""
