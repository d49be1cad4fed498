"""A person's data: shown, handed over, erased."""
