"""Signing in to the portal with a link by mail, joining a company, and leaving."""
