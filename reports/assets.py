"""The only way in for files: what is bundled with this package, and `data:` addresses.

An HTML-to-PDF renderer that fetches is a way into the network it runs in. This fetcher knows no
other scheme, follows no redirect, and stops the render for anything else, so that a missing logo or
font is an error and never a gap on the page.
"""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from urllib.parse import unquote, urlsplit

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

SCHEME = "bundled"
BASE_URL = f"{SCHEME}:///"
FOLDERS = {"fonts": "font/ttf", "styles": "text/css"}
SHOWN = 120


class BundledFetcher(URLFetcher):  # type: ignore[misc] # WeasyPrint ships no types
    """Serves `bundled:///<folder>/<name>` and `data:`; raises `FatalURLFetchingError` for all else."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=(SCHEME, "data"), allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        scheme = url.partition(":")[0].lower()
        if scheme == "data":
            return self._data(url, headers)
        if scheme != SCHEME:
            raise FatalURLFetchingError(
                f"The report may not fetch {url[:SHOWN]!r}: only bundled files and data: are allowed."
            )
        folder, _, name = unquote(urlsplit(url).path).strip("/").partition("/")
        if folder not in FOLDERS or name not in _names(folder):
            raise FatalURLFetchingError(f"The report needs {url[:SHOWN]!r}, which is not bundled with it.")
        return URLFetcherResponse(url, bundled(folder, name), {"Content-Type": FOLDERS[folder]})

    def _data(self, url: str, headers: dict[str, str] | None) -> URLFetcherResponse:
        try:
            return super().fetch(url, headers)
        except Exception as error:
            raise FatalURLFetchingError(f"A data: address in the report cannot be read: {error}") from error


def bundled(folder: str, name: str) -> bytes:
    """The bytes of a bundled file; `FileNotFoundError` when it is not there."""
    return _folder(folder).joinpath(name).read_bytes()


def _folder(folder: str) -> Traversable:
    return files("reports").joinpath(folder)


@cache
def _names(folder: str) -> frozenset[str]:
    return frozenset(entry.name for entry in _folder(folder).iterdir() if entry.is_file())
