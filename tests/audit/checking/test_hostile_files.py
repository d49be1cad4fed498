"""Whatever stands in a playbook's files, the checker has remarks about it and never raises."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.checking.gate import check
from tests.audit.playbook_folders import AS_OF, SMALL, remarks_on

FILES = sorted(path.relative_to(SMALL).as_posix() for path in SMALL.rglob("*.toml"))
TEXTS = {name: (SMALL / name).read_text() for name in FILES}
# What a line's value may be changed into.
VALUES = ("0", "1", "-1", "1e15", "1e-300", "0.5", "nan", "inf", "true", '""', '"a"', '"0"', '"missed / 0"', '"value"',
          "[]", "{}", '["a"]', "{ a = 1 }", "2026-01-01", "12:00:00", "[[]]", '"hour_cost"', '"typing"', '"../x"',
          '"\\u0000"', '"#ffffff"', '"{{}"', "0x" + "f" * 5_000, "9" * 400)  # fmt: skip


def checked(edits, *, with_company=False):
    """The remarks on the small playbook with the bytes of some files replaced, with or without its company."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "playbook"
        shutil.copytree(SMALL, folder)
        if not with_company:
            shutil.rmtree(folder / "examples")
            (folder / "examples").mkdir()
        for name, body in edits.items():
            (folder / name).write_bytes(body)
        remarks = check(folder, AS_OF)
    assert all(remark.file and remark.message for remark in remarks)
    assert all(len(str(remark)) < 4_000 for remark in remarks)
    return remarks


@settings(max_examples=40)
@given(st.sampled_from(FILES), st.binary(max_size=200))
def test_any_bytes_in_a_file_are_remarked_upon(name, body):
    assert checked({name: body}) or body.strip() == b""


@settings(max_examples=50)
@given(st.sampled_from(FILES), st.data())
def test_a_file_with_characters_changed_is_checked(name, data):
    text = TEXTS[name]
    at = data.draw(st.integers(0, len(text) - 1))
    length = data.draw(st.integers(0, 8))
    checked({name: (text[:at] + data.draw(st.text(max_size=4)) + text[at + length :]).encode("utf-8", "surrogatepass")})


@settings(max_examples=70)
@given(st.sampled_from(FILES), st.data())
def test_a_file_with_a_value_changed_is_checked(name, data):
    lines = TEXTS[name].splitlines()
    keyed = [place for place, line in enumerate(lines) if " = " in line]
    place = data.draw(st.sampled_from(keyed))
    lines[place] = f"{lines[place].split(' = ')[0]} = {data.draw(st.sampled_from(VALUES))}"
    checked({name: "\n".join(lines).encode()}, with_company=True)


@settings(max_examples=40)
@given(st.sampled_from(FILES), st.data())
def test_a_file_with_lines_left_out_or_doubled_is_checked(name, data):
    lines = TEXTS[name].splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    until = data.draw(st.integers(at, len(lines)))
    middle = data.draw(st.sampled_from(([], lines[at:until] * 2)))
    checked({name: "\n".join([*lines[:at], *middle, *lines[until:]]).encode()})


@pytest.mark.parametrize(
    "body",
    [
        b"a = " + b"[" * 20_000,
        b"a = " + b"{ b = " * 20_000,
        b"a = " + b"9" * 5_000,
        b"a = 0x" + b"f" * 5_000,
        b"low = 0x" + b"f" * 5_000,
        b"\xff\xfe\x00",
        b"\x00" * 100,
        b"a" * 100_000,
        b"[a]\n" * 1_000,
        "title = '\ud800'".encode("utf-8", "surrogatepass"),
        b"title = 1\r\n\r\n",
    ],
    ids=[
        "brackets",
        "tables",
        "digits",
        "hexadecimal",
        "key in hexadecimal",
        "bytes",
        "nulls",
        "long",
        "twice",
        "half",
        "cr",
    ],
)
def test_a_file_made_to_break_the_reader_is_remarked_upon(body):
    remarks = checked({"benchmarks/hour_cost.toml": body})
    assert remarks[0].file == "benchmarks/hour_cost.toml"


def test_a_formula_made_to_take_for_ever_is_remarked_upon(tmp_path):
    long = "(" + " + ".join(["missed"] * 25) + ")"
    product = " * ".join([long] * 3)[:499]
    edits = {"model.toml": ('formula = "missed_share"', f'formula = "missed_share + 0 * {product}"')}
    assert remarks_on(tmp_path, edits)
