"""Mails: what they say (`messages`), the links in them (`links`), and the server that takes them (`server`)."""
