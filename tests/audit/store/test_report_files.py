from pathlib import Path

import pytest

from audit.store.report_files import ReportFiles, Unwritable
from settings import load_settings


@pytest.fixture(params=["directory", pytest.param("bucket", marks=pytest.mark.enable_socket)])
def files(request, tmp_path: Path) -> ReportFiles:
    if request.param == "directory":
        return ReportFiles((tmp_path / "reports with a space").as_uri())
    s3 = request.getfixturevalue("s3")
    return ReportFiles(f"s3://{s3.bucket}/{tmp_path.name}", options_of(s3))


def options_of(s3) -> dict[str, str]:
    return load_settings({"SECRET_KEY": "only bucket settings matter here", **s3.environment}).s3_options


def test_what_was_put_is_there_again(files) -> None:
    files.put("2026/one.pdf", b"%PDF-1.7 one")

    assert files.get("2026/one.pdf") == b"%PDF-1.7 one"
    assert files.names("2026") == ("2026/one.pdf",)


def test_a_second_put_takes_the_place_of_the_first(files) -> None:
    files.put("one.pdf", b"%PDF-1.7 one, longer")
    files.put("one.pdf", b"%PDF-1.7 two")

    assert files.get("one.pdf") == b"%PDF-1.7 two"


def test_a_file_that_is_not_there_is_none(files) -> None:
    assert files.get("nothing.pdf") is None


def test_a_name_cannot_lead_out_of_the_folder(files, tmp_path) -> None:
    (tmp_path / "secret.txt").write_bytes(b"secret")

    with pytest.raises(ValueError, match="parse path"):
        files.get("../secret.txt")


@pytest.mark.enable_socket
def test_a_bucket_that_is_not_there_is_an_error_and_not_a_missing_file(s3) -> None:
    files = ReportFiles("s3://no-such-bucket/reports", options_of(s3))
    with pytest.raises(Unwritable):
        files.put("one.pdf", b"x")


def test_another_scheme_is_refused() -> None:
    with pytest.raises(ValueError, match="file:///folder or s3"):
        ReportFiles("ftp://northwind.example/reports")


def test_a_large_file_goes_there_and_comes_back_piece_by_piece(files, tmp_path) -> None:
    large = tmp_path / "large.csv"
    large.write_bytes(bytes(range(256)) * 50_000)  # 12.8 MB: three parts of a bucket's

    assert files.put_file("exports/large.csv", large) == large.stat().st_size
    pieces = list(files.pieces("exports/large.csv"))
    assert len(pieces) > 2
    assert max(map(len, pieces)) < 8_000_000
    assert b"".join(pieces) == large.read_bytes()


def test_pieces_of_a_file_that_is_not_there_are_none(files) -> None:
    assert files.pieces("nothing.csv") is None


def test_a_file_is_deleted_and_one_that_is_not_there_is_as_good(files) -> None:
    files.put("one.pdf", b"%PDF-1.7 one")
    files.delete("one.pdf")
    files.delete("one.pdf")

    assert files.get("one.pdf") is None
