import pytest
from flask import Flask

from web.assets import FOLDER
from web.static_files import serve_static_files

FILES = sorted(path.name for path in FOLDER.iterdir() if path.is_file())


@pytest.fixture
def client():
    app = Flask(__name__, static_folder=None)
    serve_static_files(app)
    return app.test_client()


@pytest.mark.parametrize("name", FILES)
def test_a_file_arrives_as_it_is(client, name):
    answer = client.get(f"/static/{name}")
    assert answer.data == (FOLDER / name).read_bytes()
    assert answer.content_type in ("text/css; charset=utf-8", "text/javascript; charset=utf-8")


@pytest.mark.parametrize(("accepted", "sent"), [("br, gzip", "br"), ("gzip, deflate", "gzip"), ("identity", None)])
def test_a_file_travels_as_small_as_the_browser_can_read(client, accepted, sent):
    answer = client.get("/static/plumbline.css", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == sent
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert (len(answer.data) < (FOLDER / "plumbline.css").stat().st_size / 2) == (sent is not None)


def test_a_file_that_has_not_changed_is_not_sent_again(client):
    etag = client.get("/static/plumbline.css").headers["ETag"]
    assert client.get("/static/plumbline.css", headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize("name", ["none.css", "../app.py", "..%2fapp.py", "%2e%2e/app.py", "/etc/passwd", "."])
def test_nothing_else_is_sent(client, name):
    assert client.get(f"/static/{name}").status_code in (404, 308)
