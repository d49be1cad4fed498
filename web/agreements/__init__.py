"""An agreement in words, and what signing one takes: the same for both sides."""
