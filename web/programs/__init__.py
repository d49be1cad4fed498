"""Addresses for programs: JSON in and out, with a key instead of a sign-in."""
