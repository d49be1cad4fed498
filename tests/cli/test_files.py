import os
import stat

import pytest

from cli.ends import CommandError
from cli.files import check_can_be_written, read_text, write_whole


def test_a_file_is_written_with_the_rights_that_new_files_have(tmp_path):
    target, other = tmp_path / "out", tmp_path / "other"
    write_whole(str(target), b"x")
    other.write_bytes(b"x")
    assert stat.S_IMODE(target.stat().st_mode) == stat.S_IMODE(other.stat().st_mode)


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path, monkeypatch):
    target = tmp_path / "out"
    target.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CommandError, match="no space left on device"):
        write_whole(str(target), b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    write_whole(str(tmp_path / "link"), b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_a_device_takes_what_is_written():
    write_whole("/dev/null", b"x")


def test_a_folder_is_no_file_to_write(tmp_path):
    with pytest.raises(CommandError, match="is a folder"):
        check_can_be_written(str(tmp_path))


def test_a_name_in_this_folder_can_be_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    check_can_be_written("out.pdf")
    check_can_be_written("-")


def test_text_that_is_not_utf8_is_named_with_its_line(tmp_path):
    file = tmp_path / "latin.toml"
    file.write_bytes(b"# one\nname = 'caf\xe9'\n")
    with pytest.raises(CommandError, match="line 2: the text is not UTF-8"):
        read_text(str(file))
