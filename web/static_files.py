"""Style sheets and scripts, each compressed once by a process and as small as it gets, then sent from memory."""

import gzip
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import brotli
from flask import Flask, Response, abort, request
from werkzeug.security import safe_join

from web.assets import FOLDER
from web.security.access import Access, access


@dataclass(frozen=True, slots=True)
class Packed:
    """A file by the encoding that it travels in; "identity" is as it is."""

    content_type: str
    etag: str
    bodies: dict[str, bytes]


def serve_static_files(app: Flask) -> None:
    """Serve what is in `static/` at /static/, under the endpoint that Flask's own would have."""
    app.add_url_rule("/static/<path:filename>", endpoint="static", view_func=static_file)


@access(Access.PUBLIC)
def static_file(filename: str) -> Response:
    """One file, 404 if there is none."""
    place = safe_join(str(FOLDER), filename)
    path = Path(place) if place else None
    if path is None or not path.is_file():
        abort(404)
    packed = _packed(path, path.stat().st_mtime_ns)
    encoding = request.accept_encodings.best_match(list(packed.bodies), default="identity")
    response = Response(packed.bodies[encoding], content_type=packed.content_type)
    if encoding != "identity":
        response.content_encoding = encoding
    response.vary.add("Accept-Encoding")
    response.set_etag(f"{packed.etag}-{encoding}")
    response.make_conditional(request)
    return response


@lru_cache(maxsize=64)
def _packed(path: Path, _changed_at: int) -> Packed:
    content = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    bodies = {"br": brotli.compress(content), "gzip": gzip.compress(content, mtime=0), "identity": content}
    text = kind.startswith("text/") or kind.endswith(("javascript", "xml", "json"))
    return Packed(f"{kind}; charset=utf-8" if text else kind, sha256(content).hexdigest()[:16], bodies)
