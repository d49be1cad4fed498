"""The background work: reports, mail and webhooks, taken from database rows. Nothing is here yet."""
