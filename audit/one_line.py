"""What people type, as one line."""


def one_line(text: str) -> str:
    """Return a text without control characters, line breaks and spaces around it; single spaces inside."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
