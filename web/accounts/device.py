"""A browser in a few words, from what it says of itself: "Firefox on Windows". It tells one's devices apart."""

from collections.abc import Sequence
from typing import Final

# In this order: most browsers claim to be others as well.
BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def device_of(user_agent: str) -> str:
    """Name the browser and the system; "unknown browser" where neither says so."""
    browser, system = _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)
    if browser and system:
        return f"{browser} on {system}"
    return browser or (f"browser on {system}" if system else "unknown browser")


def _first(words: Sequence[tuple[str, str]], text: str) -> str:
    return next((name for word, name in words if word in text), "")
