import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.colours import contrast
from tests.audit.playbook_folders import SMALL, edited
from tests.web.security.site import site_on
from web.brand import colours_of, page_brand
from web.offered import first_offered

COLOUR = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


@given(COLOUR, COLOUR)
def test_whatever_the_brand_its_words_can_be_read(primary, accent):
    colours = colours_of(primary, accent)
    pairs = [
        (colours.on_primary, colours.primary),
        (colours.on_accent, colours.accent),
        (colours.ink, colours.tint),
        (colours.accent_ink, colours.tint),
        (colours.ink, "#ffffff"),
        (colours.accent_ink, "#ffffff"),
    ]
    assert min(contrast(*pair) for pair in pairs) >= 4.5


def test_a_dark_brand_keeps_its_colours():
    colours = colours_of("#123c3a", "#9a3f1a")
    assert (colours.primary, colours.ink, colours.on_primary) == ("#123c3a", "#123c3a", "#ffffff")
    assert colours.accent_ink == "#9a3f1a"


def test_a_light_brand_is_a_fill_for_dark_words_and_writes_in_a_darker_tone():
    colours = colours_of("#ffd400", "#ffd400")
    assert (colours.primary, colours.on_primary) == ("#ffd400", "#1c2224")
    assert colours.ink != "#ffd400"


@pytest.fixture
def site(sqlite_url, tmp_path):
    made = site_on(sqlite_url, tmp_path, playbooks=str(SMALL))
    yield made
    made.services.database.close()


@pytest.fixture
def client(site):
    return site.client()


@pytest.fixture
def content_hash(site):
    with site.app.test_request_context():
        return first_offered().content_hash


def test_the_logo_is_an_image_that_browsers_keep_for_ever(client, content_hash):
    answer = client.get(f"/brand/{content_hash}/logo")
    assert answer.data == (SMALL / "logo.svg").read_bytes()
    assert answer.mimetype == "image/svg+xml"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_a_brand_without_a_logo_has_its_name_alone(sqlite_url, tmp_path):
    folder = edited(tmp_path / "plain", {"playbook.toml": ('logo = "logo.svg"', "")})
    site = site_on(sqlite_url, tmp_path, playbooks=str(folder))
    with site.app.test_request_context():
        playbook = first_offered()
        assert page_brand(playbook).logo_url == ""
    client = site.client()
    assert client.get(f"/brand/{playbook.content_hash}/logo").status_code == 404
    assert b"<img" not in client.get("/").data
    site.services.database.close()


def test_the_colours_are_a_style_sheet_that_browsers_keep_for_ever(client, content_hash):
    answer = client.get(f"/brand/{content_hash}.css")
    assert answer.mimetype == "text/css"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    for name in ("brand-primary", "on-primary", "brand-ink", "brand-accent", "on-accent", "accent-ink", "tint"):
        assert f"--{name}: #" in answer.text


def test_a_brand_that_nobody_knows_is_not_found(client):
    for address in ("/brand/0000.css", f"/brand/{'0' * 64}.css", "/brand/%00/logo", "/brand/..%2f..%2fsettings.css"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "immutable" not in answer.headers["Cache-Control"]
