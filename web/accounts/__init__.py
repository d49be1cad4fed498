"""Staff: signing in and out, second factor, invitations, accounts, the access log."""
