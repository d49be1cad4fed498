"""Figures, not verdicts: how long things take on this machine, beside what we aim for."""
