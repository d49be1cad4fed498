"""Readiness, the plan and the one-page fix, as the portal and the console show them."""
