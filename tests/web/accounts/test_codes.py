from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

from tests.web.security.site import Site, site_on
from web.accounts.codes import decrypt, encrypt, in_groups, new_secret, picture, step_of

# RFC 6238, appendix B, its secret as base32: the last six digits of the SHA-1 column.
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # noqa: S105  # the one that the standard prints
RFC_CODES = {59: "287082", 1111111109: "081804", 1234567890: "005924", 2000000000: "279037"}
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def test_codes_are_those_of_the_standard():
    for second, code in RFC_CODES.items():
        assert step_of(RFC_SECRET, code, datetime.fromtimestamp(second, UTC)) == second // 30


def test_what_is_no_code_belongs_to_no_step():
    for typed in ("", "28708", "2870822", "28708é", "\uff12\uff18\uff17\uff10\uff18\uff12", "x" * 40):
        assert step_of(RFC_SECRET, typed, datetime.fromtimestamp(59, UTC)) is None


def test_a_code_of_the_step_before_is_told_from_this_ones():
    moment = datetime.fromtimestamp(59, UTC)
    assert step_of(RFC_SECRET, "287082", moment + timedelta(seconds=30)) == 1
    assert step_of(RFC_SECRET, "287082", moment + timedelta(seconds=61)) is None


def test_a_stored_secret_is_read_for_its_account_and_with_its_key_alone(site: Site, tmp_path):
    other_key = site_on(site.services.database.url, tmp_path, secret_key="another" * 5)
    with site.app.app_context():
        secret = new_secret()
        stored, again = encrypt(secret, 3), encrypt(secret, 3)
        assert stored != again
        assert decrypt(stored, 3) == decrypt(again, 3) == secret
        assert decrypt(stored, 4) is None
        assert decrypt(stored[:-1] + bytes([stored[-1] ^ 1]), 3) is None
        assert decrypt(b"", 3) is None
    with other_key.app.app_context():
        assert decrypt(stored, 3) is None
    other_key.services.database.close()


def test_the_picture_is_plain_svg_without_styles_or_scripts():
    made = picture(RFC_SECRET, "ada@northwind.example", "Northwind & <Sons>")
    drawn = ET.fromstring(made)  # noqa: S314  # we have drawn it
    assert {element.tag.rpartition("}")[2] for element in drawn.iter()} <= {"svg", "g", "path"}
    assert not any("style" in element.attrib for element in drawn.iter())


def test_a_secret_is_shown_in_groups_of_four():
    assert in_groups("ABCDEFGHIJ") == "ABCD EFGH IJ"
