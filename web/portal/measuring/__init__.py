"""Entering measurements: by hand, pasted, from a file, or with a key for a program."""
